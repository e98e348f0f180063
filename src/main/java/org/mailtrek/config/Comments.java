package org.mailtrek.config;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Comment lines, compared as people would: the sign in front and the count of blanks don't matter. */
final class Comments {

  private Comments() {}

  /** Returns the digest under which the catalogue knows a shipped comment line (a text of one character a byte). */
  static String digest(String line) {
    byte[] text = line.getBytes(StandardCharsets.ISO_8859_1);
    int length = 0;
    for (byte each : text) {
      boolean gap = each == '#' || each == ' ' || each >= '\t' && each <= '\r';
      if (!gap) {
        text[length++] = each;
      } else if (length > 0 && text[length - 1] != ' ') {
        text[length++] = ' ';
      }
    }
    CRC32 sum = new CRC32();
    sum.update(text, 0, length > 0 && text[length - 1] == ' ' ? length - 1 : length);
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
