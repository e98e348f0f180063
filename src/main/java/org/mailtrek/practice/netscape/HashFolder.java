package org.mailtrek.practice.netscape;

import java.nio.charset.StandardCharsets;

/** The two folders between a partition and a user's mailbox, from the sum of the letters of the id. */
final class HashFolder {

  private HashFolder() {}

  static String of(String uid) {
    int sum = 0;
    for (byte each : uid.getBytes(StandardCharsets.US_ASCII)) {
      sum = sum * 31 + each;
    }
    return Integer.toHexString(sum & 15) + Integer.toHexString(sum >> 4 & 7) + "/" + Integer.toHexString(sum >> 7 & 15) + Integer.toHexString(sum >> 11 & 7);
  }
}
