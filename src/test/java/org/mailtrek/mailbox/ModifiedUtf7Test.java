package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModifiedUtf7Test {

  /** The first three are the examples of RFC 3501, 5.1.3. */
  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"台北; &U,BTFw-", "日本語; &ZeVnLIqe-", "~peter/mail/台北; ~peter/mail/&U,BTFw-", "Entwürfe; Entw&APw-rfe", "A & B; A &- B", "😀; &2D3eAA-"})
  void isSpeltAsTheStandardSays(String name, String spelt) {
    assertEquals(spelt, ModifiedUtf7.encode(name));
    assertEquals(Optional.of(name), ModifiedUtf7.decode(spelt));
  }

  /** Not ended, no base64, half a character, padding bits set, ASCII that must not be shifted, bytes that must be. */
  @ParameterizedTest
  @ValueSource(strings = {"&AOQ", "&A*Q-", "&2D0-", "&AOR-", "&AGE-", "ä", "a\u0001"})
  void whatIsSpeltOtherwiseIsNoName(String spelt) {
    assertEquals(Optional.empty(), ModifiedUtf7.decode(spelt));
  }

  @Test
  void anyNameComesBack() {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      int[] points = random.ints(random.nextInt(12), 1, 0x10ffff).filter(each -> each < 0xd800 || each > 0xdfff).toArray();
      String name = new String(points, 0, points.length) + (round % 3 == 0 ? "&-x" : "");
      assertEquals(Optional.of(name), ModifiedUtf7.decode(ModifiedUtf7.encode(name)));
    }
  }
}
