package org.mailtrek.shell;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a program reads and writes.
 *
 * @param in standard input
 * @param out standard output: results
 * @param talk standard error: everything said beside them
 */
public record Streams(InputStream in, PrintStream out, PrintStream talk) {

  /** Returns these for text in ASCII. */
  Streams ascii() {
    return new Streams(in, AsciiStream.text(out), AsciiStream.text(talk));
  }

  Streams out(PrintStream other) {
    return new Streams(in, other, talk);
  }
}
