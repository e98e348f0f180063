package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines of a server's start that matter are known by the words of the real ones, and each is answered with what to type. */
final class ServerLogTest {

  @Test
  void eachLineThatMattersIsAnswered() {
    assertEquals("config explain server_bind, then: config lint", next("Config error: Unknown option \"server_bind\" found!"));
    assertEquals("config set attachment_storage files", next("Attachments are stored with option \"files\", but \"database\" is selected."));
    assertTrue(next("[crit   ] K-1216: Cannot update to schema v69, because the names table contains unexpected rows.").contains("kopano-dbadm k-1216"));
    assertTrue(next("[warning] K-1244: Your \"names\" table is not utf8mb4").contains("kopano-dbadm usmp"));
    assertEquals("config lint, for ldap.cfg, then: ldap verify", next("Cannot instantiate user plugin"));
    assertTrue(next("Auto-deleting user 3 (ext: entry gone)").startsWith("services stop mail1 kopano-server"));
    assertEquals("identity check", next("user_safe_mode: would delete user 17"));
    assertTrue(next("Upgrading database to schema 66").contains("--follow"));
  }

  @Test
  void whatIsHarmlessIsNoHit() {
    assertEquals(List.of(), ServerLog.answers("mail1", List.of("Startup succeeded", "K-1562: changed owner of attachments", "Connection to database 'zarafa' succeeded")));
  }

  @Test
  void onlyTheLastStartCounts() {
    List<String> lines = List.of("Starting kopano-server version 8.7.25", "Cannot instantiate user plugin", "Starting kopano-server version 8.7.25 (pid 7)", "Startup succeeded");
    assertEquals(lines.subList(2, 4), ServerLog.sinceStart(lines));
    assertEquals(List.of("ready"), ServerLog.sinceStart(List.of("ready")));
  }

  @Test
  void thereIsOneAnswerForManyLinesOfAKind() {
    assertEquals(1, ServerLog.answers("mail1", List.of("K-1244: names", "K-1244: properties")).size());
    assertEquals(2, ServerLog.answers("mail1", List.of("Unknown option \"a\" found!", "Unknown option \"b\" found!")).size());
  }

  private static String next(String line) {
    List<ServerLog.Answer> answers = ServerLog.answers("mail1", List.of(line));
    assertEquals(1, answers.size(), line);
    return answers.get(0).next();
  }
}
