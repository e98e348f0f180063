package org.mailtrek.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the files of this machine, or of a folder that acts as a machine's root. Nothing outside the folder is ever written, whatever
 * links it holds. Safe for several threads on different objects.
 *
 * <p>{@link #fsync} of a link, socket, pipe or device does nothing: their folder's list of names is all there is to make durable.
 */
public final class LocalDisk implements Disk {

  private static final OpenOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

  private final Root root;
  private final DiskTools tools;

  /** Makes the disk of a host whose root is a folder of this machine; {@code /} for the machine itself. */
  public LocalDisk(String host, Path folder) {
    this.root = new Root(host, folder);
    this.tools = new DiskTools(root);
  }

  @Override
  public void create(HostPath file) throws TrekException {
    on(
        file,
        path ->
            Files.newByteChannel(
                    path,
                    java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                .close());
  }

  @Override
  public void append(HostPath file, byte[] bytes, int offset, int length) throws TrekException {
    on(
        file,
        path -> {
          try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND, NOFOLLOW)) {
            ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
            while (left.hasRemaining()) {
              channel.write(left);
            }
          }
        });
  }

  @Override
  public boolean linkTree(HostPath from, HostPath to) throws TrekException {
    if (root.real()) {
      tools.linkTree(from, to);
    }
    return root.real();
  }

  @Override
  public boolean copy(Map<HostPath, HostPath> files) throws TrekException {
    if (root.real() && !files.isEmpty()) {
      try (EarlySync early = early(files.values().iterator().next().parent())) {
        new CopiesSideBySide(() -> new LocalCopies(root, this, early), files).run();
      }
    }
    return root.real();
  }

  @Override
  public EarlySync early(HostPath folder) {
    return root.real() ? EarlySync.of(() -> syncAll(folder)) : EarlySync.none();
  }

  @Override
  public NewFiles files(NewFiles.Mark mark) {
    return new LocalNewFiles(root, this, mark);
  }

  @Override
  public void truncate(HostPath file, long size) throws TrekException {
    on(
        file,
        path -> {
          try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, NOFOLLOW)) {
            channel.truncate(size);
          }
        });
  }

  @Override
  public void fsync(HostPath object) throws TrekException {
    on(
        object,
        path -> {
          FileState.Kind kind = FileStates.kind(path);
          if (kind == FileState.Kind.FILE || kind == FileState.Kind.FOLDER) {
            force(path, kind);
          }
        });
  }

  private static void force(Path path, FileState.Kind kind) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, NOFOLLOW)) {
      channel.force(true);
    } catch (AccessDeniedException unreadable) {
      if (kind == FileState.Kind.FOLDER) {
        throw unreadable;
      }
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, NOFOLLOW)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void rename(HostPath from, HostPath to) throws TrekException {
    Path target = root.locate(to);
    on(from, path -> Files.move(path, target, StandardCopyOption.ATOMIC_MOVE));
  }

  @Override
  public void link(HostPath existing, HostPath newName) throws TrekException {
    Path source = root.locate(existing);
    on(newName, path -> Files.createLink(path, source));
  }

  @Override
  public void symlink(byte[] target, HostPath link) throws TrekException {
    Path wanted = RawPaths.target(target);
    if (Arrays.equals(RawPaths.bytes(wanted), target)) {
      on(link, path -> Files.createSymbolicLink(path, wanted));
    } else {
      tools.symlink(target, link);
    }
  }

  @Override
  public void delete(HostPath object) throws TrekException {
    on(object, Files::delete);
  }

  @Override
  public void mkdir(HostPath folder, int mode) throws TrekException {
    on(
        folder,
        path -> {
          Files.createDirectory(path, PosixFilePermissions.asFileAttribute(EnumSet.copyOf(PosixFilePermissions.fromString("rwx------"))));
          Files.setAttribute(path, "unix:mode", mode & 07777, LinkOption.NOFOLLOW_LINKS);
        });
  }

  @Override
  public void chown(HostPath object, int uid, int gid) throws TrekException {
    on(
        object,
        path -> {
          Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
          Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        });
  }

  @Override
  public Optional<List<HostPath>> own(OwnerBatch batch) throws TrekException {
    Programs tools = Children.of(root);
    return root.real() ? Optional.of(new OwnerBulk(tools.host(), tools::run).own(batch)) : Optional.empty();
  }

  @Override
  public void chmod(HostPath object, int mode) throws TrekException {
    on(object, path -> setMode(path, mode));
  }

  private static void setMode(Path path, int mode) throws IOException {
    FileState.Kind kind = FileStates.kind(path);
    if (kind == FileState.Kind.LINK) {
      throw new java.nio.file.FileSystemException(path.toString(), null, "a symbolic link has no mode of its own");
    }
    try {
      if (kind == FileState.Kind.OTHER) {
        Files.setAttribute(path, "unix:mode", mode & 07777); // opening a pipe, as not to follow asks for, would wait for its other end
      } else {
        Files.setAttribute(path, "unix:mode", mode & 07777, LinkOption.NOFOLLOW_LINKS);
      }
    } catch (AccessDeniedException unreadable) {
      Files.setAttribute(path, "unix:mode", mode & 07777);
    }
  }

  @Override
  public void attribute(HostPath object, String name, Optional<byte[]> value) throws TrekException {
    on(object, path -> setAttribute(path, name, value));
  }

  static void setAttribute(Path path, String name, Optional<byte[]> value) throws IOException {
    UserDefinedFileAttributeView view = Files.getFileAttributeView(path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (value.isPresent()) {
      view.write(name, ByteBuffer.wrap(value.get()));
    } else if (view.list().contains(name)) {
      view.delete(name);
    }
  }

  @Override
  public void touch(HostPath object, Instant modified) throws TrekException {
    try {
      FileStates.touch(root.locate(object), modified);
    } catch (AccessDeniedException | FileStates.NotByJavaException asked) {
      tools.touch(root.locate(object), modified, object);
    } catch (IOException e) {
      throw root.refused(object, e);
    }
  }

  @Override
  public void copyAttributes(HostPath from, HostPath to) throws TrekException {
    if (root.real()) {
      tools.copyAttributes(from, to);
    } else {
      Path source = root.locate(from);
      on(to, path -> FileStates.copyAttributes(source, path));
    }
  }

  @Override
  public boolean same(Disk other) {
    return other instanceof LocalDisk local && local.root.folder().equals(root.folder());
  }

  @Override
  public void syncAll(HostPath folder) throws TrekException {
    Path path = root.locate(folder);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw root.refused(folder, new NoSuchFileException(path.toString()));
    }
    tools.syncAll(path, folder);
  }

  private void on(HostPath object, Call call) throws TrekException {
    Path path = root.locate(object);
    try {
      call.on(path);
    } catch (IOException e) {
      throw root.refused(object, e);
    }
  }

  private interface Call {
    void on(Path path) throws IOException;
  }
}
