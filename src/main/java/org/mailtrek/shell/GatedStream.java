package org.mailtrek.shell;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The output of one command: once the gate is shut, what a command that was left still writes goes nowhere. */
final class GatedStream extends OutputStream {

  private final PrintStream to;
  private volatile boolean shut;

  GatedStream(PrintStream to) {
    this.to = to;
  }

  PrintStream print() {
    return new PrintStream(this, false, StandardCharsets.UTF_8);
  }

  void shut() {
    shut = true;
  }

  @Override
  public void write(int b) {
    if (!shut) {
      to.write(b);
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    if (!shut) {
      to.write(bytes, from, length);
    }
  }

  @Override
  public void flush() {
    if (!shut) {
      to.flush();
    }
  }
}
