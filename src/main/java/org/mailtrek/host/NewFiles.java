package org.mailtrek.host;

import java.time.Instant;
import java.util.Optional;

/**
 * Takes new files one after another, each with its content, at less cost than by the single calls of {@link Disk}. What each of them does to the disk, and in
 * which order, is the same: nothing is durable before {@link Disk#syncAll}. For one thread.
 */
public interface NewFiles extends AutoCloseable {

  /**
   * Makes a folder that must not exist yet, and gives it its owner and mode.
   *
   * @throws TrekException when the host refuses
   */
  void folder(HostPath folder) throws TrekException;

  /**
   * Begins a file that must not exist yet; the one before was ended.
   *
   * @throws TrekException when the host refuses
   */
  void begin(HostPath file) throws TrekException;

  /**
   * Goes on with the content of the file.
   *
   * @throws TrekException when the host refuses, as for a full disk; a part may have been written
   */
  void write(byte[] bytes, int offset, int length) throws TrekException;

  /**
   * Ends the file, and gives it its owner, mode and time.
   *
   * @throws TrekException when the host refuses
   */
  void end() throws TrekException;

  /**
   * Ends the file and removes it.
   *
   * @throws TrekException when the host refuses
   */
  void abandon() throws TrekException;

  /**
   * Returns when all files that were ended are there, whole. One that was not ended is left as it is, and its content is not to be used.
   *
   * @throws TrekException when the host refuses, or a file there is not what was sent
   */
  @Override
  void close() throws TrekException;

  /**
   * What the files get.
   *
   * @param uid number of the owner
   * @param gid number of the group
   * @param mode permission bits
   * @param modified the time of the last write; that of the clock where it is empty
   */
  record Mark(int uid, int gid, int mode, Optional<Instant> modified) {}
}
