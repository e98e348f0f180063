package org.mailtrek.config;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** Comment lines, compared as people would: the sign in front and the count of blanks don't matter. */
final class Comments {

  private Comments() {}

  /** Returns the digest under which the catalogue knows a shipped comment line (a text of one character a byte). */
  static String digest(String line) {
    CRC32 sum = new CRC32();
    sum.update(line.replaceAll("[ \\t\\r\\n\\f\\x0b#]+", " ").strip().getBytes(StandardCharsets.ISO_8859_1));
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }
}
