package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** A word that stands between the parts of an answer and that nothing in them can know. */
final class EndMark {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] word;

  EndMark() {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    this.word = HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
  }

  byte[] word() {
    return word.clone();
  }

  int length() {
    return word.length;
  }

  /** Returns where it stands next; -1 when it stands nowhere any more. */
  int next(byte[] answer, int from) {
    for (int at = from; at + word.length <= answer.length; at++) {
      if (Arrays.equals(answer, at, at + word.length, word, 0, word.length)) {
        return at;
      }
    }
    return -1;
  }
}
