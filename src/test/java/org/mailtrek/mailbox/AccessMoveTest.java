package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ImapServer;
import org.mailtrek.host.LocalDisk;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** The rights of others go along with folders from a real Dovecot to another one, by IMAP and by files; what others give there stays, and undo takes back what was given. */
@RequiresLab({"dovecot", "doveadm"})
@RequiresRoot
class AccessMoveTest {

  private static final String ACL = "mail_plugins = acl\nprotocol imap {\n  mail_plugins = acl imap_acl quota imap_quota\n}\nplugin {\n  acl = vfile\n  acl_anyone = allow\n  quota = maildir:User quota\n  quota_rule = *:storage=1M\n}\n";
  private static final LocalDisk DISK = new LocalDisk("here", Path.of("/"));
  private static final MailMove.Place HERE = new MailMove.Place(DISK, LocalHost.files("here"));

  private static ImapDovecot old;
  private static ImapDovecot fresh;
  @TempDir private static Path servers;
  @TempDir private Path folder;
  private String user;
  private ImapServer there;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    old = ImapDovecot.start(Files.createDirectory(servers.resolve("old")), ACL);
    fresh = ImapDovecot.start(Files.createDirectory(servers.resolve("fresh")), ACL);
  }

  @AfterAll
  static void stop() {
    old.close();
    fresh.close();
  }

  @BeforeEach
  void another(TestInfo test) throws TrekException {
    user = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    ImapServer here = by(old);
    say(here, "CREATE Work/Open");
    say(here, "SETACL Work/Open bob lrs");
    say(here, "SETACL Work/Open anyone l");
    say(here, "SETACL INBOX $staff lrwstipekxa");
    say(here, "SETACL INBOX \"dan o'neil\" lr");
    there = by(fresh);
  }

  private static ImapServer by(ImapDovecot dovecot) {
    return ImapDovecot.clear(dovecot.port(), ImapDovecot.By.self());
  }

  private void say(ImapServer server, String command) throws TrekException {
    server.ask(user, channel -> channel.say(command));
  }

  private MailTarget files() throws TrekException {
    return StoreKind.fill(DISK, HERE.files(), "maildir:" + servers.resolve("fresh/vmail") + "/%u/Maildir");
  }

  /** A move: its ledger, and its two sides. */
  private record Work(Ledger ledger, MailMove.Sides sides, String user) {

    MoveTally move() throws TrekException {
      return new MailMove(ledger, sides, Clock.systemUTC(), "me").run(List.of(user), MailMove.Terms.of(1), Progress.NONE, new Interruption());
    }

    List<String> undo() throws TrekException {
      MoveUndo undo = new MoveUndo(ledger, sides, Clock.systemUTC(), "me");
      undo.run(List.of(user));
      return undo.lines();
    }

    List<String> differences() throws TrekException {
      List<String> found = new ArrayList<>();
      MoveVerification.of(ledger, sides.source(), sides.target(), List.of(user), each -> found.add(each.folder() + " " + each.id() + " " + each.reason()));
      return found;
    }

    List<String> preview() throws TrekException {
      return MovePreview.of(ledger, sides, List.of(user), false).remarks();
    }
  }

  private Work work(boolean byImap) throws TrekException {
    Ledger ledger = Ledger.open(DISK, HERE.files(), HostPath.of(folder + "/moves"), new MovePair("here", "a", "-", "b"), folder.resolve("moves"));
    return new Work(ledger, new MailMove.Sides(old.store(), HERE, byImap ? new ImapTarget(there, ledger) : files(), HERE), user);
  }

  private String rights(ImapServer server, String name) throws TrekException {
    return Rights.told(new ImapAccess(server, user, name).rights());
  }

  @Test
  void rightsGoAlongByImap() throws TrekException {
    goesAlong(true);
  }

  @Test
  void rightsGoAlongIntoFilesAsDovecotReadsThem() throws TrekException {
    goesAlong(false);
    say(there, "CREATE Work/Open/Own"); // its owner may do all, as before
    say(there, "DELETE Work/Open/Own");
  }

  private void goesAlong(boolean byImap) throws TrekException {
    Work work = work(byImap);
    List<String> ahead = work.preview();
    assertTrue(ahead.contains("4 rights of others in 2 folders are given at the target too"), ahead::toString);
    assertEquals(List.of(), work.move().lines());
    assertEquals("anyone l, bob lrs", rights(there, "Work/Open"));
    assertEquals("$staff lrswipkxtea, dan o'neil lr", rights(there, "INBOX"));
    assertEquals(List.of(), work.differences());
    assertEquals(List.of(), work.move().lines());

    say(by(old), "SETACL Work/Open bob lrsw");
    say(by(old), "DELETEACL Work/Open anyone");
    assertEquals(List.of("Work/Open rights of bob are lrs at the target, lrsw at the source"), work.differences());
    assertEquals(List.of(), work.move().lines());
    assertEquals("bob lrsw", rights(there, "Work/Open"));

    say(there, "SETACL INBOX \"dan o'neil\" l");
    say(there, "SETACL INBOX carol lr");
    assertTrue(work.move().lines().toString().contains("dan o'neil has rights l at the target: left as they are there"));
    assertTrue(work.undo().toString().contains("dan o'neil has other rights by now, l: left"));
    assertEquals("carol lr, dan o'neil l", rights(there, "INBOX"));
    List<String> folders = new ArrayList<>();
    for (MailFolder each : (byImap ? new ImapStore("new", there) : StoreKind.open(HERE.files(), "maildir:" + servers.resolve("fresh/vmail") + "/%u/Maildir")).folders(user)) {
      folders.add(each.name().toString());
    }
    assertEquals(List.of("INBOX"), folders);
  }

  @Test
  void whatTheTargetRefusesIsToldAndKeepsNothingElseBack() throws Exception {
    try (ImapDovecot strict = ImapDovecot.start(Files.createDirectory(folder.resolve("strict")), ACL.replace("  acl_anyone = allow\n", ""))) {
      there = by(strict);
      Work work = work(true);
      MoveTally tally = work.move();
      assertEquals(0, tally.failed(), () -> tally.lines().toString());
      assertTrue(tally.lines().toString().contains("Work/Open: rights l of anyone are not given: "), () -> tally.lines().toString());
      assertEquals("bob lrs", rights(there, "Work/Open"));
      assertEquals(List.of("Work/Open rights of anyone are none at the target, l at the source"), work.differences());
      assertEquals(List.of(), work.undo());
    }
  }

  @Test
  void rightsComeFromFilesToo() throws TrekException {
    Ledger ledger = Ledger.open(DISK, HERE.files(), HostPath.of(folder + "/moves"), new MovePair("here", "a", "-", "b"), folder.resolve("moves"));
    MailStore source = StoreKind.open(HERE.files(), "maildir:" + servers.resolve("old/vmail") + "/%u/Maildir");
    Work work = new Work(ledger, new MailMove.Sides(source, HERE, new ImapTarget(there, ledger), HERE), user);
    assertEquals(List.of(), work.move().lines());
    assertEquals("anyone l, bob lrs", rights(there, "Work/Open"));
    assertEquals("$staff lrswipkxtea, dan o'neil lr", rights(there, "INBOX"));
    assertEquals(List.of(), work.undo());
    assertEquals("", rights(there, "INBOX"));
  }

  @Test
  void whatATargetDoesNotKeepIsToldAhead() throws Exception {
    try (ImapDovecot plain = ImapDovecot.start(Files.createDirectory(folder.resolve("plain")), "")) {
      there = by(plain);
      Work work = work(true);
      String remarks = work.preview().toString();
      assertTrue(remarks.contains("Work/Open: the target keeps no rights of others: anyone l, bob lrs"), remarks);
      assertTrue(remarks.contains("a quota of 1 MiB is not set at the target"), remarks);
      assertTrue(work.move().lines().toString().contains("the target keeps no rights of others: anyone l, bob lrs"));
    }
  }
}
