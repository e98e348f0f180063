package org.mailtrek.directory;

import com.unboundid.ldap.sdk.DN;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.mailtrek.host.Digests;

/** Names of entries that were met: eight bytes of a digest each, so that a million take some 16 MB. Not for several threads. */
final class NameSet {

  private final MessageDigest digest;
  private long[] slots = new long[1 << 10];
  private int count;

  NameSet() {
    digest = Digests.start();
  }

  /** Adds a name; returns whether it was not there. */
  boolean add(DN name) {
    long value = ByteBuffer.wrap(digest.digest(name.toNormalizedString().getBytes(StandardCharsets.UTF_8))).getLong() | 1;
    if (count * 2 >= slots.length) {
      long[] old = slots;
      slots = new long[old.length * 2];
      for (long each : old) {
        if (each != 0) {
          slots[slot(each)] = each;
        }
      }
    }
    int slot = slot(value);
    if (slots[slot] == value) {
      return false;
    }
    slots[slot] = value;
    count++;
    return true;
  }

  /** Returns where a value is, or would be put. */
  private int slot(long value) {
    int slot = (int) (value >>> 8) & slots.length - 1;
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }
}
