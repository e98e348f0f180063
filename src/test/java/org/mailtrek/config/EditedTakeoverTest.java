package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Seeded edits of shipped folders, taken over between every pair of source, target and kind of edit. */
final class EditedTakeoverTest {

  private static final int CASES = TakeoverProof.SOURCES.size() * TakeoverProof.TARGETS.size();

  @Test
  void keepsWhatTheAdministratorMeant() {
    TakeoverProof proof = new TakeoverProof(Catalogue.open());
    List<String> wrong = new ArrayList<>();
    for (int number = 0; number < CASES; number++) {
      TakeoverOptions options = TakeoverProof.edited(number);
      for (String each : proof.ofEdited(options, TakeoverProof.kind(number), number)) {
        wrong.add("case " + number + " " + options.from() + " to " + options.to() + " " + options.strategy() + " " + TakeoverProof.kind(number) + ": " + each);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void theCasesMeetEveryPair() {
    Set<String> met = new HashSet<>();
    for (int number = 0; number < CASES; number++) {
      TakeoverOptions options = TakeoverProof.edited(number);
      met.add("from " + options.from() + " to " + options.to());
      met.add("from " + options.from() + " " + TakeoverProof.kind(number));
      met.add("to " + options.to() + " " + TakeoverProof.kind(number));
    }
    int kinds = EditedFolder.Kind.values().length;
    assertEquals(CASES + (TakeoverProof.SOURCES.size() + TakeoverProof.TARGETS.size()) * kinds, met.size());
  }
}
