package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.WholeProgram;
import org.mailtrek.lab.LabDovecot;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** Mailboxes of a declared IMAP server, as people type it. */
class ImapCommandsTest {

  private static final String PASSWORD = "s3cret-of-test";

  @TempDir private Path folder;

  private String typed(int exit, String... words) {
    WholeProgram.Ended ended = WholeProgram.run(folder, List.of(words));
    assertEquals(exit, ended.exit(), ended::text);
    return ended.text();
  }

  private void declare(String server) throws IOException {
    Files.writeString(folder.resolve("estate.yaml"), "estate: old\nhosts: { one: { local: true }, two: { local: true } }\nimap:\n  old: " + server + "\n");
  }

  @Test
  @RequiresRoot
  @RequiresLab("dovecot")
  void aServersMailboxIsSurveyedMovedVerifiedAndTakenBack() throws Exception {
    Path far = Files.createDirectories(folder.resolve("far"));
    Files.writeString(folder.resolve("word"), PASSWORD + "\n");
    Files.setPosixFilePermissions(folder.resolve("word"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Files.createDirectories(folder.resolve("vmail"));
    try (LabDovecot dovecot = LabDovecot.start(far, PASSWORD, Optional.empty())) {
      Path inbox = Files.createDirectories(far.resolve("mail/test/new"));
      Files.writeString(inbox.resolve("1.a"), "Message-ID: <1@x>\n\none\n");
      Files.writeString(inbox.resolve("2.a"), "Message-ID: <2@x>\n\ntwo\n");
      new ProcessBuilder("chown", "-R", "mail:mail", far.resolve("mail").toString()).start().waitFor();
      declare("{ url: \"imap://127.0.0.1:" + dovecot.imap() + "\", starttls: true, ca: far/lab.crt, users: { test@example.com: { file: word } } }");
      String survey = typed(0, "mailbox", "survey", "--store", "imap:old", "--content", "--json");
      assertTrue(survey.contains("\"messages\":2"), survey);
      String to = "maildir:" + folder + "/vmail/%u/Maildir";
      assertTrue(typed(64, "mailbox", "messages", "--from", "imap:old", "--to", to, "--yes").contains("--to-host one, or --to-host two"), "which of two hosts");
      String plan = typed(2, "mailbox", "messages", "--from", "imap:old", "--to", to, "--to-host", "one", "--plan");
      assertTrue(plan.contains("imap:old at imap://127.0.0.1"), plan);
      assertTrue(typed(0, "mailbox", "messages", "--from", "imap:old", "--to", to, "--to-host", "one", "--yes", "--json").contains("\"moved_now\":2"), "moved");
      assertTrue(typed(0, "mailbox", "messages", "--yes", "--json").contains("\"moved_now\":0"), "again is harmless, and knows from where to where");
      assertTrue(typed(0, "mailbox", "status").contains("1 of 1 user moved"), "status");
      assertTrue(typed(0, "mailbox", "verify").contains("2 messages compared, 0 missing or different"), "verified");
      assertTrue(typed(64, "mailbox", "messages", "--remove", "--confirm", "old").contains("can't be removed one by one"), "read only");
      assertTrue(typed(0, "mailbox", "undo", "--yes").contains("2 messages removed at the target"), "taken back");
      byServers(dovecot);
      Files.writeString(folder.resolve("word"), "wrong-word\n");
      String refused = typed(3, "mailbox", "messages", "--from", "imap:old", "--to", to, "--to-host", "one", "--yes");
      assertTrue(refused.contains("does not let test@example.com in: NO [AUTHENTICATIONFAILED]"), refused);
      assertEquals(2, count(far.resolve("mail/test/new")), "nothing was noted on any message");
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).filter(path -> !path.startsWith(far) && !path.startsWith(folder.resolve("near"))).toList()) {
        String text = new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(PASSWORD) || text.contains("wrong-word") && !each.endsWith("word"), each::toString);
      }
    }
  }

  /** From one server to another. */
  private void byServers(LabDovecot old) throws Exception {
    Path far = Files.createDirectories(folder.resolve("near"));
    try (LabDovecot fresh = LabDovecot.start(far, PASSWORD, Optional.empty())) {
      Files.writeString(folder.resolve("estate.yaml"), "estate: old\nhosts: { one: { local: true }, two: { local: true } }\nimap:\n" + server("old", old, "far") + server("new", fresh, "near"));
      String plan = typed(2, "mailbox", "messages", "--from", "imap:old", "--to", "imap:new", "--plan");
      assertTrue(plan.contains("messages get UIDs that the server gives"), plan);
      assertTrue(typed(0, "mailbox", "messages", "--from", "imap:old", "--to", "imap:new", "--yes", "--json").contains("\"moved_now\":2"), "moved");
      assertTrue(typed(0, "mailbox", "messages", "--from", "imap:old", "--to", "imap:new", "--yes", "--json").contains("\"moved_now\":0"), "again is harmless");
      assertEquals(2, count(far.resolve("mail/test/cur")) + count(far.resolve("mail/test/new")));
      assertTrue(typed(0, "mailbox", "verify", "--from", "imap:old", "--to", "imap:new").contains("2 messages compared, 0 missing or different"), "verified");
      assertTrue(typed(0, "mailbox", "undo", "--from", "imap:old", "--to", "imap:new", "--yes").contains("2 messages removed at the target"), "taken back");
      assertEquals(0, count(far.resolve("mail/test/cur")) + count(far.resolve("mail/test/new")));
    }
  }

  private static String server(String name, LabDovecot dovecot, String folder) {
    return "  " + name + ": { url: \"imap://127.0.0.1:" + dovecot.imap() + "\", starttls: true, ca: " + folder + "/lab.crt, users: { test@example.com: { file: word } } }\n";
  }

  private static long count(Path of) throws IOException {
    try (Stream<Path> all = Files.list(of)) {
      return all.count();
    }
  }

  @Test
  void aServerThatIsNotDeclaredAndOneInTheClearAreRefused() throws IOException {
    declare("{ url: \"imap://192.0.2.1\", users: { anna: { env: NOBODY } } }");
    assertTrue(typed(10, "mailbox", "survey", "--store", "imap:new").contains("no such IMAP server is declared"), "undeclared");
    String missing = typed(2, "mailbox", "survey", "--store", "imap:old");
    assertTrue(missing.contains("NOBODY is not set"), missing);
  }
}
