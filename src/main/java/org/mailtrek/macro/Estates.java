package org.mailtrek.macro;

import org.mailtrek.host.TrekException;

/** Other estates: {@code estates["/srv/other"]}. Only reads. */
public final class Estates {

  private final Outside outside;

  Estates(Outside outside) {
    this.outside = outside;
  }

  /**
   * What can be read of another estate.
   *
   * @param hosts its hosts
   * @param files their files
   * @param directory its directory
   */
  public record Other(Hosts hosts, Files files, Directory directory) {}

  /** Returns the estate of a folder. */
  public Other getAt(String folder) throws TrekException {
    Recorder reads = new Recorder(outside.other(folder), false);
    return new Other(new Hosts(reads), new Files(reads), new Directory(reads));
  }
}
