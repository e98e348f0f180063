package org.mailtrek.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.directory.DirectorySteps;
import org.mailtrek.directory.SlapdPlace;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.View;
import org.mailtrek.host.Beside;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** The place of the estate's slapd as the runbooks of these commands take it: as options. */
final class StoppedDirectory {

  private StoppedDirectory() {}

  static SlapdPlace place(Call call) throws TrekException {
    return SlapdPlace.of(EstateFile.read(call.session().folder()), call.session().estate().view());
  }

  /** Returns whether the directory's server is declared to be configured by a file. */
  static boolean isFile(Call call) throws TrekException {
    return EstateFile.read(call.session().folder()).directory().flatMap(Declaration.Directory::config).flatMap(Declaration.DirectoryConfig::file).isPresent();
  }

  static Map<String, String> options(SlapdPlace place) {
    return Map.of("host", place.host(), "base", place.suffix(), "configuration", place.configuration().toString(), "service", place.service());
  }

  static SlapdPlace place(Map<String, String> options) {
    return new SlapdPlace(options.get("host"), HostPath.of(options.get("configuration")), options.get("base"), options.get("service"));
  }

  /**
   * Looks whether an offline transplant has something to do, and whether the server runs now: one that was stopped before stays stopped.
   *
   * @param unread whether nobody will read the plan; all entries are then read once only, if nobody waits for the server either
   * @return what the runbook takes; empty when nothing is to be moved
   */
  static Optional<Map<String, String>> offline(View view, SlapdPlace place, boolean unread) throws TrekException {
    Map<String, String> options;
    try (Beside<Map<String, String>> looked = Beside.of("the service of slapd", "start again", () -> withRunning(view, place))) {
      view.host(place.host()).slapd().ahead(place.configuration());
      options = looked.result();
    }
    if (unread && options.get("running").equals("no")) {
      options.put("look", "meanwhile");
      return Optional.of(options);
    }
    return DirectorySteps.rebuilds(view, place) ? Optional.of(options) : Optional.empty();
  }

  static Map<String, String> withRunning(View view, SlapdPlace place) throws TrekException {
    Map<String, String> options = new LinkedHashMap<>(options(place));
    options.put("running", place.running(view) ? "yes" : "no");
    return options;
  }
}
