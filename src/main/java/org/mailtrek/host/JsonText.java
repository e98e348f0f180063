package org.mailtrek.host;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;

/** Reads JSON that others may have written: the library writes every number out, and one such as {@code 1e999999999} would fill the memory. */
public final class JsonText {

  private static final int DIGITS = 3;

  private JsonText() {}

  /**
   * Reads an object.
   *
   * @throws JSONException when the text is none, or holds a number whose exponent has more than three digits
   */
  public static JSONObject object(String text) throws JSONException {
    boolean quoted = false;
    for (int at = 0; at < text.length(); at++) {
      char sign = text.charAt(at);
      if (sign == '"') {
        quoted = !quoted;
      } else if (quoted && sign == '\\') {
        at++;
      } else if (!quoted && (sign == 'e' || sign == 'E') && exponent(text, at + 1) > DIGITS) {
        throw new JSONException("a number at offset " + at + " is beyond all measure");
      }
    }
    return new JSONObject(text);
  }

  /** Returns how many digits follow, a sign left out. */
  private static int exponent(String text, int from) {
    int begin = from < text.length() && (text.charAt(from) == '-' || text.charAt(from) == '+') ? from + 1 : from;
    int end = begin;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end - begin;
  }
}
