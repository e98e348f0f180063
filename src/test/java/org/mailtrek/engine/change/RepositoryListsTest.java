package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RepositoryListsTest {

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() throws Exception {
    return Stream.of(ChangeCase.of("lists of a repository", World.empty(), view -> RepositoryLists.of(view, "mail1", "kopano").orElseThrow()));
  }

  @Test
  void fetchesNothingThatIsThere() throws Exception {
    World world = World.empty();
    world.machine().packages().enlist("kopano");
    assertTrue(RepositoryLists.of(world.estate().view(), "mail1", "kopano").isEmpty());
  }
}
