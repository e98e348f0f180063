package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalDisk;
import org.mailtrek.host.LocalHost;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** Procedure N9: users sign in at a real Dovecot, and mail arrives there, while their mailboxes are moved. */
@RequiresLab({"dovecot", "doveadm", "/usr/lib/dovecot/imap", "/usr/lib/dovecot/lmtp", "perl"})
@RequiresRoot
class MoveWhileUsersWorkTest {

  private static final int USERS = 16;
  private static final int OLD = 30;
  private static final int MAILS = 60;

  @TempDir private Path folder;

  private final LocalDisk disk = new LocalDisk("here", Path.of("/"));
  private final MailMove.Place here = new MailMove.Place(disk, LocalHost.files("here"));
  private ServedDovecot dovecot;
  private LoginHook hook;
  private Ledger ledger;

  @BeforeEach
  void start() throws Exception {
    Path store = Files.createDirectories(folder.resolve("old"));
    OldStore old = new OldStore(store);
    for (int user = 0; user < USERS; user++) {
      for (String name : List.of("INBOX", "Sent/2003")) {
        Path made = old.begin("u" + user, name, 77, 1000);
        for (int each = 1; each <= OLD; each++) {
          old.add(made, 10L * each, "Message-ID: <" + each + "." + name.charAt(0) + ".u" + user + "@old>\nSubject: s\n\nbody " + each + "\n", "S");
        }
      }
    }
    hook = new LoginHook(disk, here.files(), HostPath.of(folder + "/hook"));
    hook.install();
    dovecot = ServedDovecot.start(folder);
    ledger = Ledger.open(disk, here.files(), HostPath.of(folder + "/moves"), new MovePair("here", "a", "here", "b"), folder.resolve("moves"));
  }

  @AfterEach
  void stop() throws Exception {
    dovecot.close();
  }

  private MailMove move() throws Exception {
    MailStore source = StoreKind.open(here.files(), "netscape3:" + folder.resolve("old"));
    MailTarget target = StoreKind.fill(disk, here.files(), "maildir:" + folder.resolve("vmail") + "/%u/Maildir");
    return new MailMove(ledger, new MailMove.Sides(source, here, target, here), Clock.systemUTC(), "me");
  }

  private ServedUsers serve() throws Exception {
    return new ServedUsers(move(), disk, here.files(), HostPath.of(folder + "/hook/done"), 2);
  }

  private static List<String> old(String user, char name) {
    List<String> all = new ArrayList<>();
    for (int each = 1; each <= OLD; each++) {
      all.add(10 * each + " " + each + "." + name + "." + user + "@old");
    }
    return all;
  }

