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
  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;
  private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
      int feed = at;
      while (feed < end && bytes[feed] != '\n') {
        feed++;
      }
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

  private void line(byte[] bytes, int from, int to) {
    int stop = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    if (stop == from) {
      finish();
    } else if (bytes[from] != '#') {
      int colon = from;
      long name = PRIME;
      while (colon < stop && bytes[colon] != ':') {
        byte each = bytes[colon++];
        name = (name ^ (each >= 'A' && each <= 'Z' ? each + 32 : each)) * MULTIPLIER;
      }
      if (!own(bytes, from, colon)) {
        any = true;
        entry += mixed(mixed(name) ^ value(bytes, from, colon, stop));
      }
    }
  }

  private static boolean own(byte[] bytes, int from, int colon) {
    int first = bytes[from] | 32;
    return (first == 'e' || first == 'c' || first == 'm' || first == 'v') && OWN.contains(new String(bytes, from, colon - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
  }

  private long value(byte[] bytes, int name, int colon, int stop) {
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
    boolean escaped = colon - name == 2 && (bytes[name] | 32) == 'd' && (bytes[name + 1] | 32) == 'n';
    for (int at = first; at < last && !escaped; at++) {
      escaped = value[at] == '\\';
    }
    return escaped ? named(value, first, last) : hash(value, first, last);
  }

  private static byte[] decoded(byte[] bytes, int from, int stop) {
    try {
      return Base64.decode(new String(bytes, from, stop - from, StandardCharsets.ISO_8859_1));
    } catch (ParseException e) {
      return Arrays.copyOfRange(bytes, from, stop);
    }
  }

  /** Names of entries are written in several ways. */
  private static long named(byte[] value, int from, int to) {
    try {
      byte[] normal = DN.normalize(new String(value, from, to - from, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
      return hash(normal, 0, normal.length);
    } catch (LDAPException e) {
      return hash(value, from, to);
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

  private static long hash(byte[] bytes, int from, int to) {
    long hash = to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = (hash ^ (long) WORD.get(bytes, at)) * MULTIPLIER;
      hash ^= hash >>> 32;
    }
    for (; at < to; at++) {
      hash = (hash ^ bytes[at]) * MULTIPLIER;
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
