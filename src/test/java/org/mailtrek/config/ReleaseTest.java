package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReleaseTest {

  @Test
  void readsANumberWithoutThePrefixWhereItIsClear() {
    assertEquals("zcp-7.2.6", Release.of("7.2.6").toString());
    assertEquals("kc-8.7.25", Release.of("8.7.25").toString());
    assertEquals("kc-9.1.0", Release.of(" KC-9.1 ").toString());
  }

  @Test
  void refusesWhatIsNoRelease() {
    assertThrows(IllegalArgumentException.class, () -> Release.of("zcp-8.0.0"));
    assertThrows(IllegalArgumentException.class, () -> Release.of("kc-7.2.6"));
    assertThrows(IllegalArgumentException.class, () -> Release.of("newest"));
  }

  @Test
  void ordersByNumberAndZarafaFirst() {
    assertTrue(Release.of("8.7.9").compareTo(Release.of("8.7.25")) < 0);
    assertTrue(Release.of("7.2.6").compareTo(Release.of("8.0.0")) < 0);
  }

  @Test
  void saysWhereTheHigherNumberIsTheOlderProgram() {
    assertTrue(Release.of("8.5.9").oddity(Release.of("8.6.0")).isPresent());
    assertEquals(Optional.empty(), Release.of("zcp-7.2.6").oddity(Release.of("kc-8.7.25")));
  }
}
