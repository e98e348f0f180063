package org.mailtrek.host;

import java.util.List;

/** What a vendor offers for download, a tar archive of packages, and the folder of the machine from which packages are installed. */
public interface Downloads {

  /** Returns the folder for packages, which need not be there yet. */
  HostPath folder();

  /**
   * Returns the names of the packages' files in a tar archive on the machine, sorted; folders in it don't count.
   *
   * @throws TrekException when there is no such archive, or it holds no packages for this machine's package manager
   */
  List<String> files(HostPath tarball) throws TrekException;

  /** Returns whether a file of this name lies in the folder for packages. */
  boolean lies(String file) throws TrekException;
}
