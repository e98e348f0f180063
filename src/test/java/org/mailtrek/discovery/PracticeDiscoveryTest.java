package org.mailtrek.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.config.Catalogue;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.HostView;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;
import org.mailtrek.practice.PracticeLab;

class PracticeDiscoveryTest {

  @TempDir private static Path temporary;
  private static Path folder;
  private static Declaration declared;
  private static EstateDraft draft;

  @BeforeAll
  static void make() throws Exception {
    folder = temporary.resolve("estate");
    PracticeLab.make(folder, 10, 7);
    declared = EstateFile.read(folder);
    HostView view = new SimulatedHost("lab1", folder.resolve("practice/lab1"), Simulation.of(Map.of())).view();
    draft = new EstateDraft(declared.name(), declared.hosts(), List.of(HostDiscovery.of(view, Catalogue.open())));
  }

  @Test
  void findsWhatThePracticeEstateDeclares() {
    for (Difference each : new Comparison(declared, draft).all()) {
      assertEquals(Difference.State.SAME, each.state(), each::toString);
    }
    Map<String, String> keys = DeclaredKeys.of(declared);
    keys.keySet().removeAll(draft.settings().keySet());
    assertEquals(Map.of(), keys, "declared, and not found");
  }

  @Test
  void itsTextMeansTheSame() throws Exception {
    Declaration read = EstateFile.parse(folder.resolve("estate.yaml"), draft.text());
    Map<String, String> found = DeclaredKeys.of(read);
    DeclaredKeys.of(declared).forEach((key, value) -> {
      if (!key.endsWith("password")) {
        assertTrue(Normal.same(key, value, found.get(key)), () -> key + ": " + value + ", " + found.get(key));
      }
    });
    assertEquals(declared.hosts(), read.hosts());
  }

  @Test
  void noSecretIsInIt() throws Exception {
    for (String name : List.of("directory.password", "database.password")) {
      String secret = Files.readString(folder.resolve("practice").resolve(name)).strip();
      assertFalse((draft.text() + draft.facts()).contains(secret), name);
    }
  }

  @Test
  void nothingOfItIsUnknown() {
    draft.facts().get("lab1").forEach(each -> assertFalse(each.weight() == Fact.Weight.UNKNOWN, each::toString));
  }
}
