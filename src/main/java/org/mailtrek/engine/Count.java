package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Iterator;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.TrekException;

/**
 * What a step's changes come to: the rule that a bulk step agrees on.
 *
 * @param changes changes, as the journal records them
 * @param items objects changed
 * @param deletes those of them that are deletions
 * @param digest order-free: the sum of the items' SHA-256 modulo 2^256, hexadecimal; it does not depend on how segments fall
 */
public record Count(long changes, long items, long deletes, String digest) {

  /** No change. */
  public static final Count ZERO = new Count(0, 0, 0, "0");

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  /** Returns the count with one more change. */
  Count plus(Change change) {
    MessageDigest sha = Digests.sha256();
    long[] sum = new long[8];
    long number = 0;
    for (Iterator<String> all = change.items().iterator(); all.hasNext(); number++) {
      ByteBuffer one = ByteBuffer.wrap(sha.digest(all.next().getBytes(StandardCharsets.UTF_8)));
      for (int part = 0; part < sum.length; part++) {
        sum[part] += one.getInt() & 0xffff_ffffL;
      }
    }
    BigInteger whole = new BigInteger(digest, 16).add(joined(sum));
    return new Count(changes + 1, items + number, deletes + change.deletes(), whole.mod(MODULUS).toString(16));
  }

  /** Joins sums of 32 bits each, which stay below 2^64 for any number of items that a change can have. */
  private static BigInteger joined(long[] parts) {
    BigInteger joined = BigInteger.ZERO;
    for (long each : parts) {
      joined = joined.shiftLeft(32).add(BigInteger.valueOf(each));
    }
    return joined;
  }

  /** Returns both together. */
  Count plus(Count other) {
    BigInteger sum = new BigInteger(digest, 16).add(new BigInteger(other.digest, 16)).mod(MODULUS);
    return new Count(changes + other.changes, items + other.items, deletes + other.deletes, sum.toString(16));
  }

  JSONObject toJson() {
    return Json.object("changes", changes, "items", items, "deletes", deletes, "digest", digest);
  }

  static Count read(JSONObject json) throws TrekException {
    return new Count(
        Json.number(json, "changes"), Json.number(json, "items"), Json.number(json, "deletes"), Json.text(json, "digest"));
  }
}
