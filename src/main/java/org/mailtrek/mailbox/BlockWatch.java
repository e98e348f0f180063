package org.mailtrek.mailbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Looks at what is read, block by block. */
abstract class BlockWatch extends FilterInputStream {

  BlockWatch(InputStream in) {
    super(in);
  }

  /**
   * Looks at the next bytes.
   *
   * @throws IOException when they are such as must not be read; the read fails then
   */
  abstract void see(byte[] block, int start, int length) throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] into, int start, int length) throws IOException {
    int got = in.read(into, start, length);
    if (got > 0) {
      see(into, start, got);
    }
    return got;
  }
}
