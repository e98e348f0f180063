package org.mailtrek.config;

import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Takes what is carried from the old folder into the new one, in the order in which it must be made. */
public interface Carrier {

  /** Makes a folder; called for each folder once or more often. */
  void folder(HostPath path) throws TrekException;

  /**
   * Makes a file; there is none.
   *
   * @param program whether it may be run
   */
  void file(HostPath path, byte[] content, boolean program) throws TrekException;

  /**
   * Makes a link; there is none.
   *
   * @param target what it points to
   */
  void link(HostPath path, byte[] target) throws TrekException;

  /** Takes a sentence for people. */
  void note(String sentence);
}
