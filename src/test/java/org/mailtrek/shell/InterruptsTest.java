package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterruptsTest {

  private final List<String> said = new ArrayList<>();
  private final AtomicInteger stopped = new AtomicInteger();
  private final Interrupts interrupts = new Interrupts(said::add, List.of(), () -> { });

  @Test
  void readingIsLeftAtOnce() {
    interrupts.begin();
    assertEquals(Interrupts.Answer.LEAVE, interrupts.press());
    assertEquals(List.of(), said);
  }

  @Test
  void writingIsFinishedFirstAndLeftAtTheThirdPress() {
    interrupts.begin();
    interrupts.writing(Optional.of(stopped::incrementAndGet));
    assertTrue(interrupts.writing());
    assertEquals(Interrupts.Answer.WAIT, interrupts.press());
    assertEquals(1, stopped.get());
    assertEquals("stopping: the step at hand is being finished, no other is begun", said.get(0));
    assertEquals(Interrupts.Answer.WAIT, interrupts.press());
    assertTrue(said.get(1).contains("Ctrl-C once more leaves without waiting"), said::toString);
    assertEquals(Interrupts.Answer.ABANDON, interrupts.press());
    assertEquals(1, stopped.get(), "asked to stop once only");
  }

  @Test
  void whatHasWrittenIsNotSaidToHaveChangedNothing() {
    interrupts.begin();
    assertFalse(interrupts.wrote());
    interrupts.writing(Optional.of(stopped::incrementAndGet));
    interrupts.writing(Optional.empty());
    assertEquals(Interrupts.Answer.LEAVE, interrupts.press());
    assertTrue(interrupts.wrote());
    interrupts.begin();
    assertFalse(interrupts.wrote());
  }

  @Test
  void theNextCommandBeginsAnew() {
    interrupts.begin();
    interrupts.writing(Optional.of(stopped::incrementAndGet));
    interrupts.press();
    interrupts.press();
    interrupts.begin();
    assertFalse(interrupts.writing());
    interrupts.writing(Optional.of(stopped::incrementAndGet));
    assertEquals(Interrupts.Answer.WAIT, interrupts.press());
    assertEquals(2, stopped.get());
  }
}
