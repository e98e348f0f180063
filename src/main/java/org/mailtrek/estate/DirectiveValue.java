package org.mailtrek.estate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.mailtrek.host.Secret;

/** Finds one {@code name = value} in a configuration file, byte by byte, since a password may be in any charset. The last one counts. */
final class DirectiveValue {

  private final byte[] text;

  DirectiveValue(byte[] text) {
    this.text = text;
  }

  Optional<Secret> find(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    Optional<Secret> found = Optional.empty();
    int start = 0;
    while (start < text.length) {
      int end = start;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      int equals = start;
      while (equals < end && text[equals] != '=') {
        equals++;
      }
      if (equals < end && Arrays.equals(trimmed(start, equals), wanted)) {
        byte[] value = trimmed(equals + 1, end);
        found = Optional.of(Secret.of(value));
        Arrays.fill(value, (byte) 0);
      }
      start = end + 1;
    }
    return found;
  }

  private byte[] trimmed(int from, int to) {
    int start = from;
    int end = to;
    while (start < end && blank(text[start])) {
      start++;
    }
    while (end > start && blank(text[end - 1])) {
      end--;
    }
    return Arrays.copyOfRange(text, start, end);
  }

  private static boolean blank(byte each) {
    return each == ' ' || each == '\t' || each == '\r';
  }
}
