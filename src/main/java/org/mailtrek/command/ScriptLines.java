package org.mailtrek.command;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** The lines of a script one after the other: joined where a quote or a backslash goes on, comments and blank ones left out. Not for several threads. */
public final class ScriptLines implements Closeable {

  private final BufferedReader script;
  private int number;

  /** Reads a script, which {@link #close} closes. */
  public ScriptLines(Reader script) {
    this.script = new BufferedReader(script);
  }

  /**
   * A line.
   *
   * @param number where it begins, from 1 on
   * @param text all of it; may hold newlines
   */
  public record Line(int number, String text) {}

  /** Returns the next line; empty at the end. */
  public Optional<Line> next() throws IOException {
    for (String read = script.readLine(); read != null; read = script.readLine()) {
      number++;
      int begins = number;
      StringBuilder line = new StringBuilder(read);
      while (waits(line.toString()) && (read = script.readLine()) != null) {
        number++;
        line.append('\n').append(read);
      }
      String text = line.toString();
      if (!text.isBlank() && !text.strip().startsWith("#")) {
        return Optional.of(new Line(begins, text));
      }
    }
    return Optional.empty();
  }

  private static boolean waits(String line) {
    return Tokenizer.plain().split(line).open() != Tokenizer.Open.NOTHING;
  }

  @Override
  public void close() throws IOException {
    script.close();
  }
}
