package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The change numbers of entries, summed up: slapd gives an entry another with every change, so that two readings with the same numbers found the same values. Constant memory, whatever the
 * order. For one thread.
 */
final class ChangeStamps {

  static final String ATTRIBUTE = "entryCSN";

  private static final long PRIME = 0x100000001B3L;
  private static final long BASIS = 0xCBF29CE484222325L;

  private long entries;
  private long sum;
  private boolean complete = true;

  /** Takes an entry that was read with its change number. */
  void add(Entry entry) {
    Optional<String> number = Optional.ofNullable(entry.getAttributeValue(ATTRIBUTE));
    complete &= number.isPresent();
    entries++;
    long hash = BASIS;
    for (byte each : (entry.getDN() + '\n' + number.orElse("")).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ each & 0xff) * PRIME;
    }
    sum += hash ^ hash >>> 29;
  }

  /** Returns whether every entry had a number, so that the sum says something. */
  boolean complete() {
    return complete;
  }

  boolean same(ChangeStamps other) {
    return complete && other.complete && entries == other.entries && sum == other.sum;
  }
}