  @Test
  void everyoneFindsAllMailAtEachSignInAndNothingThatArrivesIsLostOrDoubled() throws Exception {
    Map<String, String> delivered = new ConcurrentHashMap<>();
    ExecutorService world = Executors.newFixedThreadPool(3);
    try (ServedUsers served = serve();
        LocalPort asked = hook.answer(served, HostPath.of(folder + "/vmail"), Duration.ofSeconds(20));
        LocalPort gate = new DeliveryGate(served, dovecot.lmtp(), Duration.ofSeconds(20), false).open("127.0.0.1:0")) {
      assertEquals(0, asked.number(), "no port, but a socket that others can't reach");
      List<Future<?>> work = new ArrayList<>();
      work.add(world.submit(() -> {
        Random random = new Random(1);
        for (int mail = 0; mail < MAILS; mail++) {
          String user = "u" + random.nextInt(USERS);
          String text = "Message-ID: <new" + mail + "@new>\r\nSubject: n\r\n\r\n" + "..x\r\n".repeat(random.nextInt(30_000)) + "end";
          if (ServedDovecot.deliver(gate.number(), user, text) == 250) {
            delivered.put("new" + mail + "@new", user);
          }
        }
        return null;
      }));
      work.add(world.submit(() -> {
        for (int user = USERS - 1; user >= 0; user--) {
          List<String> seen = dovecot.look("u" + user, "INBOX");
          assertTrue(seen.containsAll(old("u" + user, 'I')), "u" + user + " finds " + seen + dovecot.log());
        }
        return null;
      }));
      work.add(world.submit(() -> {
        MoveTally tally = move().run(StoreKind.open(here.files(), "netscape3:" + folder.resolve("old")).users(), MailMove.Terms.of(2), Progress.NONE, new Interruption());
        assertEquals(0, tally.failed(), () -> tally.lines().toString());
        return null;
      }));
      for (Future<?> each : work) {
        each.get();
      }
      assertEquals(List.of(), dovecot.look("newcomer", "INBOX"), "who was never at the old server is let in");
      assertTrue(Files.exists(folder.resolve("hook/done/newcomer")));
    } finally {
      world.shutdownNow();
    }
    assertEquals(MAILS, delivered.size(), "each was taken at the first try");
    move().run(StoreKind.open(here.files(), "netscape3:" + folder.resolve("old")).users(), MailMove.Terms.of(2), Progress.NONE, new Interruption());
    for (int user = 0; user < USERS; user++) {
      String name = "u" + user;
      List<String> inbox = dovecot.look(name, "INBOX");
      assertEquals(old(name, 'I'), inbox.subList(0, OLD), "with their UIDs, before all that is new");
      Map<String, Long> arrived = new TreeMap<>(inbox.subList(OLD, inbox.size()).stream().collect(Collectors.groupingBy(each -> each.replaceFirst(".* ", ""), Collectors.counting())));
      Map<String, Long> sent = new TreeMap<>();
      delivered.forEach((id, to) -> {
        if (to.equals(name)) {
          sent.put(id, 1L);
        }
      });
      assertEquals(sent, arrived, name);
      assertEquals(old(name, 'S'), dovecot.look(name, "Sent/2003"));
    }
    assertFalse(dovecot.log().contains("Error:"), dovecot.log());
  }

  @Test
  void whoseMailCannotBeMovedIsKeptOutAndHisMailIsToldToComeAgain() throws Exception {
    Path index = folder.resolve("old/u1/INBOX/folder.idx");
    String whole = Files.readString(index);
    Files.writeString(index, "broken\n");
    assertTrue(dovecot.look("u1", "INBOX").get(0).contains("* BYE [UNAVAILABLE]"), "nobody serves");
    try (ServedUsers served = serve();
        LocalPort asked = hook.answer(served, HostPath.of(folder + "/vmail"), Duration.ofSeconds(20));
        LocalPort gate = new DeliveryGate(served, dovecot.lmtp(), Duration.ofSeconds(20), false).open("127.0.0.1:0")) {
      assertEquals(0, asked.number(), "no port, but a socket that others can't reach");
      assertTrue(dovecot.look("u1", "INBOX").get(0).contains("* BYE [UNAVAILABLE]"), "an empty INBOX would be shown");
      assertEquals(451, ServedDovecot.deliver(gate.number(), "u1", "Message-ID: <x@new>\r\n\r\nx"));
      assertTrue(Files.notExists(folder.resolve("hook/done/u1")));

      Optional<FolderLocks.Held> other = ledger.lock("u2", FolderName.INBOX);
      assertEquals(Optional.of("the mailbox is still being moved"), served.inbox("u2", Duration.ofMillis(200)), "somebody else is at it");
      other.orElseThrow().close();
      assertEquals(old("u2", 'I'), dovecot.look("u2", "INBOX"));

      Files.writeString(index, whole);
      assertEquals(old("u1", 'I'), dovecot.look("u1", "INBOX"));
      assertEquals(250, ServedDovecot.deliver(gate.number(), "u1", "Message-ID: <x@new>\r\n\r\nx"));
      assertEquals(Optional.of("no name of a user"), served.inbox("../u3", Duration.ZERO));
    }
    assertEquals("1000 x@new", dovecot.look("u1", "INBOX").get(OLD), "a mark lets in while nobody serves");
    assertTrue(dovecot.look("u4", "INBOX").get(0).contains("* BYE [UNAVAILABLE]"), "no mark does not");
  }
}
