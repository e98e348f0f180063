package org.mailtrek.engine.change;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Immutable bytes that are equal when they are the same bytes. */
public final class Bytes {

  /** No bytes. */
  public static final Bytes NONE = new Bytes(new byte[0]);

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** Returns a copy of these bytes. */
  public static Bytes of(byte[] value) {
    return new Bytes(value.clone());
  }

  /** Returns the UTF-8 form of a text. */
  public static Bytes of(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a copy of the bytes. */
  public byte[] array() {
    return value.clone();
  }

  /** Returns how many they are. */
  public int size() {
    return value.length;
  }

  /** Returns whether these are the bytes. */
  public boolean is(byte[] other) {
    return Arrays.equals(value, other);
  }

  /** Returns the text whose UTF-8 form they are; empty when they are no UTF-8. */
  public Optional<String> text() {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /** Returns {@code text:} and the text, or {@code base64:} and the bytes where they are no UTF-8; {@link #decoded} reads it back. */
  String encoded() {
    if (ascii()) {
      return "text:" + new String(value, StandardCharsets.US_ASCII);
    }
    return text().map(text -> "text:" + text).orElseGet(() -> "base64:" + Base64.getEncoder().encodeToString(value));
  }

  private boolean ascii() {
    for (byte each : value) {
      if (each < 0) {
        return false;
      }
    }
    return true;
  }

  static Bytes decoded(String encoded) {
    if (encoded.startsWith("text:")) {
      return of(encoded.substring(5));
    }
    if (encoded.startsWith("base64:")) {
      return new Bytes(Base64.getDecoder().decode(encoded.substring(7)));
    }
    throw new IllegalArgumentException("expected text: or base64:");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  /** Returns only the count, since the bytes may hold a secret. */
  @Override
  public String toString() {
    return value.length + " bytes";
  }
}
