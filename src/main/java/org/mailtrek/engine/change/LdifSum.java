package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.Base64;
import java.io.OutputStream;
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
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private byte[] line = new byte[1 << 12];
  private int length;
  private boolean ended;
  private boolean any;
  private long entry;
  private long sum;
  private long entries;

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
    for (int at = from; at < from + count; at++) {
      byte each = bytes[at];
      if (ended) {
        ended = false;
        if (each == ' ') {
          continue;
        }
        line();
      }
      if (each == '\n') {
        ended = true;
      } else {
        if (length == line.length) {
          line = Arrays.copyOf(line, length * 2);
        }
        line[length++] = each;
      }
    }
  }

  /** Ends the last entry. */
  @Override
  public void close() {
    line();
    finish();
  }

  private void line() {
    int stop = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    length = 0;
    if (stop == 0) {
      finish();
    } else if (line[0] != '#') {
      int colon = 0;
      while (colon < stop && line[colon] != ':') {
        colon++;
      }
      String name = new String(line, 0, colon, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
      if (!OWN.contains(name)) {
        any = true;
        entry += mixed(hash(name.getBytes(StandardCharsets.UTF_8), 0, name.length(), PRIME) ^ value(name, colon, stop));
      }
    }
  }

  private long value(String name, int colon, int stop) {
    boolean encoded = colon + 1 < stop && line[colon + 1] == ':';
    int from = colon + (encoded ? 2 : 1);
    while (from < stop && line[from] == ' ') {
      from++;
    }
    if (from > stop) {
      return 0;
    }
    byte[] value = encoded ? decoded(from, stop) : line;
    int first = encoded ? 0 : from;
    int last = encoded ? value.length : stop;
    boolean escaped = name.equals("dn");
    for (int at = first; at < last && !escaped; at++) {
      escaped = value[at] == '\\';
    }
    return escaped ? named(value, first, last) : hash(value, first, last, 0);
  }

  private byte[] decoded(int from, int stop) {
    try {
      return Base64.decode(new String(line, from, stop - from, StandardCharsets.ISO_8859_1));
    } catch (ParseException e) {
      return Arrays.copyOfRange(line, from, stop);
    }
  }

  /** Names of entries are written in several ways. */
  private static long named(byte[] value, int from, int to) {
    try {
      byte[] normal = DN.normalize(new String(value, from, to - from, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
      return hash(normal, 0, normal.length, 0);
    } catch (LDAPException e) {
      return hash(value, from, to, 0);
    }
  }

  private void finish() {
    if (any) {
      entries++;
      sum += mixed(entry);
    }
    any = false;
    entry = 0;
  }

  private static long hash(byte[] bytes, int from, int to, long seed) {
    long hash = seed;
    for (int at = from; at < to; at++) {
      hash = (hash ^ bytes[at]) * 0x100000001B3L + 1;
    }
    return mixed(hash + to - from);
  }

  /** Spreads the bits (the finish of MurmurHash3). */
  private static long mixed(long value) {
    long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
