package org.mailtrek.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Takes apart, as it comes, what a program prints with a NUL at the end of each record. No record is copied but those that two writes share. */
final class NulRecords extends OutputStream {

  private final Taker taker;
  private byte[] begun = new byte[512];
  private int length;
  private TrekException failure;

  /** Takes records. */
  @FunctionalInterface
  interface Taker {

    /** Takes the bytes of one, which are no longer its after that. */
    void take(byte[] bytes, int from, int to) throws TrekException;
  }

  NulRecords(Taker taker) {
    this.taker = taker;
  }

  @Override
  public void write(int next) throws IOException {
    write(new byte[] {(byte) next}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int start = offset;
    for (int at = offset; at < offset + count; at++) {
      if (bytes[at] == 0) {
        if (length > 0) {
          add(bytes, start, at - start);
          hand(begun, 0, length);
          length = 0;
        } else {
          hand(bytes, start, at);
        }
        start = at + 1;
      }
    }
    add(bytes, start, offset + count - start);
  }

  private void add(byte[] bytes, int offset, int count) {
    if (length + count > begun.length) {
      begun = Arrays.copyOf(begun, 2 * (length + count));
    }
    System.arraycopy(bytes, offset, begun, length, count);
    length += count;
  }

  private void hand(byte[] bytes, int from, int to) throws IOException {
    try {
      taker.take(bytes, from, to);
    } catch (TrekException e) {
      failure = e;
      throw new IOException(e);
    }
  }

  /** Throws what the taker was refused, if it was. */
  void rethrow() throws TrekException {
    if (failure != null) {
      throw failure;
    }
  }
}
