package org.mailtrek.directory;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The moved names as bytes, found without making strings. Immutable. */
final class LdifNames {

  /** No name. */
  static final Name NONE = new Name(new byte[0], new byte[0], false);

  private static final int SLOTS = 512;

  private final Name[] attributes = new Name[SLOTS];
  private final Name[] classes = new Name[SLOTS];

  LdifNames(SchemaMap names) {
    names.attributes().forEach(each -> put(attributes, each.oldName(), each.newName(), each.filter()));
    names.classes().forEach(each -> put(classes, each.oldName(), each.newName(), false));
  }

  /**
   * A moved name.
   *
   * @param old in lower case
   * @param replacement the new name
   * @param filter whether the values are search filters
   */
  record Name(byte[] old, byte[] replacement, boolean filter) {}

  /** Returns the attribute of these bytes, or {@link #NONE}. */
  Name attribute(byte[] bytes, int from, int to) {
    return find(attributes, bytes, from, to);
  }

  /** Returns the class of these bytes, or {@link #NONE}. */
  Name objectClass(byte[] bytes, int from, int to) {
    return find(classes, bytes, from, to);
  }

  private static void put(Name[] table, String old, String replacement, boolean filter) {
    byte[] key = old.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    int slot = hash(key, 0, key.length);
    while (table[slot] != null) {
      slot = (slot + 1) % SLOTS;
    }
    table[slot] = new Name(key, replacement.getBytes(StandardCharsets.UTF_8), filter);
  }

  private static Name find(Name[] table, byte[] bytes, int from, int to) {
    int slot = hash(bytes, from, to);
    for (Name name = table[slot]; name != null; name = table[slot]) {
      if (same(name.old, bytes, from, to)) {
        return name;
      }
      slot = (slot + 1) % SLOTS;
    }
    return NONE;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int at = from; at < to; at++) {
      hash = hash * 31 + (bytes[at] | 0x20);
    }
    return (hash ^ hash >>> 9) & SLOTS - 1;
  }

  private static boolean same(byte[] lower, byte[] bytes, int from, int to) {
    if (lower.length != to - from) {
      return false;
    }
    for (int at = 0; at < lower.length; at++) {
      int each = bytes[from + at];
      if (lower[at] != (each >= 'A' && each <= 'Z' ? each | 0x20 : each)) {
        return false;
      }
    }
    return true;
  }
}
