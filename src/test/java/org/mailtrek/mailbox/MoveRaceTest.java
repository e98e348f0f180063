package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;

/** Real processes on one store: two that race, and one that is killed. */
class MoveRaceTest {

  private static final int USERS = 8;
  private static final int MESSAGES = 25;

  @TempDir Path folder;

  private Process child() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(java.toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp", System.getProperty("java.class.path"), MovingChild.class.getName(), folder.toString()).redirectErrorStream(true).start();
  }

  private static String said(Process child) throws IOException, InterruptedException {
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(child.waitFor(60, TimeUnit.SECONDS), said);
    return said;
  }

  @Test
  void twoProcessesAndAKilledOneMoveEachMessageOnce() throws IOException, InterruptedException, TrekException {
    Files.createDirectories(folder.resolve("vmail"));
    OldStore old = new OldStore(Files.createDirectories(folder.resolve("old")));
    for (int user = 0; user < USERS; user++) {
      Path inbox = old.begin("u" + user, "INBOX", 77, MESSAGES + 1);
      for (int uid = 1; uid <= MESSAGES; uid++) {
        old.add(inbox, uid, "Message-ID: <" + uid + "@u" + user + ">\n\n" + "x".repeat(uid * 100) + "\n", uid % 3 == 0 ? "S later" : "-");
      }
    }
    Process killed = child();
    while (killed.isAlive() && !Files.exists(folder.resolve("vmail/u0/Maildir/cur"))) {
      Thread.onSpinWait();
    }
    killed.destroyForcibly().waitFor();
    Process one = child();
    Process two = child();
    List<String> ends = List.of(said(one), said(two));
    assertTrue(ends.stream().allMatch(each -> each.contains(" 0 []")), ends::toString);
    MoveTally last = MovingChild.move(folder);
    assertEquals("0 0", last.added() + " " + last.failed(), () -> "left by " + ends);
    MailStore source = StoreKind.open(LocalHost.files("here"), "netscape3:" + folder.resolve("old"));
    MailStore target = StoreKind.open(LocalHost.files("here"), "maildir:" + folder.resolve("vmail") + "/%u/Maildir");
    List<String> different = new ArrayList<>();
    for (String user : source.users()) {
      if (!Dovecot.messages(source, user).equals(Dovecot.messages(target, user))) {
        different.add(user);
      }
    }
    assertEquals(List.of(), different);
  }
}
