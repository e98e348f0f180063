package org.mailtrek.mailbox;

import java.io.InputStream;

/** Looks at the header of a message as it goes through, block by block. */
final class HeaderWatch extends BlockWatch {

  private boolean over;
  private boolean begun;
  private boolean eight;

  HeaderWatch(InputStream in) {
    super(in);
  }

  @Override
  void see(byte[] block, int start, int length) {
    for (int at = start; at < start + length && !over; at++) {
      if (block[at] == '\n') {
        over = !begun;
        begun = false;
      } else {
        begun |= block[at] != '\r';
        eight |= block[at] < 0;
      }
    }
  }

  /** Returns whether a byte above 127 was in it so far. */
  boolean eight() {
    return eight;
  }
}
