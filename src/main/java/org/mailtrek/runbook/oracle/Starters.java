package org.mailtrek.runbook.oracle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** The files that start and stop the server: start scripts, units and manifests. They are to name the link, or they would start the tree that is no longer meant. */
final class Starters {

  private static final List<String> FOLDERS =
      List.of("/etc/init.d", "/etc/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system", "/var/svc/manifest/application", "/lib/svc/manifest/application", "/var/svc/manifest/site");
  private static final long LARGEST = 1 << 16;

  private final Move move;

  Starters(Move move) {
    this.move = move;
  }

  /** Hands over a change for each file that names the old tree. */
  void rewrite(View view, Step.Preview preview) throws TrekException {
    for (HostPath each : naming(view.host(move.host()))) {
      byte[] before = view.host(move.host()).readAll(each);
      String after = new String(before, StandardCharsets.ISO_8859_1).replace(move.oldRoot() + "/", move.link() + "/");
      preview.change(FileContent.of(view, move.host(), each, before, after.getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  private List<HostPath> naming(HostView host) throws TrekException {
    List<HostPath> found = new ArrayList<>();
    for (String folder : FOLDERS) {
      HostPath path = HostPath.of(folder);
      for (HostPath each : host.stat(path).isPresent() ? host.list(path) : List.<HostPath>of()) {
        FileState state = host.stat(each).orElseThrow();
        if (state.kind() == FileState.Kind.FILE && state.size() < LARGEST && new String(host.readAll(each), StandardCharsets.ISO_8859_1).contains(move.oldRoot() + "/")) {
          found.add(each);
        }
      }
    }
    return found;
  }
}
