package org.mailtrek.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes new files of this machine, each of which is opened once. */
final class LocalNewFiles implements NewFiles {

  private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;
  private static final Set<java.nio.file.OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, NOFOLLOW);
  private static final int PRIVATE = 0600;
  private static final FileAttribute<?> HIDDEN = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int NANOS_OF_JAVA = 1_000;
  private static final int PIECE = 1 << 18;

  private final Root root;
  private final LocalDisk disk;
  private final Mark mark;
  private HostPath file = HostPath.of("/");
  private Path path = Path.of("/");
  private FileChannel channel;

  LocalNewFiles(Root root, LocalDisk disk, Mark mark) {
    this.root = root;
    this.disk = disk;
    this.mark = mark;
  }

  @Override
  public void folder(HostPath folder) throws TrekException {
    new FilesOneByOne(disk, mark).folder(folder);
  }

  @Override
  public void begin(HostPath next) throws TrekException {
    file = next;
    path = root.locate(next);
    on(() -> channel = FileChannel.open(path, NEW, HIDDEN));
  }

  /** Writes piece by piece: Java keeps, for each thread, a buffer as large as what was ever written at once. */
  @Override
  public void write(byte[] bytes, int offset, int length) throws TrekException {
    on(
        () -> {
          for (int done = 0; done < length; ) {
            done += channel.write(ByteBuffer.wrap(bytes, offset + done, Math.min(PIECE, length - done)));
          }
        });
  }

  @Override
  public void end() throws TrekException {
    shut();
    on(
        () -> {
          Files.setAttribute(path, "unix:uid", mark.uid(), NOFOLLOW);
          Files.setAttribute(path, "unix:gid", mark.gid(), NOFOLLOW);
          if ((mark.mode() & 07777) != PRIVATE) { // as it was made
            Files.setAttribute(path, "unix:mode", mark.mode() & 07777, NOFOLLOW);
          }
        });
    if (mark.modified().isPresent() && mark.modified().get().getNano() % NANOS_OF_JAVA == 0) {
      on(() -> Files.getFileAttributeView(path, BasicFileAttributeView.class, NOFOLLOW).setTimes(FileTime.from(mark.modified().get()), null, null));
    } else if (mark.modified().isPresent()) {
      disk.touch(file, mark.modified().get());
    }
  }

  @Override
  public void abandon() throws TrekException {
    shut();
    disk.delete(file);
  }

  @Override
  public void close() throws TrekException {
    shut();
  }

  private void shut() throws TrekException {
    if (channel != null) {
      on(channel::close);
      channel = null;
    }
  }

  private void on(Call call) throws TrekException {
    try {
      call.run();
    } catch (IOException e) {
      throw root.refused(file, e);
    }
  }

  private interface Call {
    void run() throws IOException;
  }
}
