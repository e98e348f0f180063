package org.mailtrek.engine.change;

import java.io.IOException;
import java.io.OutputStream;

/** Hands LDIF on and sums it up. */
final class Summing extends OutputStream {

  private final OutputStream out;
  private final LdifSum sum;

  Summing(OutputStream out, LdifSum sum) {
    this.out = out;
    this.sum = sum;
  }

  @Override
  public void write(int each) throws IOException {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    out.write(bytes, from, count);
    sum.write(bytes, from, count);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
