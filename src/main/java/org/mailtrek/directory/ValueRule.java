package org.mailtrek.directory;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the values of an attribute are compared: what the server would take for the same value has the same key. */
public enum ValueRule {
  /** By number (RFC 4517, integerMatch). */
  INTEGER,
  /** Without case, compatible forms and repeated blanks (RFC 4518, caseIgnoreMatch). */
  TEXT,
  /** Byte by byte (octetStringMatch). */
  BYTES;

  private static final Pattern INTEGER_FORM = Pattern.compile("[+-]?[0-9]+");

  /** Returns the key of a value; two values are the same exactly when their keys are equal. */
  public String key(byte[] value) {
    return switch (this) {
      case BYTES -> new String(value, StandardCharsets.ISO_8859_1);
      case TEXT -> textKey(new String(value, StandardCharsets.UTF_8));
      case INTEGER -> integerKey(new String(value, StandardCharsets.UTF_8).strip());
    };
  }

  private static String integerKey(String text) {
    return ordinary(text) ? text : INTEGER_FORM.matcher(text).matches() ? new BigInteger(text).toString() : textKey(text);
  }

  /** Returns whether a text is a number in the one form that needs no other: digits, the first no zero. */
  private static boolean ordinary(String text) {
    boolean digits = !text.isEmpty() && (text.charAt(0) != '0' || text.length() == 1);
    for (int at = 0; digits && at < text.length(); at++) {
      digits = text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
    return digits;
  }

  private static String textKey(String text) {
    if (plain(text)) {
      return text;
    }
    String folded = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return folded.replaceAll("\\p{IsWhite_Space}+", " ").strip();
  }

  private static boolean plain(String text) {
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (each <= ' ' || each > '~' || each >= 'A' && each <= 'Z') {
        return false;
      }
    }
    return true;
  }
}
