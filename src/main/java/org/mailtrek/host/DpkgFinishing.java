package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Ends what a run of dpkg that was broken off has begun, so that a new one may begin. */
final class DpkgFinishing {

  private static final String REMOVAL = "deinstall \\S+ (half-configured|unpacked|triggers-\\S+)";

  private final Programs programs;
  private final DpkgTool dpkg;
  private final DebArchives archives;

  DpkgFinishing(Programs programs, DpkgTool dpkg, DebArchives archives) {
    this.programs = programs;
    this.dpkg = dpkg;
    this.archives = archives;
  }

  /**
   * Ends it.
   *
   * @throws TrekException when a script of a package fails, or an archive that is needed is not at hand
   */
  void run() throws TrekException {
    keepWhatWasToGo();
    Programs.Ended configured = dpkg.dpkg("--configure", List.of("--pending")); // waits for another that is at work, and puts services right that a crash left quiet
    if (!PackageTrouble.onlyLacksOthers(configured)) {
      checked(configured); // what waits for packages that were never unpacked is finished by whoever brings or removes them
    }
    for (String[] each : dpkg.query("${Package}\\t${Version}\\t${Status}\\n")) {
      if (each[2].contains("half-installed")) {
        install(each[0], each[1], each[2].startsWith("deinstall"));
      }
    }
  }

  /**
   * What was to be removed and still has all of its files counts as wanted again, so that it is configured: else nothing that needs it could be, and
   * dpkg passes over what is to go. Whoever removes it begins anew.
   */
  private void keepWhatWasToGo() throws TrekException {
    StringBuilder wanted = new StringBuilder();
    for (String[] each : dpkg.query("${Package}\\t${Status}\\n")) {
      if (each[1].matches(REMOVAL)) {
        wanted.append(each[0]).append(" install\n");
      }
    }
    if (wanted.length() > 0) {
      checked(programs.run(wanted.toString().getBytes(StandardCharsets.US_ASCII), List.of("dpkg", "--admindir=" + programs.word(DpkgTool.DATABASE), "--set-selections")));
    }
  }

  private void install(String name, String version, boolean goes) throws TrekException {
    Optional<String> archive = archives.here(name + "=" + version);
    if (goes) {
      checked(dpkg.dpkg("--remove", List.of("--force-remove-reinstreq", name)));
    } else if (archive.isPresent()) {
      checked(dpkg.dpkg("--install", List.of(archive.get())));
    } else {
      throw TrekException.at(programs.host() + ": " + name)
          .found("is only half installed, and no archive of " + version + " is at hand")
          .next("apt-get install --reinstall " + name + " on " + programs.host() + ", then go on with: resume (or take back with: undo)");
    }
  }

  private void checked(Programs.Ended ended) throws TrekException {
    if (!ended.ok()) {
      throw PackageTrouble.of(programs.host(), "dpkg", ended);
    }
  }
}
