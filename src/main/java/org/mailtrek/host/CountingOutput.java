package org.mailtrek.host;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what passes. */
final class CountingOutput extends FilterOutputStream {

  private long count;

  CountingOutput(OutputStream out) {
    super(out);
  }

  /** Returns how many bytes have passed. */
  long count() {
    return count;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    count += length;
  }

  @Override
  public void write(int each) throws IOException {
    out.write(each);
    count++;
  }
}
