package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a remote shell writes, kept until it is asked for. All waiting and telling is done on the one lock that both outputs share. */
final class Heard extends OutputStream {

  /** So much may wait for whoever streams it on; then the machine has to wait. */
  private static final int MOST = 8 << 20;

  private final Object lock;
  private final byte[] ending;
  private Bytes kept = new Bytes();
  private boolean streamed;
  private boolean over;

  /** Makes a buffer whose replies end with a line break, the mark and whatever follows it in the same line. */
  Heard(Object lock, String mark) {
    this.lock = lock;
    this.ending = ("\n" + mark).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void write(int each) {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    synchronized (lock) {
      while (streamed && !over && kept.size() > MOST) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
      kept.write(bytes, offset, length);
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

  /** From now on there are no replies, only bytes to be taken. */
  void stream() {
    synchronized (lock) {
      streamed = true;
      kept = new Bytes();
    }
  }

  /** Returns what has come since the last call. */
  byte[] take() {
    synchronized (lock) {
      byte[] taken = kept.toByteArray();
      kept = new Bytes();
      lock.notifyAll();
      return taken;
    }
  }

  boolean empty() {
    synchronized (lock) {
      return kept.size() == 0;
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
