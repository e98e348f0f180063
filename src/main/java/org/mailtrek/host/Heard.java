package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a remote shell writes, kept until it is asked for. All waiting and telling is done on the one lock that both outputs share. Whoever writes is
 * the thread that reads for all channels of a session: it never waits.
 */
final class Heard extends OutputStream {

  private final Object lock;
  private final String mark;
  private final byte[] ending;
  private Bytes kept = new Bytes();
  private Optional<Streamed> streamed = Optional.empty();
  private boolean over;

  /** Makes a buffer whose replies end with a line break, the mark and whatever follows it in the same line. */
  Heard(Object lock, String mark) {
    this.lock = lock;
    this.mark = mark;
    this.ending = ("\n" + mark).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void write(int each) {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    synchronized (lock) {
      if (streamed.isPresent()) {
        streamed.get().write(bytes, offset, length);
      } else {
        kept.write(bytes, offset, length);
      }
      lock.notifyAll();
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      over = true;
      lock.notifyAll();
    }
  }

  /** Returns whether nothing more will come. */
  boolean over() {
    synchronized (lock) {
      return over;
    }
  }

  /** From now on there are no replies, only bytes to be taken from what is returned, under the lock, up to the mark. */
  Streamed stream() {
    synchronized (lock) {
      kept = new Bytes();
      streamed = Optional.of(new Streamed(mark));
      return streamed.get();
    }
  }

  /** Returns what has come since the last call. */
  byte[] take() {
    synchronized (lock) {
      byte[] taken = kept.toByteArray();
      kept = new Bytes();
      return taken;
    }
  }

  String text() {
    synchronized (lock) {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }

  /** Returns whether a reply is complete. */
  boolean complete() {
    synchronized (lock) {
      return kept.end(ending) >= 0;
    }
  }

  /** Returns the words behind the mark of a complete reply. */
  String words() {
    synchronized (lock) {
      return kept.text(kept.end(ending) + ending.length).strip();
    }
  }

  /** Returns a complete reply without its mark, and forgets it. */
  byte[] reply() {
    synchronized (lock) {
      byte[] reply = Arrays.copyOf(kept.toByteArray(), kept.end(ending));
      kept = new Bytes();
      return reply;
    }
  }

  private static final class Bytes extends ByteArrayOutputStream {

    /** Returns where the mark begins, or -1. Looks at the last line only: the machine is silent between replies. */
    int end(byte[] ending) {
      if (count < ending.length + 1 || buf[count - 1] != '\n') {
        return -1;
      }
      int at = count - 2;
      while (at >= 0 && buf[at] != '\n') {
        at--;
      }
      boolean found = at >= 0 && count - at > ending.length && Arrays.equals(buf, at, at + ending.length, ending, 0, ending.length);
      return found ? at : -1;
    }

    String text(int from) {
      return new String(buf, from, count - from, StandardCharsets.US_ASCII);
    }
  }
}
