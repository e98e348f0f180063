package org.mailtrek.host;

import java.util.Optional;

/** The folder of a machine in which Mailtrek keeps archives of packages: those that it fetched, and those of what it removed. */
final class KeptArchives {

  private final Programs programs;
  private final HostPath folder;

  KeptArchives(Programs programs, HostPath folder) {
    this.programs = programs;
    this.folder = folder;
  }

  /** Deletes an archive, durably, if it lies in this folder. */
  void discard(Optional<String> file) throws TrekException {
    if (file.isPresent() && file.get().startsWith(programs.word(folder) + "/")) {
      Programs.Ended ended = programs.run("sh", "-c", "rm -f -- \"$1\" && sync \"${1%/*}\"", "sh", file.get());
      if (!ended.ok()) {
        throw TrekException.at(programs.host() + ":" + file.get()).found("can't be deleted: " + ended.lastWords()).next("mend that, then: resume");
      }
    }
  }
}
