package org.mailtrek.host;

import java.util.List;

/** How a machine's package manager is told of repositories, and what it knows of them. Only looks. */
public interface Repositories {

  /** Returns the files that set a repository up, in the order in which they are to be written. */
  List<File> files(Repository repository) throws TrekException;

  /**
   * Fetches a repository's lists with its sign-in and checks their signature, into a folder that is gone afterwards: as if it were set up.
   *
   * @throws TrekException when it can't be reached, does not let us in, or is not signed with its key
   */
  void tryOut(Repository repository) throws TrekException;

  /** Returns whether the package manager has a repository's lists. */
  boolean listed(String name) throws TrekException;

  /**
   * A file that sets a repository up, which is root's.
   *
   * @param path where it lies
   * @param mode its mode
   * @param content what is in it; it may hold a password
   */
  record File(HostPath path, int mode, Secret content) {}
}
