package org.mailtrek.host;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A digest of items whatever their order: the sum of their SHA-256, lane by lane, so that an item that is there twice counts twice. In constant memory; for
 * one thread.
 */
public final class UnorderedDigest {

  private static final int LANES = 4;

  private final MessageDigest sha256 = Digests.start();
  private final long[] sum = new long[LANES];
  private long items;

  /** Adds to the item that is at work. */
  public void part(byte[] bytes, int from, int to) {
    sha256.update(bytes, from, to - from);
  }

  /** As {@link #part(byte[], int, int)} with all of the bytes. */
  public void part(byte[] bytes) {
    sha256.update(bytes);
  }

  /** Ends the item that is at work. */
  public void item() {
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    for (int i = 0; i < LANES; i++) {
      sum[i] += digest.getLong();
    }
    items++;
  }

  /** Returns how many items were ended. */
  public long items() {
    return items;
  }

  /**
   * Returns the digest of all items, and begins anew for the parts only.
   *
   * @param head stands before them
   */
  public String hex(byte[] head) {
    ByteBuffer all = ByteBuffer.allocate((LANES + 1) * Long.BYTES).putLong(items);
    for (long lane : sum) {
      all.putLong(lane);
    }
    sha256.update(head);
    return HexFormat.of().formatHex(sha256.digest(all.array()));
  }
}
