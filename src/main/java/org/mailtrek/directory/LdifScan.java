package org.mailtrek.directory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mailtrek.host.TrekException;

/**
 * Looks at the lines of one record and says how much must be done. Nearly all records need nothing, or other bytes at the beginning of some
 * lines; the edits for those are collected here. Whatever is unusual is left to {@link LdifWhole}, which understands everything.
 */
final class LdifScan {

  /** What a record needs. */
  enum Need {
    /** Nothing. */
    NOTHING,
    /** The collected edits. */
    EDITS,
    /** To be taken apart. */
    WHOLE
  }

  private static final byte[] KOPANO = LdifHeads.lower("kopano");
  private static final byte[] DN = LdifHeads.lower("dn");
  private static final byte[] OLD_NUMBER = LdifHeads.lower("1.3.6.1.4.1.26278.");
  private static final boolean[] NAME = nameBytes();

  private final LdifNames names;
  private final LdifHeads heads;
  private int[] from = new int[64];
  private int[] to = new int[64];
  private LdifNames.Name[] edits = new LdifNames.Name[64];
  private int count;
  private boolean older;
  private boolean newer;
  private boolean whole;
  private boolean folded;
  private boolean encoded;

  LdifScan(LdifNames names) {
    this.names = names;
    this.heads = new LdifHeads(names);
  }

  int edits() {
    return count;
  }

  int from(int edit) {
    return from[edit];
  }

  int to(int edit) {
    return to[edit];
  }

  byte[] replacement(int edit) {
    return edits[edit].replacement();
  }

  /** Returns whether the record has values in base64. */
  boolean encodes() {
    return encoded;
  }

  /** Returns whether the record has continued or encoded lines, where names may hide. */
  boolean hides() {
    return folded || encoded;
  }

  /**
   * Looks at a record.
   *
   * @throws TrekException when a line is no LDIF
   */
  Need scan(LdifRecords record) throws TrekException {
    count = 0;
    older = false;
    newer = false;
    whole = false;
    folded = false;
    encoded = false;
    boolean begun = false;
    byte[] bytes = record.bytes();
    for (int index = 0; index < record.lines(); index++) {
      int start = record.start(index);
      byte first = bytes[start];
      if (first == ' ') {
        folded = true;
        if (index == 0) {
          throw record.broken(0, "a continued line without a line before it");
        }
      } else if (first != '#') {
        whole |= !begun && !LdifHeads.begins(DN, bytes, start, record.endOf(index));
        begun = true;
        line(record, bytes, index, start);
      }
    }
    whole |= newer && older;
    return whole ? Need.WHOLE : count > 0 ? Need.EDITS : Need.NOTHING;
  }

  private void line(LdifRecords record, byte[] bytes, int index, int start) throws TrekException {
    LdifHeads.Head head = heads.seen(bytes, start);
    if (head.kind() == LdifHeads.Kind.UNSEEN) {
      head = understood(record, bytes, index, start);
    }
    int colon = start + head.colon();
    encoded |= bytes[colon + 1] == ':';
    switch (head.kind()) {
      case OLD -> {
        older = true;
        whole |= head.name().filter() || bytes[colon + 1] == '<';
        edit(start, start + head.bare(), head.name());
      }
      case NEW -> newer = true;
      case CLASS, STRUCTURAL -> objectClass(record, index, colon, head.kind() == LdifHeads.Kind.CLASS);
      case NAME -> whole |= dn(record, bytes, index, colon);
      case ODD -> whole = true;
      default -> { }
    }
  }

  /** Looks at a line whose head was not seen before; one without a name is odd, or broken. */
  private LdifHeads.Head understood(LdifRecords record, byte[] bytes, int index, int start) throws TrekException {
    int stop = record.start(index + 1);
    int colon = start;
    while (colon < stop && NAME[bytes[colon] & 0xff]) {
      colon++;
    }
    if (colon == stop || bytes[colon] != ':' || colon == start) {
      whole |= unnamed(record, bytes, index, start, colon);
      return LdifHeads.UNSEEN;
    }
    return heads.understood(bytes, start, colon);
  }

  private static boolean unnamed(LdifRecords record, byte[] bytes, int index, int start, int colon) throws TrekException {
    if (colon - start == 1 && bytes[start] == '-' || colon >= record.endOf(index) && record.continues(index + 1)) {
      return true; // the end of a modification, or a name that goes on in the next line
    }
    throw record.broken(index, "no attribute and colon at the beginning of: " + shown(bytes, start, record.endOf(index)));
  }

  private static String shown(byte[] bytes, int start, int stop) {
    int longest = 40;
    return new String(bytes, start, Math.min(longest, stop - start), StandardCharsets.UTF_8);
  }

  private void objectClass(LdifRecords record, int index, int colon, boolean own) {
    byte[] bytes = record.bytes();
    int value = colon + 1;
    int stop = record.endOf(index);
    while (value < stop && bytes[value] == ' ') {
      value++;
    }
    if (value < stop && (bytes[value] == ':' || bytes[value] == '<' || bytes[stop - 1] == ' ') || record.continues(index + 1)) {
      whole = true;
      return;
    }
    int first = value < stop ? bytes[value] | 0x20 : 0;
    if (first == 'z') {
      LdifNames.Name name = names.objectClass(bytes, value, stop);
      if (name != LdifNames.NONE) {
        older = true;
        edit(value, stop, name);
      }
    } else if (first == 'k') {
      newer |= own && LdifHeads.begins(KOPANO, bytes, value, stop);
    } else if (first == '1') {
      whole |= LdifHeads.begins(OLD_NUMBER, bytes, value, stop);
    }
  }

  private static boolean dn(LdifRecords record, byte[] bytes, int index, int colon) throws TrekException {
    if (bytes[colon + 1] != ':' && !record.continues(index + 1)) {
      return suspicious(bytes, colon, record.endOf(index));
    }
    int last = index;
    while (record.continues(last + 1)) {
      last++;
    }
    byte[] value = LdifLine.read(record, index, last).value();
    return suspicious(value, 0, value.length);
  }

  /** Returns whether bytes may hold an old name. */
  static boolean suspicious(byte[] bytes, int start, int stop) {
    for (int at = start; at < stop - 5; at++) {
      int each = bytes[at] | 0x20; // digits have that bit already
      if (each == 'z' && (bytes[at + 1] | 0x20) == 'a' && (bytes[at + 2] | 0x20) == 'r' && (bytes[at + 3] | 0x20) == 'a'
          && (bytes[at + 4] | 0x20) == 'f' || each == '2' && bytes[at + 1] == '6' && bytes[at + 2] == '2' && bytes[at + 3] == '7' && bytes[at + 4] == '8' && bytes[at + 5] == '.') {
        return true;
      }
    }
    return false;
  }

  private void edit(int start, int stop, LdifNames.Name name) {
    if (count == from.length) {
      from = Arrays.copyOf(from, count * 2);
      to = Arrays.copyOf(to, count * 2);
      edits = Arrays.copyOf(edits, count * 2);
    }
    from[count] = start;
    to[count] = stop;
    edits[count++] = name;
  }

  private static boolean[] nameBytes() {
    boolean[] name = new boolean[256];
    for (char each = 0; each < 128; each++) {
      name[each] = each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z' || each >= '0' && each <= '9' || "-;._".indexOf(each) >= 0;
    }
    return name;
  }
}
