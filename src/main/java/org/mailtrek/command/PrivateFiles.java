package org.mailtrek.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Files of our own that only their owner may read: 0600, in folders of 0700. */
public final class PrivateFiles {

  private static final FileAttribute<Set<PosixFilePermission>> FILE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private PrivateFiles() {}

  /** Makes a folder and those above it where they are missing. */
  public static void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, FOLDER);
    }
  }

  /** Writes a file whole: it appears under its name by rename. */
  public static void write(Path file, byte[] content) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    Path scratch = Files.createTempFile(parent, "." + file.getFileName(), ".new", FILE);
    try {
      try (FileChannel channel = FileChannel.open(scratch, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(scratch, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(scratch);
    }
  }

  /** Creates a file, or empties it, and returns the stream into it. */
  public static OutputStream create(Path file) throws IOException {
    Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    return new BufferedOutputStream(Channels.newOutputStream(FileChannel.open(file, options, FILE)));
  }

  /** Adds to the end of a file in one write, so that several programs can do so at once. */
  public static void append(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), FILE)) {
      channel.write(ByteBuffer.wrap(content));
    }
  }

  /**
   * Begins to write a file that appears, or grows, only at the end.
   *
   * @param append whether it is added to the file's end, in one go, instead of taking its place
   * @throws IOException when the file can't be written at all
   */
  public static Scratch scratch(Path file, boolean append) throws IOException {
    if (append && Files.exists(file) && !Files.isWritable(file)) {
      throw new AccessDeniedException(file.toString());
    }
    Path name = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".new", FILE);
    return new Scratch(file, name, append, FileChannel.open(name, StandardOpenOption.WRITE, StandardOpenOption.READ));
  }

  /** A file being written under another name. */
  public static final class Scratch implements AutoCloseable {

    private final Path file;
    private final Path name;
    private final boolean append;
    private final FileChannel channel;
    private Optional<IOException> failed = Optional.empty();

    private Scratch(Path file, Path name, boolean append, FileChannel channel) {
      this.file = file;
      this.name = name;
      this.append = append;
      this.channel = channel;
    }

    /** Returns the file that it will be. */
    public Path file() {
      return file;
    }

    /** Returns the stream into it. What fails there is thrown again by {@link #commit}, since print streams pass over it. */
    public OutputStream stream() {
      OutputStream into = Channels.newOutputStream(channel);
      return new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] all, int from, int length) throws IOException {
          try {
            into.write(all, from, length);
          } catch (IOException e) {
            failed = failed.or(() -> Optional.of(e));
            throw e;
          }
        }
      };
    }

    /**
     * Lets the file appear, or adds to its end. All of it must be written.
     *
     * @throws IOException when something could not be written; the file is as it was
     */
    public void commit() throws IOException {
      if (failed.isPresent()) {
        throw failed.get();
      }
      channel.force(true);
      if (append) {
        try (FileChannel end = FileChannel.open(file, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), FILE)) {
          long size = channel.size();
          for (long at = 0; at < size; ) {
            at += channel.transferTo(at, size - at, end);
          }
        }
      } else {
        Files.move(name, file, StandardCopyOption.ATOMIC_MOVE);
      }
    }

    /** Removes what is left under the other name. */
    @Override
    public void close() {
      try (channel) {
        Files.deleteIfExists(name);
      } catch (IOException e) {
        // a hidden file of ours stays; nothing depends on it
        failed = failed.or(() -> Optional.of(e));
      }
    }
  }
}
