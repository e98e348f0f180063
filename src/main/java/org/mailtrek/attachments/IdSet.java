package org.mailtrek.attachments;

import java.util.function.LongConsumer;

/** A set of attachment ids, numbers of 32 bits: one bit an id where they are dense, 8 KiB for each started block of 65,536. Not for several threads. */
final class IdSet {

  private static final int BLOCK = 1 << 16;

  private final long[][] blocks = new long[BLOCK][];
  private long size;

  /** Adds an id and returns whether it is new. */
  boolean add(long id) {
    int number = (int) (id / BLOCK);
    if (blocks[number] == null) {
      blocks[number] = new long[BLOCK / 64];
    }
    int bit = (int) (id % BLOCK);
    long mask = 1L << (bit & 63);
    boolean fresh = (blocks[number][bit >> 6] & mask) == 0;
    blocks[number][bit >> 6] |= mask;
    size += fresh ? 1 : 0;
    return fresh;
  }

  boolean contains(long id) {
    long[] block = blocks[(int) (id / BLOCK)];
    int bit = (int) (id % BLOCK);
    return block != null && (block[bit >> 6] & 1L << (bit & 63)) != 0;
  }

  long size() {
    return size;
  }

  /** Hands over the ids that this set has and another lacks, ascending. */
  void without(IdSet other, LongConsumer each) {
    for (int number = 0; number < BLOCK; number++) {
      if (blocks[number] != null) {
        without(number, other.blocks[number], each);
      }
    }
  }

  private void without(long number, long[] theirs, LongConsumer each) {
    long[] ours = blocks[(int) number];
    for (int word = 0; word < ours.length; word++) {
      long left = theirs == null ? ours[word] : ours[word] & ~theirs[word];
      while (left != 0) {
        each.accept(number * BLOCK + word * 64L + Long.numberOfTrailingZeros(left));
        left &= left - 1;
      }
    }
  }
}
