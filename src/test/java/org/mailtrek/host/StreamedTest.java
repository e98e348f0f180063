package org.mailtrek.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamedTest {

  /** However it is cut into pieces, and though the output holds parts of the mark. */
  @Test
  void theOutputEndsAtTheMarkAndNothingIsHeldBackLongerThanNeeded() throws Exception {
    String output = "a\nabab abcd\n ab";
    byte[] all = (output + "abcab 7\nbehind it").getBytes(US_ASCII);
    for (int piece = 1; piece <= all.length; piece++) {
      Streamed streamed = new Streamed("abcab");
      ByteArrayOutputStream taken = new ByteArrayOutputStream();
      for (int at = 0; at < all.length; at += piece) {
        streamed.write(all, at, Math.min(piece, all.length - at));
        taken.writeBytes(streamed.take());
        if (at + piece == 2) {
          assertEquals("a\n", taken.toString(US_ASCII), "a whole line is not waited for");
        }
      }
      assertEquals(output, taken.toString(US_ASCII), "in pieces of " + piece);
      assertEquals(Optional.of("7"), streamed.words());
    }
  }

  @Test
  void withoutItsMarkAnOutputHasNoEnd() throws Exception {
    Streamed streamed = new Streamed("abcab");
    byte[] bytes = "text abcab 0".getBytes(US_ASCII);
    streamed.write(bytes, 0, bytes.length);
    assertEquals("text ", new String(streamed.take(), US_ASCII));
    assertTrue(streamed.words().isEmpty());
  }

  @Test
  void whatOverflowsComesBackInOrder() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    byte[] all = new byte[300_000];
    random.nextBytes(all);
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    try (Overflow overflow = new Overflow(1000)) {
      int written = 0;
      while (written < all.length) {
        int length = Math.min(random.nextInt(3000), all.length - written);
        overflow.write(all, written, length);
        written += length;
        if (random.nextInt(3) == 0) {
          taken.writeBytes(overflow.take());
        }
      }
      while (!overflow.empty()) {
        taken.writeBytes(overflow.take());
      }
    }
    assertArrayEquals(all, taken.toByteArray());
  }
}
