package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;

class HeldPreviewTest {

  private final List<String> given = new ArrayList<>();
  private final HeldPreview held = new HeldPreview(new Given());

  @Test
  void keepsBackUntilItIsKnownToBeRight() throws Exception {
    held.note("one");
    assertTrue(held.holds());
    held.releaseUnless(true);
    assertEquals(List.of(), given);
    held.releaseUnless(false);
    held.note("two");
    assertFalse(held.holds());
    assertEquals(List.of("one", "two"), given);
  }

  @Test
  void saysWhenItKeepsBackTooMuch() throws Exception {
    for (int note = 0; note < 20_000; note++) {
      held.note("n");
    }
    assertFalse(held.full());
    held.note("n");
    assertTrue(held.full());
    held.releaseUnless(false);
    assertFalse(held.full());
    assertEquals(20_001, given.size());
  }

  private final class Given implements Step.Preview {
    @Override
    public void change(Change change) {
      given.add(change.describe());
    }

    @Override
    public void note(String sentence) {
      given.add(sentence);
    }

    @Override
    public String content(byte[] bytes) {
      return "";
    }
  }
}
