package org.mailtrek.attachments;

import java.util.TreeMap;
import java.util.function.LongConsumer;

/** A set of attachment ids: one bit an id where they are dense, 8 KiB for each started block of 65,536. Not for several threads. */
final class IdSet {

  private static final int BLOCK = 1 << 16;

  private final TreeMap<Long, long[]> blocks = new TreeMap<>();
  private long size;

  /** Adds an id and returns whether it is new. */
  boolean add(long id) {
    long[] block = blocks.computeIfAbsent(id / BLOCK, fresh -> new long[BLOCK / 64]);
    int bit = (int) (id % BLOCK);
    long mask = 1L << (bit & 63);
    boolean fresh = (block[bit >> 6] & mask) == 0;
    block[bit >> 6] |= mask;
    size += fresh ? 1 : 0;
    return fresh;
  }

  boolean contains(long id) {
    long[] block = blocks.get(id / BLOCK);
    int bit = (int) (id % BLOCK);
    return block != null && (block[bit >> 6] & 1L << (bit & 63)) != 0;
  }

  long size() {
    return size;
  }

  /** Hands over the ids that this set has and another lacks, ascending. */
  void without(IdSet other, LongConsumer each) {
    blocks.forEach(
        (number, block) -> {
          long[] theirs = other.blocks.get(number);
          for (int word = 0; word < block.length; word++) {
            long left = theirs == null ? block[word] : block[word] & ~theirs[word];
            while (left != 0) {
              each.accept(number * BLOCK + word * 64L + Long.numberOfTrailingZeros(left));
              left &= left - 1;
            }
          }
        });
  }
}
