package org.mailtrek.mailbox;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The spelling of mailbox names on the wire and on disk: modified UTF-7 (RFC 3501, 5.1.3). */
final class ModifiedUtf7 {

  private static final char SHIFT = '&';
  private static final char BACK = '-';

  private ModifiedUtf7() {}

  /** Returns a name as it is spelt. */
  static String encode(String name) {
    StringBuilder spelt = new StringBuilder(name.length() + 8);
    int at = 0;
    while (at < name.length()) {
      int end = at;
      while (end < name.length() && !plain(name.charAt(end))) {
        end++;
      }
      if (end > at) {
        byte[] units = name.substring(at, end).getBytes(StandardCharsets.UTF_16BE);
        spelt.append(SHIFT).append(Base64.getEncoder().withoutPadding().encodeToString(units).replace('/', ',')).append(BACK);
        at = end;
      } else {
        char each = name.charAt(at);
        spelt.append(each).append(each == SHIFT ? String.valueOf(BACK) : "");
        at++;
      }
    }
    return spelt.toString();
  }

  /** Returns the name that is spelt so; empty when nothing is: a shift without its end, letters that are no base64, half a character, or another spelling than the one that is allowed. */
  static Optional<String> decode(String spelt) {
    StringBuilder name = new StringBuilder(spelt.length());
    int at = 0;
    while (at < spelt.length()) {
      char each = spelt.charAt(at);
      if (each != SHIFT) {
        name.append(each);
        at++;
        continue;
      }
      int end = spelt.indexOf(BACK, at);
      Optional<String> shifted = end < 0 ? Optional.empty() : end == at + 1 ? Optional.of("&") : units(spelt.substring(at + 1, end));
      if (shifted.isEmpty()) {
        return Optional.empty();
      }
      name.append(shifted.get());
      at = end + 1;
    }
    return encode(name.toString()).equals(spelt) ? Optional.of(name.toString()) : Optional.empty();
  }

  private static Optional<String> units(String letters) {
    try {
      byte[] units = Base64.getDecoder().decode(letters.replace(',', '/'));
      CharBuffer text = StandardCharsets.UTF_16BE.newDecoder().decode(ByteBuffer.wrap(units));
      return Optional.of(text.toString());
    } catch (IllegalArgumentException | CharacterCodingException notSpelt) {
      return Optional.empty();
    }
  }

  private static boolean plain(char each) {
    return each >= 0x20 && each <= 0x7e;
  }
}
