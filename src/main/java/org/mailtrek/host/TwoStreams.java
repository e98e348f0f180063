package org.mailtrek.host;

import java.io.IOException;
import java.io.OutputStream;

/** Writes to two streams; closes neither. */
public final class TwoStreams extends OutputStream {
  private final OutputStream one;
  private final OutputStream other;

  /** Writes to both, first to the one. */
  public TwoStreams(OutputStream one, OutputStream other) {
    this.one = one;
    this.other = other;
  }

  @Override
  public void write(int each) throws IOException {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    one.write(bytes, from, count);
    other.write(bytes, from, count);
  }

  @Override
  public void flush() throws IOException {
    one.flush();
    other.flush();
  }
}
