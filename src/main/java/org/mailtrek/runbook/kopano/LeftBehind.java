package org.mailtrek.runbook.kopano;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.discovery.DroppedPart;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Finds what of an old server no step carries over, so that the plan names it. */
final class LeftBehind {

  private static final List<HostPath> START_SETTINGS = List.of(HostPath.of("/etc/default/zarafa"), HostPath.of("/etc/sysconfig/zarafa"));
  private static final HostPath LOCAL_LIBRARIES = HostPath.of("/usr/local/lib");
  private static final String DISTRIBUTED_LOCK = "lock_distributed_zarafa";

  private LeftBehind() {}

  /** Returns a sentence for each; none where nothing is found. */
  static List<String> of(View view, Migration move, Catalogue catalogue) throws TrekException {
    List<String> found = new ArrayList<>();
    HostView host = view.host(move.host());
    List<DroppedPart> dropped = DroppedPart.of(host.packages().installed().values(), Optional.of(move.from()));
    dropped.forEach(each -> found.add("package " + each.installed().name() + " " + each.installed().version() + ": " + each.what()));
    if (host.stat(move.oldIndex()).isPresent()) {
      move.warning().ifPresent(found::add);
    }
    foreignPython(host, found);
    for (HostPath each : START_SETTINGS) {
      if (host.stat(each).isPresent()) {
        HostPath next = each.parent().resolve("kopano");
        found.add("settings in " + each + " (locale, options, which daemons start) are not carried: set what is still wanted in " + next);
      }
    }
    if (view.database(move.host()).setting(DISTRIBUTED_LOCK).isPresent()) {
      found.add("the database holds the setting " + DISTRIBUTED_LOCK + ", which Kopano no longer reads: its lock is lost");
    }
    boolean there = host.stat(move.oldConfig()).isPresent();
    if (there && ServerConfiguration.read(catalogue, host, move.oldConfig(), move.from()).on("user_safe_mode")) {
      found.add("server.cfg has user_safe_mode = yes, which 'open' switches off: switch it on again afterwards where that is the rule");
    }
    return found;
  }

  /** A library that no package manager knows of: programs that find it before Kopano's fail. */
  private static void foreignPython(HostView host, List<String> found) throws TrekException {
    if (host.stat(LOCAL_LIBRARIES).isEmpty()) {
      return;
    }
    for (HostPath version : host.list(LOCAL_LIBRARIES)) {
      for (String each : List.of("dist-packages/zarafa", "site-packages/zarafa")) {
        HostPath library = version.resolve(each);
        if (version.name().startsWith("python") && host.stat(library).isPresent()) {
          found.add(library + " was installed by hand and is not compatible with python-kopano: remove it, with what uses it");
        }
      }
    }
  }
}
