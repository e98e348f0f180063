package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.Mailtrek;
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
  void aPlanOffersOnlyWhatItsRunbookTakes(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("estate.yaml"), "estate: acme\n");
    try (Session session = Mailtrek.session(folder)) {
      Suggestions suggestions = new Suggestions(new Catalogue(session), (key, values, typed) -> {
        try {
          return values.offer(session, typed);
        } catch (TrekException e) {
          throw new IllegalStateException(e);
        }
      });
      List<String> options = offered(suggestions, "plan kopano-upgrade", "--");
      assertTrue(options.containsAll(List.of("--attachments", "--packages", "--set", "--full", "--json")), options.toString());
      assertFalse(options.contains("--pilot") || options.contains("--media") || options.contains("--schema"), options.toString());
      assertTrue(offered(suggestions, "plan oracle-in-place --full", "").contains("--media"));
      assertTrue(offered(suggestions, "plan", "--").containsAll(List.of("--attachments", "--pilot")), "no runbook is named yet");
      assertEquals(List.of("keep", "extract"), offered(suggestions, "plan kopano-upgrade --attachments", ""));
      assertEquals(List.of("--attachments=move"), offered(suggestions, "plan zcp-to-kopano", "--attachments=m"));
      assertTrue(offered(suggestions, "plan kopano-upgrade --set", "").stream().noneMatch(each -> each.startsWith("schema=")));
      assertTrue(offered(suggestions, "plan oracle-coexistent --set", "").contains("users="), "not each of them");
    }
  }

  private static List<String> offered(Suggestions suggestions, String before, String typed) throws TrekException {
    return suggestions.at(Tokenizer.plain().split(before).tokens(), typed).stream().map(Suggestions.Suggestion::value).toList();
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
