package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a dump statement by statement, in constant memory but for the statement itself. Understands quotes with backslashes and doubled, comments
 * ({@code --}, {@code #}, and those between slash and star, which stay in the statement since servers look into some), and the marks of {@link DumpMarks}.
 */
final class SqlStatements {

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final boolean backslashEscapes;
  private final byte[] buffer = new byte[BUFFER];
  private int length;
  private int next;
  private boolean complete;
  private Optional<String> about = Optional.empty();

  /** Reads a dump in which a backslash in a quoted text escapes the next character (MariaDB, MySQL), or does not (H2). */
  SqlStatements(InputStream in, boolean backslashEscapes) {
    this.in = in;
    this.backslashEscapes = backslashEscapes;
  }

  /** Returns whether the end mark has been read. */
  boolean complete() {
    return complete;
  }

  /** Returns what the begin mark said beside, once it has been read. */
  Optional<String> about() {
    return about;
  }

  /** Returns the next statement without its semicolon; empty at the end. */
  Optional<String> read() throws IOException {
    ByteArrayOutputStream statement = new ByteArrayOutputStream();
    boolean any = false;
    for (int each = take(); each >= 0; each = take()) {
      if (each == ';') {
        if (any) {
          return Optional.of(statement.toString(StandardCharsets.UTF_8));
        }
      } else if (each == '-' && peek() == '-' || each == '#') {
        comment(each);
      } else if (each == '/' && peek() == '*') {
        any = true;
        statement.write(each);
        block(statement);
      } else if (each == '\'' || each == '"' || each == '`') {
        any = true;
        quoted(each, statement);
      } else if (any || each > ' ') {
        any = true;
        statement.write(each);
      }
    }
    String rest = statement.toString(StandardCharsets.UTF_8).strip();
    return rest.isEmpty() || !any ? Optional.empty() : Optional.of(rest);
  }

  private void comment(int first) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.write(first);
    for (int each = take(); each >= 0 && each != '\n'; each = take()) {
      line.write(each);
    }
    String text = line.toString(StandardCharsets.UTF_8).strip();
    complete |= DumpMarks.ends(text);
    if (about.isEmpty()) {
      about = DumpMarks.about(text);
    }
  }

  private void block(ByteArrayOutputStream statement) throws IOException {
    int before = 0;
    statement.write(take());
    for (int each = take(); each >= 0; each = take()) {
      statement.write(each);
      if (before == '*' && each == '/') {
        return;
      }
      before = each;
    }
  }

  private void quoted(int quote, ByteArrayOutputStream statement) throws IOException {
    statement.write(quote);
    for (int each = take(); each >= 0; each = take()) {
      statement.write(each);
      if (each == quote) {
        return;
      }
      if (each == '\\' && backslashEscapes && quote != '`' && peek() != -1) {
        statement.write(take());
      }
    }
  }

  private int peek() throws IOException {
    return fill() ? buffer[next] & 0xFF : -1;
  }

  private int take() throws IOException {
    return fill() ? buffer[next++] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    if (next == length) {
      length = Math.max(0, in.read(buffer));
      next = 0;
    }
    return next < length;
  }
}
