package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Outcome.Kind;
import org.mailtrek.host.TrekException;

class RunResultTest {

  private static Result ended(Kind kind, long changes, String next) {
    TrekException why = TrekException.at("mail1").found("the disk is full").next(next);
    return RunResult.of(new Outcome(kind, OptionalLong.of(7), changes, List.of(), Optional.of(why)), "undo");
  }

  private static String text(Result result) {
    return result.blocks().stream().filter(Block.Line.class::isInstance).map(each -> ((Block.Line) each).text()).collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"make room, then resume or undo", "resume, or undo", "put it back and resume, or undo", "resume to verify again, or undo", "mend it, then go on with: resume (or take back with: undo)"})
  void nobodyIsToldToGoOnWhereNothingWasChanged(String next) {
    for (Kind kind : List.of(Kind.FAILED, Kind.DIFFERENT)) {
      Result result = ended(kind, 0, next);
      assertEquals(List.of(), result.next(), kind + ": " + next);
      assertFalse(text(result).contains("resume") || text(result).contains("undo"), text(result));
      assertTrue(text(result).contains("try again"), text(result));
    }
  }

  @Test
  void bothWaysAreNamedWhereSomethingWas() {
    Result result = ended(Kind.PARTLY, 3, "make room, then resume or undo");
    assertEquals(List.of("resume", "undo"), result.next());
    assertTrue(text(result).contains("make room, then resume or undo"), text(result));
    assertEquals(List.of("undo (takes it back)"), ended(Kind.DIFFERENT, 3, "resume to verify again, or undo").next());
  }
}
