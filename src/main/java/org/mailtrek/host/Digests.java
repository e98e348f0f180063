package org.mailtrek.host;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java has. */
public final class Digests {

  private Digests() {}

  /** Returns the digest of bytes in hexadecimal digits. */
  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(start().digest(content));
  }

  /** Begins a digest. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
