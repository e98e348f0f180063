package org.mailtrek.host;

import java.util.List;

/** Unpacks downloads into the folder for packages. */
public interface Unpacking extends Downloads {

  /**
   * Unpacks files of a download, durably; where one of that name lies in the folder, it stays.
   *
   * @throws TrekException when they can't be unpacked; some may be there
   */
  void unpack(HostPath tarball, List<String> files) throws TrekException;

  /**
   * Deletes files of these names from the folder, durably; one that is not there is no fault.
   *
   * @throws TrekException when one can't be deleted
   */
  void delete(List<String> files) throws TrekException;
}
