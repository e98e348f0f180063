package org.mailtrek.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Copies files of this machine, one after the other: each piece that was written is read again and compared, byte by byte, with what was read, which says
 * more than equal digests and takes a tenth of their time. Pieces of nothing but zeros stay holes. For one thread.
 */
final class LocalCopies {

  private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;
  private static final Set<java.nio.file.OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE, NOFOLLOW);
  private static final Set<java.nio.file.OpenOption> READ = Set.of(StandardOpenOption.READ, NOFOLLOW);
  private static final FileAttribute<?> HIDDEN = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int PIECE = 1 << 17;
  private static final int BLOCK = 1 << 12;

  private final Root root;
  private final LocalDisk disk;
  private final EarlySync early;
  private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
  private final ByteBuffer again = ByteBuffer.allocateDirect(PIECE);
  private final ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);

  LocalCopies(Root root, LocalDisk disk, EarlySync early) {
    this.root = root;
    this.disk = disk;
    this.early = early;
  }

  /**
   * Copies a file with owner, mode, extended attributes and time to a free path; nothing is durable after it.
   *
   * @throws TrekException when it is no file, changes meanwhile, or the machine refuses; a part of the copy may be there
   */
  void copy(HostPath from, HostPath to) throws TrekException {
    try {
      Path source = root.locate(from);
      Path target = root.locate(to);
      FileState state = FileStates.of(source);
      if (!content(source, target) || Files.size(source) != Files.size(target)) {
        throw TrekException.at(root.host() + ":" + from).found("its copy " + to + " is not what was read").next("stop what writes there and look at the disk, then resume or undo");
      }
      attributes(target, state);
      disk.touch(to, state.modified());
      early.wrote(state.size());
    } catch (IOException e) {
      throw root.refused(from, e);
    }
  }

  /** Returns whether the copy holds what was read. */
  private boolean content(Path source, Path target) throws IOException {
    try (FileChannel in = FileChannel.open(source, READ); FileChannel out = FileChannel.open(target, NEW, HIDDEN)) {
      long end = 0;
      boolean hole = false;
      boolean equal = true;
      for (int count = next(in); count > 0; count = next(in)) {
        hole = count % BLOCK == 0 && piece.mismatch(zeros.limit(count)) < 0;
        if (!hole) {
          write(out, end);
          equal &= written(out, end);
        }
        end += count;
      }
      if (hole) {
        out.write(ByteBuffer.allocate(1), end - 1); // a file that ends in a hole needs its last byte
      }
      return equal;
    }
  }

  private int next(FileChannel in) throws IOException {
    piece.clear();
    int count = in.read(piece);
    piece.flip();
    return count;
  }

  private void write(FileChannel out, long position) throws IOException {
    for (long at = position; piece.hasRemaining(); ) {
      at += out.write(piece, at);
    }
    piece.rewind();
  }

  private boolean written(FileChannel out, long position) throws IOException {
    again.clear().limit(piece.limit());
    for (int count = 0; again.hasRemaining() && count >= 0; ) {
      count = out.read(again, position + again.position());
    }
    return again.flip().equals(piece);
  }

  private static void attributes(Path target, FileState state) throws IOException {
    Files.setAttribute(target, "unix:uid", state.uid(), NOFOLLOW);
    Files.setAttribute(target, "unix:gid", state.gid(), NOFOLLOW);
    for (Map.Entry<String, byte[]> each : state.attributes().entrySet()) {
      LocalDisk.setAttribute(target, each.getKey(), Optional.of(each.getValue()));
    }
    Files.setAttribute(target, "unix:mode", state.mode(), NOFOLLOW);
  }
}
