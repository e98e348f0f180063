package org.mailtrek.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Takes apart what find prints, as it comes. */
final class OwnerRecords extends OutputStream {

  private final HostPath top;
  private final OwnerRule.Taker taker;
  private byte[] record = new byte[512];
  private int length;
  private TrekException failure;

  OwnerRecords(HostPath top, OwnerRule.Taker taker) {
    this.top = top;
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
        add(bytes, start, at - start);
        take();
        start = at + 1;
      }
    }
    add(bytes, start, offset + count - start);
  }

  private void add(byte[] bytes, int offset, int count) {
    if (length + count > record.length) {
      record = Arrays.copyOf(record, 2 * (length + count));
    }
    System.arraycopy(bytes, offset, record, length, count);
    length += count;
  }

  private void take() throws IOException {
    int[] at = {0};
    int uid = (int) number(at, 10);
    int gid = (int) number(at, 10);
    int mode = (int) number(at, 8);
    char type = (char) record[at[0]];
    at[0] += 2;
    int links = (int) number(at, 10);
    long size = number(at, 10);
    byte[] below = Arrays.copyOfRange(record, at[0], length);
    length = 0;
    if (!hidden(below)) {
      try {
        taker.take(top, below, new OwnerRule.Found(kind(type), uid, gid, mode, links), size);
      } catch (TrekException e) {
        failure = e;
        throw new IOException(e);
      }
    }
  }

  private long number(int[] at, int radix) {
    long number = 0;
    while (record[at[0]] != ':') {
      number = number * radix + record[at[0]++] - '0';
    }
    at[0]++;
    return number;
  }

  private static boolean hidden(byte[] below) {
    int start = 0;
    for (int at = 0; at <= below.length; at++) {
      if (at == below.length || below[at] == '/') {
        if (start < at && below[start] == '.' && Scratch.hides(Arrays.copyOfRange(below, start, at))) {
          return true;
        }
        start = at + 1;
      }
    }
    return false;
  }

  private static FileState.Kind kind(char type) {
    return type == 'd' ? FileState.Kind.FOLDER : type == 'f' ? FileState.Kind.FILE : FileState.Kind.OTHER;
  }

  void rethrow() throws TrekException {
    if (failure != null) {
      throw failure;
    }
  }
}
