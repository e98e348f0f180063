package org.mailtrek.config;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Comment lines, compared as people would: the sign in front and the count of blanks don't matter. */
final class Comments {

  private Comments() {}

  /** Returns the digest under which the catalogue knows a shipped comment line (a text of one character a byte). */
  static String digest(String line) {
    StringBuilder text = new StringBuilder(line.length());
    for (int at = 0; at < line.length(); at++) {
      char each = line.charAt(at);
      boolean gap = each == '#' || each == ' ' || each >= '\t' && each <= '\r';
      if (!gap) {
        text.append(each);
      } else if (text.length() > 0 && text.charAt(text.length() - 1) != ' ') {
        text.append(' ');
      }
    }
    CRC32 sum = new CRC32();
    sum.update(text.toString().strip().getBytes(StandardCharsets.ISO_8859_1));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
