package org.mailtrek.engine.change;

import java.util.List;
import java.util.Locale;

/** Writes JSON in one line (RFC 8259), without an object for each value; for what is written by the thousand. Not safe for several threads. */
public final class JsonText {

  private final StringBuilder text;

  JsonText(int roughly) {
    this.text = new StringBuilder(roughly);
  }

  JsonText open(char bracket) {
    text.append(bracket);
    return this;
  }

  JsonText close(char bracket) {
    text.append(bracket);
    return this;
  }

  /** Begins another item of a list. */
  JsonText next() {
    if (text.charAt(text.length() - 1) != '[') {
      text.append(',');
    }
    return this;
  }

  /** Begins another field; names need no escapes. */
  JsonText name(String name) {
    if (text.charAt(text.length() - 1) != '{') {
      text.append(',');
    }
    text.append('"').append(name).append("\":");
    return this;
  }

  JsonText value(boolean value) {
    text.append(value);
    return this;
  }

  JsonText value(long value) {
    text.append(value);
    return this;
  }

  JsonText value(String value) {
    text.append('"');
    escape(value);
    text.append('"');
    return this;
  }

  JsonText texts(List<Bytes> values) {
    open('[');
    for (Bytes each : values) {
      next();
      value(each.encoded());
    }
    return close(']');
  }

  /** Adds what is JSON already. */
  JsonText raw(String json) {
    text.append(json);
    return this;
  }

  private void escape(String value) {
    int plain = 0;
    for (int at = 0; at < value.length(); at++) {
      char each = value.charAt(at);
      if (each < ' ' || each == '"' || each == '\\') {
        text.append(value, plain, at).append('\\');
        if (each < ' ') {
          text.append(String.format(Locale.ROOT, "u%04x", (int) each));
        } else {
          text.append(each);
        }
        plain = at + 1;
      }
    }
    text.append(value, plain, value.length());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
