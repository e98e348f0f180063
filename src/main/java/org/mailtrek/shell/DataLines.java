package org.mailtrek.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Cuts a stream into lines. A flush hands on whole lines only. */
final class DataLines extends OutputStream {

  /** Takes a line without its end. */
  @FunctionalInterface
  interface Taker {
    void take(byte[] line) throws IOException;
  }

  private final Taker taker;
  private final OutputStream to;
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();

  /**
   * Cuts.
   *
   * @param to what is flushed with this
   */
  DataLines(Taker taker, OutputStream to) {
    this.taker = taker;
    this.to = to;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] all, int from, int length) throws IOException {
    int start = from;
    for (int i = from; i < from + length; i++) {
      if (all[i] == '\n') {
        open.write(all, start, i - start);
        line();
        start = i + 1;
      }
    }
    open.write(all, start, from + length - start);
  }

  /** Takes what is left as a line: nothing more comes. */
  void finish() throws IOException {
    if (open.size() > 0) {
      line();
    }
  }

  private void line() throws IOException {
    byte[] line = open.toByteArray();
    open.reset();
    taker.take(line);
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }
}
