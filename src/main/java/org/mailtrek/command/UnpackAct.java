package org.mailtrek.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.Runbook;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.SystemSteps;

/** Unpacks a vendor's download on a host. */
final class UnpackAct implements Command {

  private static final String NAME = "packages unpack";

  static Runbook runbook() {
    Runbook.Option host = new Runbook.Option("host", "the host", List.of(), Optional.empty());
    Runbook.Option file = new Runbook.Option("file", "the download", List.of(), Optional.empty());
    return new SingleStep(NAME, "Unpack a download of packages", List.of(host, file), given -> List.of(SystemSteps.unpack(given.get("host"), path(given.get("file")))));
  }

  private static HostPath path(String typed) throws TrekException {
    if (!typed.startsWith("/")) {
      throw TrekException.at(typed).kind(TrekException.Kind.USAGE).found("is no absolute path on the host").next("write it as /PATH/FILE.tar.gz");
    }
    return HostPath.parse(typed);
  }

  @Override
  public Shape shape() {
    return Shape.changes()
        .takes("HOST", "the host", Offers.hosts())
        .takes("FILE", "the download, a tar archive of packages that lies on the host", (session, typed) -> List.of())
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example(NAME + " mail1 /root/core-8.7.25-Debian_10-amd64.tar.gz --plan", "what would be unpacked")
        .example(NAME + " mail1 /root/core-8.7.25-Debian_10-amd64.tar.gz", "its packages can be installed then; undo takes them away again")
        .see("plan", "packages install", "packages list");
  }

  @Override
  public Result run(Call call) throws TrekException {
    return new Acting(call).runbook(NAME, Map.of("host", call.words().get(0), "file", call.words().get(1)));
  }
}
