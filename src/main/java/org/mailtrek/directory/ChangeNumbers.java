package org.mailtrek.directory;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Leaves out of a record by which number it was changed last and when, so that slapadd gives it new ones (slapadd(8)). */
final class ChangeNumbers {

  private static final byte[][] GONE = {
    "entryCSN:".getBytes(StandardCharsets.US_ASCII), "modifyTimestamp:".getBytes(StandardCharsets.US_ASCII)
  };

  private ChangeNumbers() {}

  /** Returns a record as slapcat writes one, without them. */
  static byte[] leftOut(byte[] record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(record.length);
    boolean gone = false;
    for (int at = 0; at < record.length; ) {
      int end = at;
      while (end < record.length && record[end] != '\n') {
        end++;
      }
      end = Math.min(end + 1, record.length);
      gone = record[at] == ' ' ? gone : named(record, at, end);
      if (!gone) {
        out.write(record, at, end - at);
      }
      at = end;
    }
    return out.toByteArray();
  }

  private static boolean named(byte[] record, int from, int to) {
    return Arrays.stream(GONE).anyMatch(name -> to - from >= name.length && Arrays.equals(record, from, from + name.length, name, 0, name.length));
  }
}
