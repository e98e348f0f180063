package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.mailtrek.command.Candidate;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Session;
import org.mailtrek.command.Tokenizer;
import org.mailtrek.host.TrekException;

/** What Tab offers. */
class SuggestionsTest {

  private static final Suggestions SUGGESTIONS = new Suggestions(new Catalogue(), (key, values, typed) -> List.of(new Candidate("live-" + key.replace(' ', '-'), "live")));

  private static List<String> at(String before, String typed) throws TrekException {
    return SUGGESTIONS.at(Tokenizer.plain().split(before).tokens(), typed).stream().map(Suggestions.Suggestion::value).toList();
  }

  @Test
  void lettersInOrderFindACommandAndABeginningComesFirst() throws TrekException {
    assertEquals("diff-config", at("", "dfc").get(0));
    assertEquals("history", at("", "hi").get(0));
    assertTrue(at("", "st").indexOf("status") < at("", "st").indexOf("estate") || !at("", "st").contains("estate"), at("", "st").toString());
    assertEquals(List.of(), at("", "qqq"));
  }

  @Test
  void anOptionThatWasGivenIsNotOfferedAgain() throws TrekException {
    assertTrue(at("diff-config", "--").contains("--stat"));
    assertFalse(at("diff-config --stat", "--").contains("--stat"));
    assertTrue(at("diff-config --stat", "--").contains("--full"));
  }

  @Test
  void optionsThatExcludeOneAnotherAreNotOfferedTogether() throws TrekException {
    assertTrue(at("ldap transplant", "--o").containsAll(List.of("--online", "--offline")));
    assertFalse(at("ldap transplant --online", "--").contains("--offline"));
    assertFalse(at("ldap transplant --offline", "").contains("--online"));
    assertTrue(at("ldap transplant --offline", "").contains("--replicas"));
    assertFalse(at("attachments verify --names", "--").contains("--content"));
  }

  @Test
  void valuesAreOfferedBehindTheirOption() throws TrekException {
    assertTrue(at("config takeover --strategy", "").stream().allMatch(each -> each.startsWith("live-")), at("config takeover --strategy", "").toString());
    assertTrue(at("let a=b ; diff-config --stat", "--").contains("--full"), "behind an operator a command begins anew");
    assertTrue(at("help |", "").contains("grep"));
  }

  @Test
  void aSlowHostNeverBlocksTyping() {
    CountDownLatch never = new CountDownLatch(1);
    try (Session session = new Session(Path.of("/nowhere"), Optional.empty(), Clock.systemUTC(), (folder, asking) -> {
      throw new IllegalStateException("no estate is opened");
    }); LiveValues live = new LiveValues(session)) {
      long start = System.nanoTime();
      List<Candidate> offered = live.offer("slow", (of, typed) -> {
        try {
          never.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return List.of(new Candidate("late", ""));
      }, "");
      assertTrue((System.nanoTime() - start) / 1_000_000 < 5_000, "it waited for the host");
      assertEquals(List.of(), offered.stream().filter(each -> each.value().equals("late")).toList());
    } finally {
      never.countDown();
    }
  }
}
