package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/** A public key of OpenPGP (RFC 4880), as somebody gives it in a file: armoured or not. */
public final class SigningKey {

  private static final String ARMOUR = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
  private static final int PUBLIC_KEY = 6;
  /** What the length of an old packet says of one whose end is that of the file; keys have none (RFC 4880, 4.2.1). */
  private static final int INDETERMINATE = 8;

  private final byte[] file;
  private final String fingerprint;

  private SigningKey(byte[] file, String fingerprint) {
    this.file = file;
    this.fingerprint = fingerprint;
  }

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException when it is none, or a private one
   */
  public static SigningKey of(byte[] file) {
    byte[] packets = armoured(file) ? dearmoured(new String(file, StandardCharsets.US_ASCII)) : file.clone();
    return new SigningKey(file.clone(), fingerprint(packets));
  }

  private static boolean armoured(byte[] file) {
    return new String(file, StandardCharsets.US_ASCII).contains(ARMOUR);
  }

  private static byte[] dearmoured(String text) {
    String inside = text.substring(text.indexOf(ARMOUR) + ARMOUR.length());
    String body = inside.lines().skip(1).dropWhile(line -> line.contains(":")).takeWhile(line -> !line.startsWith("-----") && !line.startsWith("=")).map(String::strip).collect(Collectors.joining());
    return Base64.getDecoder().decode(body);
  }

  /** Returns the digest of the first packet, which is that of a public key of version 4. */
  private static String fingerprint(byte[] packets) {
    if (packets.length < 8 || (packets[0] & 0x80) == 0) {
      throw new IllegalArgumentException("is no public key of OpenPGP");
    }
    boolean fresh = (packets[0] & 0x40) != 0;
    int tag = fresh ? packets[0] & 0x3f : (packets[0] >> 2) & 0x0f;
    int bytes = fresh ? (packets[1] & 0xff) < 192 ? 1 : (packets[1] & 0xff) < 224 ? 2 : 5 : 1 << (packets[0] & 3);
    long told = 0;
    if (fresh && bytes == 2) {
      told = (((packets[1] & 0xff) - 192) << 8) + (packets[2] & 0xff) + 192;
    } else {
      for (int at = fresh && bytes == 5 ? 2 : 1; at <= bytes && bytes < INDETERMINATE; at++) {
        told = told << 8 | packets[at] & 0xff;
      }
    }
    int start = 1 + bytes;
    int length = (int) Math.min(told, packets.length);
    if (tag != PUBLIC_KEY || length < 1 || start + length > packets.length || packets[start] != 4) {
      throw new IllegalArgumentException("is no public key of OpenPGP, version 4");
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1"); // what RFC 4880 calls a fingerprint
      digest.update(new byte[] {(byte) 0x99, (byte) (length >> 8), (byte) length});
      digest.update(packets, start, length);
      return HexFormat.of().formatHex(digest.digest()).toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /** Returns the key as it was given. */
  public byte[] file() {
    return file.clone();
  }

  /** Returns whether it is text. */
  public boolean armoured() {
    return armoured(file);
  }

  /** Returns its fingerprint, 40 hexadecimal digits. */
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningKey key && java.util.Arrays.equals(file, key.file);
  }

  @Override
  public int hashCode() {
    return fingerprint.hashCode();
  }

  @Override
  public String toString() {
    return fingerprint;
  }
}
