package org.mailtrek.mailbox;

import java.util.Arrays;

/** What was noted of each message of a folder, by its key, in little memory: some 40 bytes a message. */
final class KeyTable {

  /** What became of a message. */
  enum Fate {
    /** Nobody knows the key. */
    UNKNOWN,
    /** It was put into the target. */
    PLACED,
    /** It was put into the target, and then removed at the source. */
    TAKEN,
    /** It was put there and taken back, or never became visible. */
    BACK
  }

  private static final int FIRST = 64;
  private static final Fate[] FATES = Fate.values();

  private long[] keys = new long[FIRST];
  private long[] places = new long[FIRST];
  private int[] marks = new int[FIRST];
  private byte[] fates = new byte[FIRST];
  private boolean[] seen = new boolean[FIRST];
  private int held;

  /** Takes a key's newest line: where it begins, and the number of its marks. */
  void put(long key, long place, int mark) {
    if (held * 4 > keys.length * 3) {
      grow();
    }
    int at = slot(key);
    held += fates[at] == 0 ? 1 : 0;
    keys[at] = key;
    places[at] = place;
    marks[at] = mark;
    fates[at] = (byte) Fate.PLACED.ordinal();
  }

  void fate(long key, Fate fate) {
    int at = slot(key);
    if (fates[at] != 0) {
      fates[at] = (byte) fate.ordinal();
    }
  }

  Fate fate(long key) {
    return FATES[fates[slot(key)]];
  }

  long place(long key) {
    return places[slot(key)];
  }

  int mark(long key) {
    return marks[slot(key)];
  }

  /** Notes that the source still has it; nothing for a key that was never put. */
  void see(long key) {
    int at = slot(key);
    seen[at] = fates[at] != 0;
  }

  /** Returns the keys of those that have this fate, in the order of their lines; of those that were seen, or not, or all. */
  long[] keys(Fate fate, boolean unseenOnly) {
    int[] found = new int[held];
    int count = 0;
    for (int at = 0; at < keys.length; at++) {
      if (fates[at] == fate.ordinal() && !(unseenOnly && seen[at])) {
        found[count++] = at;
      }
    }
    long[] order = new long[count];
    for (int at = 0; at < count; at++) {
      order[at] = places[found[at]];
    }
    long[] sorted = new long[count];
    Arrays.sort(order);
    for (int at = 0; at < count; at++) {
      sorted[Arrays.binarySearch(order, places[found[at]])] = keys[found[at]];
    }
    return sorted;
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    int at = (int) (mixed >>> 33) & (keys.length - 1);
    while (fates[at] != 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private void grow() {
    KeyTable larger = new KeyTable();
    int length = keys.length * 2;
    larger.keys = new long[length];
    larger.places = new long[length];
    larger.marks = new int[length];
    larger.fates = new byte[length];
    larger.seen = new boolean[length];
    for (int at = 0; at < keys.length; at++) {
      if (fates[at] != 0) {
        larger.put(keys[at], places[at], marks[at]);
        int now = larger.slot(keys[at]);
        larger.fates[now] = fates[at];
        larger.seen[now] = seen[at];
      }
    }
    keys = larger.keys;
    places = larger.places;
    marks = larger.marks;
    fates = larger.fates;
    seen = larger.seen;
  }
}
