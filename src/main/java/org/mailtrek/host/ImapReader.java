package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Reads answers of an IMAP server (RFC 3501, 9), strictly: what is none ends in an {@link IOException}, since nothing that follows could be trusted. An answer may have up to a
 * megabyte, but for the content of a message: reading stops in front of that, and whoever asked for it reads it as it comes.
 */
final class ImapReader {

  private static final int MOST = 1 << 20;
  private static final int DEEPEST = 20;
  /** What an answer, and each value in it, counts besides its bytes, since it takes memory. */
  private static final int EACH = 32;
  private static final List<String> IN_WORDS = List.of("OK", "NO", "BAD", "BYE", "PREAUTH");

  private final InputStream in;
  private int ahead = -2;
  private int taken;
  private long content = -1;

  /** Reads from a buffered stream. */
  ImapReader(InputStream in) {
    this.in = in;
  }

  /** Reads the next answer; up to a message's content, if there is one: {@link #content} then tells. */
  ImapAnswer answer() throws IOException {
    taken = 2 * EACH;
    content = -1;
    String tag = word();
    if (tag.equals("+")) {
      return new ImapAnswer(tag, 0, "", List.of(), line());
    }
    blank();
    String word = word();
    long number = 0;
    if (tag.equals("*") && word.matches("[0-9]{1,18}")) {
      number = Long.parseLong(word);
      blank();
      word = word();
    }
    word = word.toUpperCase(Locale.ROOT);
    if (IN_WORDS.contains(word) || !tag.equals("*")) {
      return new ImapAnswer(tag, number, word, List.of(), line().strip());
    }
    List<Object> values = new ArrayList<>();
    while (content < 0 && peek() == ' ') {
      next();
      if (peek() != '\r' && peek() != '\n') { // some servers end with a blank
        values.add(value(0));
      }
    }
    if (content < 0) {
      end();
    }
    return new ImapAnswer(tag, number, word, values, "");
  }

  /** Returns how much the last answer has taken so far: its bytes, and 32 for each value. */
  int taken() {
    return taken;
  }

  /** Returns how many bytes of a message come next; empty when the answer was whole. */
  OptionalLong content() {
    return content < 0 ? OptionalLong.empty() : OptionalLong.of(content);
  }

  /** Reads some of a message's content. */
  int read(byte[] into, int start, int length) throws IOException {
    int got = in.read(into, start, (int) Math.min(length, content));
    if (got < 0) {
      throw new EOFException("the server closed the connection " + content + " bytes before the end of a message");
    }
    content -= got;
    return got;
  }

  /** Reads what follows a message's content in its answer. */
  void rest() throws IOException {
    content = -1;
    taken = 0;
    while (peek() == ' ') {
      next();
      value(1);
    }
    expect(')');
    end();
  }

  private Object value(int depth) throws IOException {
    taken += EACH;
    int first = peek();
    if (first == '(') {
      return list(depth);
    } else if (first == '"') {
      return quoted();
    } else if (first == '{') {
      return literal(length());
    }
    String atom = atom();
    return atom.equalsIgnoreCase("NIL") ? "" : atom;
  }

  private List<Object> list(int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("the server's answer is nested too deep");
    }
    List<Object> values = new ArrayList<>();
    expect('(');
    while (peek() != ')') {
      if (!values.isEmpty() && peek() == ' ') {
        next();
      }
      boolean body = !values.isEmpty() && values.get(values.size() - 1) instanceof String key && key.toUpperCase(Locale.ROOT).startsWith("BODY[]");
      if (body && peek() == '{') {
        content = length();
        return values;
      }
      if (body && peek() != '"') {
        nothing();
        values.remove(values.size() - 1);
      } else if (peek() != ')') {
        values.add(value(depth + 1));
      }
      if (content >= 0) {
        return values;
      }
    }
    next();
    return values;
  }

  /** Reads that a message has no content to be given, which is another thing than an empty one. */
  private void nothing() throws IOException {
    String atom = atom();
    if (!atom.equalsIgnoreCase("NIL")) {
      throw new IOException("the server's answer is none of IMAP: " + atom + " where the content of a message should be");
    }
  }

  private String quoted() throws IOException {
    StringBuilder text = new StringBuilder();
    expect('"');
    for (int each = next(); each != '"'; each = next()) {
      if (each == '\r' || each == '\n') {
        throw new IOException("the server's answer has a quotation without its end");
      }
      text.append((char) (each == '\\' ? next() : each));
    }
    return text.toString();
  }

  private long length() throws IOException {
    StringBuilder digits = new StringBuilder();
    expect('{');
    for (int each = next(); each != '}'; each = next()) {
      digits.append((char) each);
    }
    end();
    if (!digits.toString().matches("[0-9]{1,18}")) {
      throw new IOException("the server's answer has a length that is no number: " + digits);
    }
    return Long.parseLong(digits.toString());
  }

  private String literal(long length) throws IOException {
    if (length > MOST - taken) {
      throw new IOException("the server's answer has no end");
    }
    byte[] bytes = new byte[(int) length];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) next();
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Brackets hold what an atom may not, {@code BODY[HEADER.FIELDS (SUBJECT)]}; elsewhere they are letters like others. */
  private String atom() throws IOException {
    StringBuilder text = new StringBuilder();
    int open = 0;
    for (int each = peek(); open > 0 || each != ' ' && each != '(' && each != ')' && each != '"' && each != '\r' && each != '\n'; each = peek()) {
      if (each == '\r' || each == '\n') {
        throw new IOException("the server's answer has a bracket without its end");
      }
      boolean part = open > 0 || each == '[' && text.toString().equalsIgnoreCase("BODY");
      open += !part ? 0 : each == '[' ? 1 : each == ']' ? -1 : 0;
      text.append((char) next());
    }
    if (text.length() == 0) {
      throw new IOException("the server's answer is none of IMAP: a value is missing");
    }
    return text.toString();
  }

  private String word() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int each = peek(); each > ' '; each = peek()) {
      text.append((char) next());
    }
    if (text.length() == 0) {
      throw new IOException("the server's answer is none of IMAP: a word is missing");
    }
    return text.toString();
  }

  private void blank() throws IOException {
    expect(' ');
  }

  /** Reads the rest of a line. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int each = next(); each != '\n'; each = next()) {
      line.write(each);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private void end() throws IOException {
    if (peek() == '\r') {
      next();
    }
    expect('\n');
  }

  private void expect(char wanted) throws IOException {
    int found = next();
    if (found != wanted) {
      throw new IOException("the server's answer is none of IMAP: " + show(found) + " where " + show(wanted) + " should be");
    }
  }

  private static String show(int each) {
    return each > ' ' && each < 0x7f ? "'" + (char) each + "'" : "byte " + each;
  }

  private int peek() throws IOException {
    if (ahead == -2) {
      ahead = in.read();
    }
    if (ahead < 0) {
      throw new EOFException("the server closed the connection");
    }
    return ahead;
  }

  private int next() throws IOException {
    int found = peek();
    ahead = -2;
    taken++;
    if (taken > MOST) {
      throw new IOException("the server's answer has no end");
    }
    return found;
  }
}
