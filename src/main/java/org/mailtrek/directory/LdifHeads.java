package org.mailtrek.directory;

import java.nio.charset.StandardCharsets;
import org.mailtrek.engine.change.LineHeads;

/**
 * Knows what a line is by its first bytes, up to the colon; each such head is understood once. Not for several threads.
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

  private static final byte[] OBJECT_CLASS = lower("objectclass");
  private static final byte[] STRUCTURAL = lower("structuralobjectclass");
  private static final byte[] KOPANO = lower("kopano");
  private static final byte[] KOPANO_FILTER = lower("kopanofilter");
  private static final byte[] DN = lower("dn");
  private static final byte[] CHANGE = lower("changetype");
  private static final byte[] OLD_NUMBER = lower("1.3.6.1.4.1.26278.");

  private final LdifNames names;
  private final LineHeads<Head> heads = new LineHeads<>(UNSEEN);

  LdifHeads(LdifNames names) {
    this.names = names;
  }

  /** Returns what begins at a place, if it was seen before. */
  Head seen(byte[] bytes, int start) {
    return heads.seen(bytes, start);
  }

  /** Understands a head whose name ends before the colon, and keeps it in mind. */
  Head understood(byte[] bytes, int start, int colon) {
    Head head = head(bytes, start, colon);
    heads.keep(bytes, start, colon, head);
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
