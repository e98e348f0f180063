package org.mailtrek.mailbox;

import java.security.MessageDigest;
import java.util.Base64;
import org.mailtrek.host.Digests;

/** SHA-256, as messages and their keys are known by. */
final class Sha {

  private Sha() {}

  static MessageDigest begin() {
    return Digests.start();
  }

  static byte[] of(byte[] bytes) {
    return begin().digest(bytes);
  }

  /** Returns the digest of what a digest was fed with, in the base64 of names. */
  static String text(MessageDigest fed) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fed.digest());
  }
}
