package org.mailtrek.host;

import java.time.Instant;
import java.util.Optional;

/** Writes whole files through a disk, so that after a crash either the old or the new content is there. */
final class AtomicWriter {

  private static final byte[] SUFFIX = ".dpkg-new".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final FilesView files;
  private final Disk disk;

  AtomicWriter(FilesView files, Disk disk) {
    this.files = files;
    this.disk = disk;
  }

  /** Returns the name that a file has until it is complete; whoever starts to write removes what a crash left of it. */
  static HostPath unfinished(HostPath file) {
    byte[] name = file.nameBytes();
    byte[] joined = java.util.Arrays.copyOf(name, name.length + SUFFIX.length);
    System.arraycopy(SUFFIX, 0, joined, name.length, SUFFIX.length);
    return file.sibling(joined);
  }

  /** Replaces a file's content, keeps owner and mode of what was there (else root, 0644), and returns when it is durable. */
  void replace(HostPath file, byte[] content, Optional<Instant> modified) throws TrekException {
    HostPath unfinished = unfinished(file);
    clear(unfinished);
    disk.create(unfinished);
    disk.append(unfinished, content, 0, content.length);
    if (files.stat(file).isPresent()) {
      disk.copyAttributes(file, unfinished);
    } else {
      disk.chmod(unfinished, 0644);
    }
    if (modified.isPresent()) {
      disk.touch(unfinished, modified.get());
    }
    disk.fsync(unfinished);
    disk.rename(unfinished, file);
    disk.fsync(file.parent());
  }

  /** Removes a file or link, if it is there. */
  void clear(HostPath file) throws TrekException {
    if (files.stat(file).isPresent()) {
      disk.delete(file);
    }
  }

  /** Makes a folder and those above it, where they are missing, and returns when they are durable. */
  void folders(HostPath folder) throws TrekException {
    if (files.stat(folder).isEmpty()) {
      folders(folder.parent());
      disk.mkdir(folder, 0755);
      disk.fsync(folder.parent());
    }
  }
}
