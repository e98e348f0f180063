package org.mailtrek.directory;

import org.mailtrek.host.TrekException;

/** Checks the values of a record that are in base64, without decoding them. */
final class LdifBase64 {

  private static final boolean[] DIGIT = digits();

  private LdifBase64() {}

  private static boolean[] digits() {
    boolean[] digit = new boolean[256];
    for (char each : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray()) {
      digit[each] = true;
    }
    return digit;
  }

  static void check(LdifRecords record) throws TrekException {
    for (int index = 0; index < record.lines(); index++) {
      int colon = encoded(record, index);
      if (colon >= 0) {
        value(record, index, colon + 2);
      }
    }
  }

  /** Returns where the colons of an encoded line are; negative for another line. */
  private static int encoded(LdifRecords record, int index) {
    byte[] bytes = record.bytes();
    int stop = record.endOf(index);
    int at = record.start(index);
    if (bytes[at] == '#' || bytes[at] == ' ') {
      return -1;
    }
    while (at < stop && bytes[at] != ':') {
      at++;
    }
    return at + 1 < stop && bytes[at + 1] == ':' ? at : -1;
  }

  private static void value(LdifRecords record, int index, int from) throws TrekException {
    byte[] bytes = record.bytes();
    long digits = 0;
    int padding = 0;
    for (int each = index; each == index || record.continues(each); each++) {
      int stop = record.endOf(each);
      for (int at = each == index ? from : record.start(each) + 1; at < stop; at++) {
        byte digit = bytes[at];
        if (digit == '=') {
          padding++;
        } else if (padding == 0 && DIGIT[digit & 0xff]) {
          digits++;
        } else if (digit != ' ') {
          throw record.broken(each, "not base64");
        }
      }
    }
    if (padding > 2 || (digits + padding) % 4 != 0) {
      throw record.broken(index, "not base64: " + (digits + padding) + " characters are no whole number of fours");
    }
  }
}
