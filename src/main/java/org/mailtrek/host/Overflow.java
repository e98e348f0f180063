package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Bytes that wait for whoever takes them, first in, first out: some megabytes in memory, more in a temporary file that nobody else can read or
 * name. Whoever brings them never waits. Not safe for several threads.
 */
public final class Overflow implements Closeable {

  private final int most;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private Optional<RandomAccessFile> file = Optional.empty();
  private long taken;

  /** Makes one that keeps so many bytes in memory. */
  public Overflow(int most) {
    this.most = most;
  }

  /**
   * Adds bytes.
   *
   * @throws IOException when the temporary file can't hold them
   */
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (file.isEmpty() && memory.size() + length <= most) {
      memory.write(bytes, offset, length);
      return;
    }
    if (file.isEmpty()) {
      file = Optional.of(nameless());
    }
    file.get().seek(file.get().length());
    file.get().write(bytes, offset, length);
  }

  private static RandomAccessFile nameless() throws IOException {
    Path path = Files.createTempFile("mailtrek-", ".wait");
    try {
      return new RandomAccessFile(path.toFile(), "rw");
    } finally {
      Files.delete(path);
    }
  }

  /**
   * Takes the next bytes, some megabytes at most; none when there are none.
   *
   * @throws IOException when the temporary file can't be read
   */
  public byte[] take() throws IOException {
    if (memory.size() > 0 || file.isEmpty()) {
      byte[] all = memory.toByteArray();
      memory.reset();
      return all;
    }
    RandomAccessFile open = file.get();
    byte[] next = new byte[(int) Math.min(most, open.length() - taken)];
    open.seek(taken);
    open.readFully(next);
    taken += next.length;
    if (taken == open.length()) {
      close();
    }
    return next;
  }

  /** Returns whether nothing waits. */
  public boolean empty() {
    return memory.size() == 0 && file.isEmpty();
  }

  /** Forgets what is left in the file. */
  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
    file = Optional.empty();
    taken = 0;
  }
}
