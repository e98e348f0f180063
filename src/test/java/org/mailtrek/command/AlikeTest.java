package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Many sentences that say the same. */
class AlikeTest {

  @Test
  void whatIsSaidOftenIsSaidOnceWithACountAndThreeNames() {
    assertEquals(
        List.of("4 times: left alone: a, b, c and 1 more", "x: other", "no object"),
        Alike.lines(List.of("a: left alone", "b: left alone", "x: other", "c: left alone", "no object", "d: left alone")));
  }

  @Test
  void whatIsSaidUpToThreeTimesStandsAsItIs() {
    List<String> few = List.of("a: left alone", "b: left alone", "c: left alone");
    assertEquals(few, Alike.lines(few));
  }
}
