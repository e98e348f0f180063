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
      Tokenizer.Open open = open(line);
      while (open != Tokenizer.Open.NOTHING && (read = script.readLine()) != null) {
        number++;
        line.append('\n').append(read);
        open = mayClose(open, read) ? open(line) : open;
      }
      String text = line.toString();
      if (!text.isBlank() && !text.strip().startsWith("#")) {
        return Optional.of(new Line(begins, text));
      }
    }
    return Optional.empty();
  }

  private static Tokenizer.Open open(CharSequence line) {
    return Tokenizer.plain().split(line.toString()).open();
  }

  /** Most lines within quotes can't end them: a quote that nobody closes would have all that follows read again for each line. */
  private static boolean mayClose(Tokenizer.Open open, String line) {
    return switch (open) {
      case SINGLE -> line.indexOf('\'') >= 0;
      case DOUBLE -> line.indexOf('"') >= 0;
      default -> true;
    };
  }

  @Override
  public void close() throws IOException {
    script.close();
  }
}
