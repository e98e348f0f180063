package org.mailtrek.directory;

import com.unboundid.util.Base64;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mailtrek.host.TrekException;

/**
 * One logical line of a record: continuations joined, base64 decoded.
 *
 * @param index its first physical line in the record
 * @param last its last physical line
 * @param kind how its value is written
 * @param name the attribute's description; empty for a comment and for a line of one hyphen
 * @param value the value; the address where it lies in a file
 */
record LdifLine(int index, int last, Kind kind, String name, byte[] value) {

  /** How the value of a line is written. */
  enum Kind {
    /** As it is. */
    PLAIN,
    /** In base64. */
    ENCODED,
    /** In a file, which is not followed. */
    FILE,
    /** Not at all: a comment. */
    COMMENT,
    /** Not at all: the hyphen that ends a modification. */
    HYPHEN
  }

  /**
   * Takes a record apart.
   *
   * @throws TrekException when a line is no LDIF, with its number
   */
  static List<LdifLine> of(LdifRecords record) throws TrekException {
    List<LdifLine> lines = new ArrayList<>();
    int index = 0;
    while (index < record.lines()) {
      int last = index;
      while (record.continues(last + 1)) {
        last++;
      }
      lines.add(read(record, index, last));
      index = last + 1;
    }
    return lines;
  }

  /** Reads the logical line that these physical lines make. */
  static LdifLine read(LdifRecords record, int index, int last) throws TrekException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (int each = index; each <= last; each++) {
      int start = record.start(each) + (each == index ? 0 : 1);
      joined.write(record.bytes(), start, record.endOf(each) - start);
    }
    byte[] bytes = joined.toByteArray();
    if (bytes.length > 0 && bytes[0] == '#') {
      return new LdifLine(index, last, Kind.COMMENT, "", new byte[0]);
    }
    if (bytes.length == 1 && bytes[0] == '-') {
      return new LdifLine(index, last, Kind.HYPHEN, "", new byte[0]);
    }
    int colon = 0;
    while (colon < bytes.length && bytes[colon] != ':') {
      colon++;
    }
    if (colon == bytes.length || colon == 0) {
      throw record.broken(index, "no attribute and colon at the beginning of the line");
    }
    String name = new String(bytes, 0, colon, StandardCharsets.UTF_8);
    boolean marked = colon + 1 < bytes.length && (bytes[colon + 1] == ':' || bytes[colon + 1] == '<');
    int start = colon + (marked ? 2 : 1);
    while (start < bytes.length && bytes[start] == ' ') {
      start++;
    }
    Kind kind = !marked ? Kind.PLAIN : bytes[colon + 1] == ':' ? Kind.ENCODED : Kind.FILE;
    byte[] value = Arrays.copyOfRange(bytes, start, bytes.length);
    return new LdifLine(index, last, kind, name, kind == Kind.ENCODED ? decoded(record, index, value) : value);
  }

  private static byte[] decoded(LdifRecords record, int index, byte[] value) throws TrekException {
    try {
      return Base64.decode(new String(value, StandardCharsets.ISO_8859_1).strip());
    } catch (ParseException e) {
      throw record.broken(index, "not base64: " + e.getMessage());
    }
  }

  String text() {
    return new String(value, StandardCharsets.UTF_8);
  }

  boolean is(String description) {
    return name.equalsIgnoreCase(description);
  }
}
