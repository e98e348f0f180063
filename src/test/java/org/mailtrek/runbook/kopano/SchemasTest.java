package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.config.Release;
import org.mailtrek.host.TrekException;

/** From which release of Kopano to which an upgrade leads (K8, K15). */
class SchemasTest {

  @ParameterizedTest
  @CsvSource({"8.0.0, 64", "8.1.0, 66", "8.4.6, 66", "8.5.5, 66", "8.5.6, 70", "8.6.0, 68", "8.6.1, 70", "8.7.0, 118", "9.0.1, 118", "11.0.2, 118"})
  void everyReleaseHasItsSchema(String release, int schema) {
    assertEquals(schema, Schemas.highest(Release.of("kc-" + release)));
  }

  @Test
  void releasesFrom85OnRaiseNothingBelowThatOfZarafa71() {
    assertEquals(1, Schemas.oldest(Release.of("kc-8.4.6")));
    assertEquals(63, Schemas.oldest(Release.of("kc-8.5.0")));
  }

  @ParameterizedTest
  @CsvSource({"8.1.0, 8.7.25", "8.1.0, 11.0.2", "8.5.5, 8.6.0", "8.7.25, 11.0.2", "10.1.1, 11.0.2", "8.6.0, 8.6.1"})
  void whatTheServerTakesIsNotRefused(String from, String to) throws TrekException {
    Schemas.check(Release.of("kc-" + from), Release.of("kc-" + to));
  }

  @ParameterizedTest
  @CsvSource({"8.7.25, 8.7.25, already", "8.7.25, 8.1.0, older", "11.0.2, 8.7.25, older", "8.5.6, 8.6.0, despite its number"})
  void theRestIsRefusedWithItsReason(String from, String to, String reason) {
    TrekException refused = assertThrows(TrekException.class, () -> Schemas.check(Release.of("kc-" + from), Release.of("kc-" + to)));
    assertEquals(TrekException.Kind.ESTATE, refused.kind());
    assertTrue(refused.what().contains(reason), refused.what());
  }

  @Test
  void theWayAroundTheOddReleaseIsNamed() {
    TrekException refused = assertThrows(TrekException.class, () -> Schemas.check(Release.of("kc-8.5.9"), Release.of("kc-8.6.0")));
    assertEquals("write one of these under target: 8.6.9, 8.7.25, 11.0.2", refused.next());
  }
}
