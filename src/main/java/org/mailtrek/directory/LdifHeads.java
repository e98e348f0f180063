package org.mailtrek.directory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Knows what a line is by its first bytes, up to the colon. A file has some dozens of such heads and millions of lines, so that each is understood once, and found again by
 * three words of eight bytes. Not for several threads.
 */
final class LdifHeads {

  /** What a line is about. */
  enum Kind {
    /** Not found among those seen: to be understood. */
    UNSEEN,
    /** An attribute that is none of our business. */
    OTHER,
    /** One that moves. */
    OLD,
    /** One of the new schema. */
    NEW,
    /** The classes of the entry. */
    CLASS,
    /** The structural class that a server keeps. */
    STRUCTURAL,
    /** The name of the entry. */
    NAME,
    /** What only a record that is taken apart can tell. */
    ODD
  }

  /**
   * A head.
   *
   * @param kind what it is
   * @param colon how many bytes are before the colon
   * @param bare how many of them are the name without options
   * @param name the moved name; none but for {@code OLD}
   */
  record Head(Kind kind, int colon, int bare, LdifNames.Name name) {}

  static final Head UNSEEN = new Head(Kind.UNSEEN, 0, 0, LdifNames.NONE);

  private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long COLONS = ONES * ':';
  private static final int LONGEST = 3 * Long.BYTES;
  private static final int SLOTS = 512;
  private static final byte[] OBJECT_CLASS = lower("objectclass");
  private static final byte[] STRUCTURAL = lower("structuralobjectclass");
  private static final byte[] KOPANO = lower("kopano");
  private static final byte[] KOPANO_FILTER = lower("kopanofilter");
  private static final byte[] DN = lower("dn");
  private static final byte[] CHANGE = lower("changetype");
  private static final byte[] OLD_NUMBER = lower("1.3.6.1.4.1.26278.");

  private final LdifNames names;
  private final long[] words = new long[SLOTS * 4];
  private final Head[] heads = new Head[SLOTS];

  LdifHeads(LdifNames names) {
    this.names = names;
  }

  /** Returns what begins at a place, if it was seen before. Bytes behind the line may be looked at; they can't make a head, for none holds a line break. */
  Head seen(byte[] bytes, int start) {
    if (start + LONGEST > bytes.length) {
      return UNSEEN;
    }
    long one = (long) WORD.get(bytes, start);
    long two = 0;
    long three = 0;
    long mask = upToColon(one);
    if (mask != 0) {
      one &= mask;
    } else {
      two = (long) WORD.get(bytes, start + Long.BYTES);
      mask = upToColon(two);
      if (mask != 0) {
        two &= mask;
      } else {
        three = (long) WORD.get(bytes, start + 2 * Long.BYTES);
        three &= upToColon(three);
      }
    }
    int slot = slot(one, two, three);
    int at = slot * 4;
    return words[at] == one && words[at + 1] == two && words[at + 2] == three && words[at + 3] != 0 ? heads[slot] : UNSEEN;
  }

  /** Returns a mask of the bytes up to the first colon, that one included; 0 where there is none. */
  private static long upToColon(long word) {
    long other = word ^ COLONS;
    long found = (other - ONES) & ~other & HIGHS;
    return found == 0 ? 0 : ((found & -found) << 1) - 1;
  }

  private static int slot(long one, long two, long three) {
    long mixed = (one ^ Long.rotateLeft(two, 23) ^ Long.rotateLeft(three, 47)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 55);
  }

  /** Understands a head whose name ends before the colon, and keeps it in mind. */
  Head understood(byte[] bytes, int start, int colon) {
    Head head = head(bytes, start, colon);
    if (colon - start < LONGEST && start + LONGEST <= bytes.length) {
      long[] parts = new long[3];
      for (int at = start; at <= colon; at++) {
        parts[at - start >> 3] |= (bytes[at] & 0xffL) << ((at - start & 7) << 3);
      }
      int slot = slot(parts[0], parts[1], parts[2]);
      System.arraycopy(parts, 0, words, slot * 4, parts.length);
      words[slot * 4 + 3] = 1;
      heads[slot] = head;
    }
    return head;
  }

  private Head head(byte[] bytes, int start, int colon) {
    int bare = start;
    while (bare < colon && bytes[bare] != ';') {
      bare++;
    }
    LdifNames.Name name = names.attribute(bytes, start, bare);
    boolean old = name != LdifNames.NONE && (bytes[start] | 0x20) == 'z';
    return new Head(old ? Kind.OLD : kind(bytes, start, colon), colon - start, bare - start, name);
  }

  private static Kind kind(byte[] bytes, int start, int colon) {
    if (begins(OBJECT_CLASS, bytes, start, colon)) {
      return Kind.CLASS;
    }
    if (begins(STRUCTURAL, bytes, start, colon)) {
      return Kind.STRUCTURAL;
    }
    if (begins(DN, bytes, start, colon) && colon - start == DN.length) {
      return Kind.NAME;
    }
    boolean odd = begins(KOPANO_FILTER, bytes, start, colon) || begins(CHANGE, bytes, start, colon) || begins(OLD_NUMBER, bytes, start, colon);
    return odd ? Kind.ODD : begins(KOPANO, bytes, start, colon) ? Kind.NEW : Kind.OTHER;
  }

  /** Returns whether bytes begin with others, in any case. */
  static boolean begins(byte[] lower, byte[] bytes, int start, int stop) {
    if (stop - start < lower.length) {
      return false;
    }
    for (int at = 0; at < lower.length; at++) {
      int each = bytes[start + at];
      if ((each >= 'A' && each <= 'Z' ? each | 0x20 : each) != lower[at]) {
        return false;
      }
    }
    return true;
  }

  static byte[] lower(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
