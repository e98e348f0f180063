package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What goes over the wire of IMAP has CRLF only, and comes back with its own ends of lines. */
class LineEndsTest {

  /** Gives a few bytes at a time, as a net does. */
  private static InputStream slow(byte[] bytes, int most) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int start, int length) {
        return super.read(into, start, Math.min(length, most));
      }
    };
  }

  @Test
  void anyMessageComesBackByteForByte() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      byte[] content = new byte[random.nextInt(round < 390 ? 60 : 60_000)];
      String letters = random.nextBoolean() ? "\r\n" : "\r\nabcdefgh";
      for (int at = 0; at < content.length; at++) {
        content[at] = (byte) (content.length > 60 && at % 700 != 0 ? 'x' : letters.charAt(random.nextInt(letters.length())));
      }
      if (new String(content, StandardCharsets.ISO_8859_1).contains("\r\r\n")) {
        continue;
      }
      int most = 1 + random.nextInt(1 << random.nextInt(16));
      LineEnds.Watch watch = new LineEnds.Watch(slow(content, most));
      watch.readAllBytes();
      byte[] wire = LineEnds.toWire(slow(content, most)).readAllBytes();
      assertEquals(content.length + watch.added(), wire.length);
      assertFalse(new String(wire, StandardCharsets.ISO_8859_1).matches("(?s)(.*[^\r])?\n.*"), "seed " + seed);
      LineEnds read = LineEnds.read(watch.found().text()).orElseThrow();
      assertEquals(watch.found(), read);
      assertArrayEquals(content, read.fromWire(slow(wire, most)).readAllBytes(), "seed " + seed + ", round " + round);
    }
  }

  @Test
  void whatTheWireCantCarryIsRefused() {
    assertTrue(assertThrows(IOException.class, () -> new LineEnds.Watch(slow(new byte[] {'a', 0}, 9)).readAllBytes()).getMessage().contains("NUL"));
    for (int most = 1; most < 4; most++) {
      InputStream doubled = new LineEnds.Watch(slow("a\r\r\n".getBytes(StandardCharsets.US_ASCII), most));
      assertTrue(assertThrows(IOException.class, doubled::readAllBytes).getMessage().contains("CR CR LF"));
    }
    byte[] turns = "a\nb\r\n".repeat(600).getBytes(StandardCharsets.US_ASCII);
    assertTrue(assertThrows(IOException.class, () -> new LineEnds.Watch(slow(turns, 99)).readAllBytes()).getMessage().contains("by turns"));
    assertEquals(Optional.empty(), LineEnds.read("x1,2"));
  }
}
