package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.config.Catalogue;
import org.mailtrek.engine.Runbook;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;

/** Only what an estate can start from is offered: no Zarafa's runbook where there is no Zarafa. */
final class FittingTest {

  @ParameterizedTest
  @CsvSource({"zcp, 7.2.6, zcp-to-kopano", "kc, 8.1.0, kopano-upgrade"})
  void aRunbookFitsAnEstateThatHasWhatItStartsFrom(String product, String version, String runbook) throws Exception {
    String text = "estate: acme\nhosts:\n  mail1: { local: true }\nproducts:\n  - host: mail1\n    product: " + product + "\n    version: " + version + "\n";
    Declaration declared = EstateFile.parse(Path.of("estate.yaml"), text);
    List<Runbook> both = List.of(new ZcpToKopano(declared, Catalogue::open), new KopanoUpgrade(declared, Catalogue::open));
    assertEquals(List.of(runbook), both.stream().filter(Runbook::fits).map(Runbook::name).toList());
  }
}
