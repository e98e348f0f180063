package org.mailtrek.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail server deletes whoever the directory does not name, so that practice people must be as unique as real ones. */
class PopulationTest {

  @ParameterizedTest
  @ValueSource(ints = {20, 1_000, 20_000})
  void nobodyHasTheEntryTheLoginOrTheNumberOfAnother(int users) {
    for (long seed = 1; seed <= 10; seed++) {
      Population all = Population.of(EstateKind.ZCP_SINGLE, users, seed);
      assertEquals(users, all.people().size());
      unique(all.people().stream().map(each -> each.dn().toLowerCase(java.util.Locale.ROOT)).toList());
      unique(all.people().stream().map(Person::login).toList());
      unique(Stream.concat(all.people().stream().map(Person::uidNumber), all.contacts().stream().map(Population.Contact::uidNumber)).toList());
    }
  }

  private static void unique(List<?> all) {
    assertEquals(all.size(), all.stream().distinct().count());
  }
}
