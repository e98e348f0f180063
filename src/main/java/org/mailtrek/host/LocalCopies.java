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
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Copies files of this machine, one after the other: the digest is taken of what is read, and compared with that of the copy, which is read again. Blocks
 * of nothing but zeros stay holes. For one thread.
 */
final class LocalCopies {

  private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;
  private static final Set<java.nio.file.OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, NOFOLLOW);
  private static final Set<java.nio.file.OpenOption> READ = Set.of(StandardOpenOption.READ, NOFOLLOW);
  private static final FileAttribute<?> HIDDEN = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int PIECE = 1 << 17;
  private static final int BLOCK = 1 << 12;

  private final Root root;
  private final LocalDisk disk;
  private final ByteBuffer piece = ByteBuffer.allocate(PIECE);
  private final byte[] zeros = new byte[PIECE];
  private final MessageDigest digest = Digests.start();

  LocalCopies(Root root, LocalDisk disk) {
    this.root = root;
    this.disk = disk;
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
      byte[] read = content(source, target);
      if (!Arrays.equals(read, content(target)) || Files.size(source) != Files.size(target)) {
        throw TrekException.at(root.host() + ":" + from).found("its copy " + to + " is not what was read").next("stop what writes there and look at the disk, then resume or undo");
      }
      attributes(target, state);
      disk.touch(to, state.modified());
    } catch (IOException e) {
      throw root.refused(from, e);
    }
  }

  private byte[] content(Path source, Path target) throws IOException {
    try (FileChannel in = FileChannel.open(source, READ); FileChannel out = FileChannel.open(target, NEW, HIDDEN)) {
      long end = 0;
      boolean hole = false;
      for (int count = next(in); count > 0; count = next(in)) {
        digest.update(piece.array(), 0, count);
        hole = count % BLOCK == 0 && Arrays.equals(piece.array(), 0, count, zeros, 0, count);
        if (!hole) {
          write(out, end);
        }
        end += count;
      }
      if (hole) {
        out.write(ByteBuffer.allocate(1), end - 1); // a file that ends in a hole needs its last byte
      }
    }
    return digest.digest();
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
  }

  private byte[] content(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file, READ)) {
      for (int count = next(in); count > 0; count = next(in)) {
        digest.update(piece.array(), 0, count);
      }
    }
    return digest.digest();
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
