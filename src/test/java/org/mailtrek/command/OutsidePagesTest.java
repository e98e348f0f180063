package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What packages install beside the program speaks of every command. */
final class OutsidePagesTest {

  private final Catalogue catalogue = new Catalogue();

  @Test
  void theManualNamesEveryCommandAndEveryCommonOption() {
    List<String> lines = ManualPage.of(catalogue).lines().toList();
    for (Catalogue.Entry each : catalogue.all()) {
      assertTrue(lines.contains("\\fB" + each.name().replace("-", "\\-") + "\\fR"), each.name());
    }
    for (Shape.Option each : Globals.all()) {
      assertTrue(lines.stream().anyMatch(line -> line.contains(each.name().replace("-", "\\-"))), each.name());
    }
  }

  @Test
  void theManualHasNoRequestThatIsNone() {
    List<String> known = List.of(".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".I", ".BR", ".RI");
    List<String> requests = ManualPage.of(catalogue).lines().filter(line -> line.startsWith(".") || line.startsWith("'")).map(line -> line.split(" ")[0]).distinct().toList();
    assertEquals(List.of(), requests.stream().filter(each -> !known.contains(each)).toList());
  }

  @Test
  void theCompletionKnowsEveryCommandAndItsOptions() {
    String script = BashCompletion.script(catalogue);
    for (Catalogue.Entry each : catalogue.all()) {
      assertTrue(script.contains("_picocli_mailtrek_" + each.name().replace(" ", "_").replace("-", "")), each.name());
      for (Shape.Option option : each.open().shape().options()) {
        assertTrue(script.contains(option.name()), each.name() + " " + option.name());
      }
    }
  }
}
