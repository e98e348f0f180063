package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Plays {@code imsimta version}, and {@code imsimta process_held -uid=UID}, which gives what was held for somebody back to the queues. From 7.0.5 on it needs {@code restricted.cnf}, which only the first start, or updateCfgVersion, makes. */
final class Imsimta implements Tool {

  private static final String UID = "-uid=";

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Installed tree = Installed.of(call, machine);
    Optional<HostPath> config = tree.config();
    boolean held = call.arguments().size() == 2 && call.arguments().get(0).equals("process_held") && call.arguments().get(1).startsWith(UID);
    if (!held && !call.arguments().equals(List.of("version"))) {
      return Answer.failed(64, "usage: imsimta version|process_held -uid=UID");
    }
    if (tree.version().atLeast("7.0.5") && config.isPresent() && !tree.files().has(config.get().resolve("restricted.cnf"))) {
      return Answer.failed(1, "imsimta: " + config.get() + "/restricted.cnf does not exist");
    }
    if (held) {
      return release(tree, call.arguments().get(1).substring(UID.length()));
    }
    String bits = tree.root().name().endsWith("64") ? "64bit" : "32bit";
    return Answer.said("Oracle Communications Messaging Server " + tree.version().text() + " " + bits + " (built Jan  1 2018)\nlibimta.so " + tree.version().text() + " " + bits + "\n");
  }

  /** The files of the hold channel begin with whom they are for; as messages of another channel they find their way anew. */
  private static Programs.Ended release(Installed tree, String uid) throws TrekException {
    HostPath queue = tree.data().orElseThrow().resolve("queue");
    for (HostPath each : tree.files().list(queue.resolve("hold"))) {
      if (each.name().endsWith(".HELD") && tree.files().lines(each).stream().findFirst().equals(Optional.of("To: " + uid))) {
        tree.files().folders(queue.resolve("reprocess"));
        tree.files().rename(each, queue.resolve("reprocess").resolve(each.name().replace(".HELD", ".00")));
      }
    }
    return Answer.said("");
  }

  @Override
  public boolean onlyLooks(List<String> arguments) {
    return arguments.equals(List.of("version"));
  }
}
