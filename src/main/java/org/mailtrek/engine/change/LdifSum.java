package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.Base64;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Counts the entries of LDIF that is written to it and sums up their values, so that two files of the same entries agree, however they fold, encode
 * and order them. What a server sets by itself (change numbers, times and names of the last change) does not count. Constant memory; for one thread.
 */
public final class LdifSum extends OutputStream {

  private static final Set<String> OWN = Set.of("entrycsn", "contextcsn", "modifytimestamp", "modifiersname", "version");
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long LINE_FEEDS = ONES * '\n';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;
  private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The bytes of a plain name in lower case; 0 for all others. */
  private static final byte[] LOWER = lower();
  private static final Head UNSEEN = new Head(0, 0, false, false);

  private final LineHeads<Head> heads = new LineHeads<>(UNSEEN);
  private final byte[] name = new byte[1 << 10];
  private byte[] line = new byte[1 << 12];
  private int length;
  private boolean ended;
  private boolean any;
  private long entry;
  private long sum;
  private long entries;

  /**
   * What a line begins with.
   *
   * @param name the digest of the attribute's name
   * @param colon how many bytes are before the colon
   * @param own whether a server sets it by itself
   * @param entry whether it is the name of the entry
   */
  private record Head(long name, int colon, boolean own, boolean entry) {}

  /** Returns how many entries there were; the last counts when a blank line or {@link #close} ends it. */
  public long entries() {
    return entries;
  }

  /** Returns the sum over all entries. */
  public long sum() {
    return sum;
  }

  boolean agrees(LdifSum other) {
    return entries == other.entries && sum == other.sum;
  }

  @Override
  public void write(int each) {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    int end = from + count;
    for (int at = from; at < end; ) {
      if (ended) {
        ended = false;
        if (bytes[at] == ' ') {
          at++;
        } else {
          line(line, 0, length);
          length = 0;
        }
      }
      int feed = lineFeed(bytes, at, end);
      if (feed + 1 < end && length == 0 && bytes[feed + 1] != ' ') {
        line(bytes, at, feed); // most lines lie whole in what is written
      } else {
        append(bytes, at, feed - at);
        ended = feed < end;
      }
      at = feed + 1;
    }
  }

  private void append(byte[] bytes, int from, int count) {
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, line.length * 2));
    }
    System.arraycopy(bytes, from, line, length, count);
    length += count;
  }

  /** Ends the last entry. */
  @Override
  public void close() {
    line(line, 0, length);
    length = 0;
    finish();
  }

  /** Returns where a line ends; the end of the bytes where it does not. */
  private static int lineFeed(byte[] bytes, int from, int end) {
    int at = from;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      long found = equal((long) WORD.get(bytes, at), LINE_FEEDS);
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >> 3);
      }
    }
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Returns a word whose lowest bit that is set lies in the first byte that both have alike; 0 where there is none. */
  private static long equal(long word, long pattern) {
    long other = word ^ pattern;
    return (other - ONES) & ~other & HIGHS;
  }

  private void line(byte[] bytes, int from, int to) {
    int stop = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    if (stop == from) {
      finish();
    } else if (bytes[from] != '#') {
      Head head = heads.seen(bytes, from);
      if (head == UNSEEN) {
        head = understood(bytes, from, stop);
      }
      if (!head.own()) {
        any = true;
        entry += mixed(head.name() ^ value(bytes, from + head.colon(), stop, head.entry()));
      }
    }
  }

  private Head understood(byte[] bytes, int from, int stop) {
    int colon = from;
    while (colon < stop && bytes[colon] != ':') {
      colon++;
    }
    String name = new String(bytes, from, colon - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    byte[] lower = name.getBytes(StandardCharsets.UTF_8);
    Head head = new Head(mixed(hash(lower, 0, lower.length)), colon - from, OWN.contains(name), name.equals("dn"));
    if (colon < stop) {
      heads.keep(bytes, from, colon, head);
    }
    return head;
  }

  private long value(byte[] bytes, int colon, int stop, boolean entryName) {
    boolean encoded = colon + 1 < stop && bytes[colon + 1] == ':';
    int from = colon + (encoded ? 2 : 1);
    while (from < stop && bytes[from] == ' ') {
      from++;
    }
    if (from > stop) {
      return 0;
    }
    byte[] value = encoded ? decoded(bytes, from, stop) : bytes;
    int first = encoded ? 0 : from;
    int last = encoded ? value.length : stop;
    return entryName || escaped(value, first, last) ? named(value, first, last) : hash(value, first, last);
  }

  private static boolean escaped(byte[] value, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      if (equal((long) WORD.get(value, at), BACKSLASHES) != 0) {
        return true;
      }
    }
    while (at < to && value[at] != '\\') {
      at++;
    }
    return at < to;
  }

  private static byte[] decoded(byte[] bytes, int from, int stop) {
    try {
      return Base64.decode(new String(bytes, from, stop - from, StandardCharsets.ISO_8859_1));
    } catch (ParseException e) {
      return Arrays.copyOfRange(bytes, from, stop);
    }
  }

  /** Names of entries are written in several ways; most of them in that which all the others come to. */
  private long named(byte[] value, int from, int to) {
    if (plain(value, from, to)) {
      return hash(name, 0, to - from);
    }
    try {
      byte[] normal = DN.normalize(new String(value, from, to - from, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
      return hash(normal, 0, normal.length);
    } catch (LDAPException e) {
      return hash(value, from, to);
    }
  }

  /** Returns whether a name is normal but for the case of its letters: nothing is escaped, and blanks stand only between letters or digits; it is put into {@link #name} in lower case. */
  private boolean plain(byte[] value, int from, int to) {
    if (to - from > name.length) {
      return false;
    }
    byte before = 0;
    boolean valued = false;
    for (int at = from; at < to; at++) {
      byte lower = LOWER[value[at] & 0xff];
      boolean blank = lower == ' ' && !(letter(before) && at + 1 < to && letter(LOWER[value[at + 1] & 0xff]));
      if (lower == 0 || blank || lower == '=' && valued) {
        return false;
      }
      valued = lower == '=' || lower != ',' && valued;
      name[at - from] = lower;
      before = lower;
    }
    return true;
  }

  private static boolean letter(byte lower) {
    return lower >= 'a' && lower <= 'z' || lower >= '0' && lower <= '9';
  }

  private static byte[] lower() {
    byte[] lower = new byte[256];
    for (int each = 0; each < 128; each++) {
      boolean plain = each >= 'a' && each <= 'z' || each >= '0' && each <= '9' || "-._=, ".indexOf(each) >= 0;
      lower[each] = (byte) (plain ? each : each >= 'A' && each <= 'Z' ? each + 32 : 0);
    }
    return lower;
  }

  private void finish() {
    if (any) {
      entries++;
      sum += mixed(entry);
    }
    any = false;
    entry = 0;
  }

  private static long hash(byte[] bytes, int from, int to) {
    long hash = to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = (hash ^ (long) WORD.get(bytes, at)) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    if (at < to) {
      long last = 0;
      for (int byteOf = to - 1; byteOf >= at; byteOf--) {
        last = last << 8 | bytes[byteOf] & 0xff;
      }
      hash = (hash ^ last) * MULTIPLIER;
    }
    return mixed(hash);
  }

  /** Spreads the bits (the finish of MurmurHash3). */
  private static long mixed(long value) {
    long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
