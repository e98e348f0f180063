package org.mailtrek.host;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sole writer of files, one system call a method; kill points and simulated loss of power live here and nowhere else.
 *
 * <p>No method follows a symbolic link at the end of a path. Nothing is durable before {@link #fsync} (of the file, then of its folder)
 * or {@link #syncAll}. Every method throws {@link TrekException} when the host refuses, and then has changed nothing, but for
 * {@link #append}, which may have written a part.
 */
public interface Disk {

  /** Creates an empty file that must not exist yet, with a mode of 0600. */
  void create(HostPath file) throws TrekException;

  /** Appends bytes to a file that exists. */
  void append(HostPath file, byte[] bytes, int offset, int length) throws TrekException;

  /** Cuts a file to a size in bytes. */
  void truncate(HostPath file, long size) throws TrekException;

  /** Makes a file's content, or a folder's list of names, durable. */
  void fsync(HostPath path) throws TrekException;

  /** Renames, atomically replacing what has the new name; on one mount only. */
  void rename(HostPath from, HostPath to) throws TrekException;

  /** Renames many, each within its folder, in the order of the map; where it is refused in the middle, those before have their new names. */
  default void rename(Map<HostPath, HostPath> names) throws TrekException {
    for (Map.Entry<HostPath, HostPath> each : names.entrySet()) {
      rename(each.getKey(), each.getValue());
    }
  }

  /** Gives a file a second, hard name, which must not exist yet. */
  void link(HostPath existing, HostPath newName) throws TrekException;

  /** Creates a symbolic link with these bytes as its target. */
  void symlink(byte[] target, HostPath link) throws TrekException;

  /** Removes a file, a link or an empty folder. */
  void delete(HostPath path) throws TrekException;

  /** Removes many files and links, in their order; where it is refused in the middle, those before are gone. */
  default void delete(Collection<HostPath> files) throws TrekException {
    for (HostPath each : files) {
      delete(each);
    }
  }

  /** Creates a folder that must not exist yet. */
  void mkdir(HostPath folder, int mode) throws TrekException;

  /** Sets owner and group by number; clears setuid and setgid bits of files. */
  void chown(HostPath path, int uid, int gid) throws TrekException;

  /**
   * Sets owner and mode of many objects at once, by the machine's own tools; an object that is not as the batch says is left alone.
   *
   * @return the paths of those that are now not as they should be, such as foreign and missing ones; empty where that can't be had: nothing was changed
   */
  default Optional<List<HostPath>> own(OwnerBatch batch) throws TrekException {
    return Optional.empty();
  }

  /** Sets the permission bits, {@code 07777} at most; not for symbolic links. */
  void chmod(HostPath path, int mode) throws TrekException;

  /** Sets an extended attribute of the {@code user} name space; an empty optional removes it. */
  void attribute(HostPath path, String name, Optional<byte[]> value) throws TrekException;

  /** Sets the time of the last write. */
  void touch(HostPath path, Instant modified) throws TrekException;

  /** Gives {@code to} the owner, mode, ACL and extended attributes of {@code from}. */
  void copyAttributes(HostPath from, HostPath to) throws TrekException;

  /**
   * Gives every file and link of a tree a second, hard name in a new tree, whose folders are as those of the old one, by the machine's own tools.
   *
   * @return false where that can't be had: nothing was done
   * @throws TrekException when the host refuses; a part of the new tree may be there
   */
  default boolean linkTree(HostPath from, HostPath to) throws TrekException {
    return false;
  }

  /**
   * Copies an object with all below it to a free path, with owners, modes, attributes, times, holes, and the second names that its files have in it, and compares every
   * file with its copy byte by byte, by the machine's own tools and without its content leaving it. Not durable before {@link #syncAll}.
   *
   * @return false where that can't be had: nothing was done
   * @throws TrekException when a copy differs, or the host refuses; a part of it may be there
   */
  default boolean copyTree(HostPath from, HostPath to) throws TrekException {
    return false;
  }

  /**
   * Copies regular files with content, owner, mode, extended attributes and time to free paths in folders that are there, several side by side, and compares each
   * copy with what was read. Not durable before {@link #syncAll}.
   *
   * @return false where that can't be had: nothing was done
   * @throws TrekException when one changes meanwhile, or the host refuses; some copies, and a part of one, may be there
   */
  default boolean copy(Map<HostPath, HostPath> files) throws TrekException {
    return false;
  }

  /** Returns who takes many new files of one owner, mode and time. */
  default NewFiles files(NewFiles.Mark mark) {
    return new FilesOneByOne(this, mark);
  }

  /** Returns whether the same path is the same object on another disk, as far as that is known: then one sync may serve both. */
  default boolean same(Disk other) {
    return this == other;
  }

  /** Returns who has the file system of a folder, which is there by the first write, write down early what is written to it. Nothing is durable before {@link #syncAll}. */
  default EarlySync early(HostPath folder) {
    return EarlySync.none();
  }

  /** Makes everything on the file system that holds the folder durable. */
  void syncAll(HostPath folder) throws TrekException;
}
