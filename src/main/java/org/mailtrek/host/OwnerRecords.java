package org.mailtrek.host;

import java.util.Arrays;

/**
 * Reads what {@code find .} prints of an object: {@code UID:GID:MODE:TYPE:LINKS:./PATH}. Scratch names of ours and what lies below them are passed
 * over. One reader at a time.
 */
final class OwnerRecords implements NulRecords.Taker {

  /** The format of such a record. */
  static final String FORMAT = "%U:%G:%m:%y:%n:%p\\0";

  private final Each each;
  private byte[] head = new byte[0];
  private OwnerRule.Found last;
  private int at;

  /** Takes what a record tells. */
  @FunctionalInterface
  interface Each {

    /** Takes one by its path below the top. */
    void take(OwnerRule.Found found, byte[] below) throws TrekException;
  }

  OwnerRecords(Each each) {
    this.each = each;
  }

  @Override
  public void take(byte[] bytes, int from, int to) throws TrekException {
    OwnerRule.Found found = found(bytes, from, to);
    int below = Math.min(at + 2, to); // the top itself is no more than a dot
    if (!hidden(bytes, below, to)) {
      each.take(found, Arrays.copyOfRange(bytes, below, to));
    }
  }

  /** Reads what stands before the path; most records begin as the one before. */
  private OwnerRule.Found found(byte[] bytes, int from, int to) {
    at = from + head.length;
    if (last != null && at <= to && Arrays.equals(bytes, from, at, head, 0, head.length)) {
      return last;
    }
    at = from;
    int uid = (int) number(bytes, 10);
    int gid = (int) number(bytes, 10);
    int mode = (int) number(bytes, 8);
    char type = (char) bytes[at];
    at += 2;
    last = new OwnerRule.Found(kind(type), uid, gid, mode, (int) number(bytes, 10));
    head = Arrays.copyOfRange(bytes, from, at);
    return last;
  }

  private long number(byte[] bytes, int radix) {
    long number = 0;
    while (bytes[at] != ':') {
      number = number * radix + bytes[at++] - '0';
    }
    at++;
    return number;
  }

  /** Returns whether a path is that of a scratch object of ours, or lies below one. */
  static boolean hidden(byte[] bytes, int from, int to) {
    int start = from;
    for (int at = from; at <= to; at++) {
      if (at == to || bytes[at] == '/') {
        if (start < at && bytes[start] == '.' && Scratch.hides(Arrays.copyOfRange(bytes, start, at))) {
          return true;
        }
        start = at + 1;
      }
    }
    return false;
  }

  /** Returns what a letter of {@code find} means; links are not told apart from what is neither file nor folder. */
  static FileState.Kind kind(char type) {
    return type == 'd' ? FileState.Kind.FOLDER : type == 'f' ? FileState.Kind.FILE : FileState.Kind.OTHER;
  }
}
