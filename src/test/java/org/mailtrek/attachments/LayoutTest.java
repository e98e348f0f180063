package org.mailtrek.attachments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.HostPath;

class LayoutTest {

  private final Layout layout = new Layout(HostPath.of("/a"));

  @Test
  void putsAnAttachmentIntoTwoLevelsByItsNumber() {
    assertEquals("/a/4/3/1234", layout.plain(1234).toString());
    assertEquals("/a/4/3/1234.gz", layout.compressed(1234).toString());
    assertEquals("/a/0/0/0", layout.plain(0).toString());
    assertEquals("/a/5/9/4294967295", layout.plain(4294967295L).toString());
  }

  @Test
  void refusesNumbersThatNoServerGives() {
    assertThrows(IllegalArgumentException.class, () -> layout.plain(-1));
    assertThrows(IllegalArgumentException.class, () -> layout.plain(1L << 32));
  }

  @Test
  void findsTheNumberOfAFileBack() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    new Random(seed)
        .longs(1000, 0, 1L << 32)
        .forEach(
            id -> {
              assertEquals(OptionalLong.of(id), layout.id(layout.plain(id)));
              assertEquals(OptionalLong.of(id), layout.id(layout.compressed(id)));
              assertEquals(id, below(layout.compressed(id).toString().substring(3)));
            });
  }

  @Test
  void knowsNoNumberOfWhatIsNoAttachment() {
    for (String each : new String[] {"4/3/1234.deleted", "4/3/01234", "4/3/", "4/3/.gz", "4/3/12345678901", "4/3/4294967296", "4/4/1234", "3/4/1234", "1234", "4/3/12 34"}) {
      assertEquals(OptionalLong.empty(), layout.id(HostPath.of("/a/" + each)), each);
      assertEquals(-1, below(each), each);
    }
    for (String each : new String[] {"04/3/1234", "4/03/1234", "4//1234", "/4/3/1234", "4/3/1234/5", "", "4", "4.gz/3/1234"}) {
      assertEquals(-1, below(each), each);
    }
    assertEquals(0, below("0/0/0"));
    assertEquals(OptionalLong.of(0), layout.id(HostPath.of("/a/0/0/0")));
  }

  @Test
  void knowsWhatLiesWhereReadersLook() {
    for (String each : new String[] {"4/3/anything", "9/19/x"}) {
      assertTrue(within(each), each);
    }
    for (String each : new String[] {"testfile", "4/3", "10/3/x", "4/20/x", "4/3/x/y", "04/3/x"}) {
      assertFalse(within(each), each);
    }
  }

  /** Asks with other bytes before and behind the path. */
  private long below(String path) {
    byte[] bytes = ("7/" + path + "/7").getBytes(StandardCharsets.US_ASCII);
    return layout.id(bytes, 2, bytes.length - 2);
  }

  private boolean within(String path) {
    byte[] bytes = ("7/" + path + "/7").getBytes(StandardCharsets.US_ASCII);
    return layout.within(bytes, 2, bytes.length - 2);
  }
}
