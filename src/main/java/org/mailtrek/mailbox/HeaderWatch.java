package org.mailtrek.mailbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Looks at the header of a message as it goes through, block by block. */
final class HeaderWatch extends FilterInputStream {

  private boolean over;
  private boolean begun;
  private boolean eight;

  HeaderWatch(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int start, int length) throws IOException {
    int got = in.read(into, start, length);
    for (int at = start; at < start + got && !over; at++) {
      if (into[at] == '\n') {
        over = !begun;
        begun = false;
      } else {
        begun |= into[at] != '\r';
        eight |= into[at] < 0;
      }
    }
    return got;
  }

  /** Returns whether a byte above 127 was in it so far. */
  boolean eight() {
    return eight;
  }
}
