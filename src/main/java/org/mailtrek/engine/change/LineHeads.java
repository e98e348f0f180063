package org.mailtrek.engine.change;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Remembers what lines are by their first bytes, up to the colon. LDIF has some dozens of such heads and millions of lines, so that each is understood once, and found again by three
 * words of eight bytes. Not for several threads.
 *
 * @param <T> what is known of a head
 */
public final class LineHeads<T> {

  private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long COLONS = ONES * ':';
  private static final int LONGEST = 3 * Long.BYTES;
  private static final int SLOTS = 512;

  private final T unseen;
  private final long[] words = new long[SLOTS * 4];
  private final List<T> heads;

  /** Remembers nothing yet; {@code unseen} stands for what was not seen before. */
  public LineHeads(T unseen) {
    this.unseen = unseen;
    this.heads = new ArrayList<>(Collections.nCopies(SLOTS, unseen));
  }

  /** Returns what begins at a place, if it was seen before. Bytes behind the line may be looked at; they can't make a head, for none holds a line break. */
  public T seen(byte[] bytes, int start) {
    if (start + LONGEST > bytes.length) {
      return unseen;
    }
    long one = (long) WORD.get(bytes, start);
    long two = 0;
    long three = 0;
    long mask = upToColon(one);
    if (mask != 0) {
      one &= mask;
    } else {
      two = (long) WORD.get(bytes, start + Long.BYTES);
      mask = upToColon(two);
      if (mask != 0) {
        two &= mask;
      } else {
        three = (long) WORD.get(bytes, start + 2 * Long.BYTES);
        three &= upToColon(three);
      }
    }
    int slot = slot(one, two, three);
    int at = slot * 4;
    return words[at] == one && words[at + 1] == two && words[at + 2] == three && words[at + 3] != 0 ? heads.get(slot) : unseen;
  }

  /** Keeps in mind what a head is; one that is too long, or lies at the very end of the bytes, is not kept. */
  public void keep(byte[] bytes, int start, int colon, T head) {
    if (colon - start >= LONGEST || start + LONGEST > bytes.length) {
      return;
    }
    long[] parts = new long[3];
    for (int at = start; at <= colon; at++) {
      parts[at - start >> 3] |= (bytes[at] & 0xffL) << ((at - start & 7) << 3);
    }
    int slot = slot(parts[0], parts[1], parts[2]);
    System.arraycopy(parts, 0, words, slot * 4, parts.length);
    words[slot * 4 + 3] = 1;
    heads.set(slot, head);
  }

  /** Returns a mask of the bytes up to the first colon, that one included; 0 where there is none. */
  private static long upToColon(long word) {
    long other = word ^ COLONS;
    long found = (other - ONES) & ~other & HIGHS;
    return found == 0 ? 0 : ((found & -found) << 1) - 1;
  }

  private static int slot(long one, long two, long three) {
    long mixed = (one ^ Long.rotateLeft(two, 23) ^ Long.rotateLeft(three, 47)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 55);
  }
}
