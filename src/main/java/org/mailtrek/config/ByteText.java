package org.mailtrek.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Texts of one character a byte, in which names and values of configuration files are held so that any byte survives. */
public final class ByteText {

  private ByteText() {}

  /** Returns the bytes of a text for people, in UTF-8, one character a byte. */
  public static String of(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static boolean plain(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length == text.length();
  }

  /** Returns a text of one character a byte as people read it: as UTF-8 where it is valid, else as ISO 8859-1. */
  public static String show(String bytes) {
    if (plain(bytes)) {
      return bytes;
    }
    byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException notUtf8) {
      return bytes;
    }
  }
}
