package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.config.Release;
import org.mailtrek.host.HostPath;

final class MigrationTest {

  private static Migration to(String release) {
    HostPath any = HostPath.of("/any");
    return new Migration("lab1", Release.of("zcp-7.2.6"), Release.of("kc-" + release), any, any, any, any, any, any);
  }

  @ParameterizedTest
  @CsvSource({
    "8.0.0, 64", "8.0.2, 64", "8.1.0, 66", "8.4.6, 66", "8.5.5, 66", "8.5.6, 70", "8.5.9, 70", "8.5.81, 66", "8.5.90, 68", "8.6.0, 68", "8.6.1, 70",
    "8.6.9, 70", "8.6.80, 68", "8.6.81, 70", "8.6.82, 115", "8.6.90, 115", "8.6.91, 118", "8.7.0, 118", "8.7.25, 118", "8.7.80, 115", "9.1.0, 118",
    "10.0.8, 118", "11.0.2, 118"
  })
  void knowsTheSchemaOfEachRelease(String release, int schema) {
    assertEquals(schema, to(release).schema());
  }

  @ParameterizedTest
  @CsvSource({"8.4.6, 1", "8.5.0, 63", "8.7.25, 63"})
  void knowsWhichSchemasAReleaseStillRaises(String release, int oldest) {
    assertEquals(oldest, to(release).oldestSchema());
  }
}
