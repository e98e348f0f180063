package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalDisk;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** What was moved is what a real Dovecot then sees, message by message. */
@RequiresLab("doveadm")
@RequiresRoot
class MailMoveTest {

  @TempDir Path folder;
  private Dovecot dovecot;
  private OldStore old;
  private MailStore source;
  private MailTarget target;

  @BeforeEach
  void make() throws IOException, TrekException {
    dovecot = Dovecot.in(folder, "joe");
    Files.createDirectories(folder.resolve("old"));
    old = new OldStore(folder.resolve("old"));
    old.fill("joe");
    LocalDisk disk = new LocalDisk("here", Path.of("/"));
    source = StoreKind.open(LocalHost.files("here"), "netscape3:" + folder.resolve("old"));
    target = StoreKind.fill(disk, LocalHost.files("here"), "maildir:" + folder.resolve("vmail") + "/%u/Maildir");
  }

  private MoveTally move(boolean remove) throws TrekException {
    MailMove.Place here = new MailMove.Place(new LocalDisk("here", Path.of("/")), LocalHost.files("here"));
    return new MailMove(ledger(), new MailMove.Sides(source, here, target, here), Clock.systemUTC(), "me").run(List.of("joe"), new MailMove.Terms(2, remove, false), Progress.NONE, new Interruption());
  }

  private Ledger ledger() throws TrekException {
    return Ledger.open(new LocalDisk("here", Path.of("/")), LocalHost.files("here"), HostPath.of(folder + "/moves"), new MovePair("here", "a", "here", "b"), folder.resolve("moves"));
  }

  private void same() throws IOException, TrekException {
    assertEquals(Dovecot.messages(source, "joe"), dovecot.messages("joe"));
  }

  @Test
  void everyMessageIsSeenWithItsBytesDateFlagsWordsAndUid() throws IOException, TrekException {
    MoveTally tally = move(false);
    assertEquals(List.of(), tally.lines());
    assertEquals(8, tally.messages());
    same();
    for (MailFolder each : source.folders("joe")) {
      String said = dovecot.doveadm("joe", "", "-f", "flow", "mailbox", "status", "uidvalidity uidnext", each.name().toString()).strip();
      assertEquals(each.name() + " uidnext=" + each.uidNext().orElseThrow() + " uidvalidity=" + each.uidValidity().orElseThrow(), said);
    }
    assertEquals("Büro/A & B\nINBOX", dovecot.doveadm("joe", "", "mailbox", "list", "-s").lines().sorted().reduce((one, two) -> one + "\n" + two).orElse(""));
    assertEquals("[NON-TRANSITION, NON-TRANSITION, NON-TRANSITION]", ledger().states("joe").stream().map(each -> each.stage().word()).toList().toString());
    // mail that comes now gets the number that it would have got there
    dovecot.doveadm("joe", "Message-ID: <new@x>\n\nnew\n", "save", "-m", "INBOX");
    assertTrue(dovecot.messages("joe").contains("INBOX\t40\t"), dovecot::toString);
    assertFalse(Files.exists(folder.resolve("dovecot.log")) && Files.readString(folder.resolve("dovecot.log")).contains("Error"), "Dovecot complains");
  }

  @Test
  void aSecondPassBringsWhatIsNewOrMarkedAndTakesWhatVanishedButNothingOfOthers() throws IOException, TrekException {
    move(false);
    dovecot.doveadm("joe", "Message-ID: <own@x>\n\nown\n", "save", "-m", "INBOX"); // UID 40
    dovecot.doveadm("joe", "", "flags", "add", "\\Answered", "mailbox", "INBOX", "uid", "3");
    dovecot.doveadm("joe", "", "flags", "remove", "\\Flagged", "mailbox", "INBOX", "uid", "9");
    Path inbox = old.folder("joe", "INBOX");
    old.change(inbox, 3, "S"); // marked at both sides: the target's users win
    old.change(inbox, 5, "RS later");
    old.change(inbox, 7, "");
    old.change(inbox, 9, "");
    old.add(inbox, 41, "Message-ID: <late@x>\n\nlate\n", "S");
    MoveTally tally = move(false);
    String now = dovecot.messages("joe");
    assertTrue(now.contains("INBOX\t3\t\\Answered\t"), now);
    assertTrue(now.contains("INBOX\t5\t\\Answered \\Seen later\t"), now);
    assertFalse(now.contains("INBOX\t7\t"), now);
    assertTrue(now.contains("INBOX\t9\t"), now);
    assertTrue(now.contains("own@x"), now);
    assertTrue(now.contains("INBOX\t41\t\\Seen\t"), now);
    assertTrue(tally.lines().toString().contains("2 changed or gone at the target too"), () -> tally.lines().toString());
    move(false);
    assertEquals(now, dovecot.messages("joe"), "again changes nothing");
  }

  @Test
  void mailThatCameBeforeKeepsItsNumberAndAllOfTheOldIsThereOnce() throws IOException, TrekException {
    dovecot.doveadm("joe", "Message-ID: <first@x>\n\nfirst\n", "save", "-m", "INBOX");
    move(false);
    move(false);
    String now = dovecot.messages("joe");
    assertTrue(now.contains("INBOX\t1\t"), now);
    assertEquals(9, now.lines().count(), now);
    assertTrue(now.contains("first@x"), now);
  }

  @Test
  void removalLeavesWhatWasNotReadBack() throws IOException, TrekException {
    move(false);
    Path damaged;
    try (var all = Files.list(folder.resolve("vmail/joe/Maildir/cur"))) {
      damaged = all.filter(each -> each.getFileName().toString().contains(".M3.")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[0] ^= 1;
    Files.write(damaged, bytes);
    dovecot.doveadm("joe", "", "flags", "add", "\\Answered", "mailbox", "INBOX", "uid", "5"); // read meanwhile, and still the same message
    MoveTally tally = move(true);
    assertEquals(1, tally.failed(), () -> tally.lines().toString());
    assertTrue(Files.exists(old.folder("joe", "INBOX").resolve("3.msg")));
    assertFalse(Files.exists(old.folder("joe", "INBOX").resolve("5.msg")));
    assertFalse(Files.exists(old.folder("joe", "Büro/A & B").resolve("1.msg")));
    assertEquals(8, dovecot.messages("joe").lines().count());
    move(true);
    assertEquals(8, dovecot.messages("joe").lines().count(), "what was removed at the source is not taken for vanished");
  }

  @Test
  void whatCantBeReadIsNamedAndStaysAndTheRestIsMoved() throws IOException, TrekException {
    Path inbox = old.folder("joe", "INBOX");
    Path aside = Files.move(inbox.resolve("5.msg"), folder.resolve("aside"));
    MoveTally tally = move(true);
    assertTrue(tally.lines().toString().contains("joe, INBOX: 1 can't be read: 5.msg"), () -> tally.lines().toString());
    assertEquals(7, dovecot.messages("joe").lines().count());
    assertTrue(Files.exists(inbox.resolve("3.msg")), "nothing is removed of a folder that failed");
    Files.move(aside, inbox.resolve("5.msg"));
    assertEquals(0, move(false).failed());
    String now = dovecot.messages("joe");
    assertEquals(8, now.lines().count(), now);
    assertTrue(now.contains("INBOX\t40\t"), "its old number lies below one that Dovecot has promised");
  }

  private MoveUndo undo() throws TrekException {
    MailMove.Place here = new MailMove.Place(new LocalDisk("here", Path.of("/")), LocalHost.files("here"));
    MoveUndo undo = new MoveUndo(ledger(), new MailMove.Sides(source, here, target, here), Clock.systemUTC(), "me");
    undo.run(List.of("joe"));
    return undo;
  }

  private String differences(List<String> reasons) throws TrekException {
    MoveVerification.of(ledger(), source, target, List.of("joe"), each -> reasons.add(each.folder() + " " + each.id() + " " + each.messageId() + " " + each.size() + " " + each.reason()));
    return String.join("\n", reasons);
  }

  @Test
  void anUndoCopiesBackAndLeavesWhatWasTouched() throws IOException, TrekException {
    String before = Dovecot.messages(source, "joe");
    move(true);
    assertEquals(8, dovecot.messages("joe").lines().count());
    dovecot.doveadm("joe", "", "flags", "add", "\\Answered", "mailbox", "INBOX", "uid", "5");
    dovecot.doveadm("joe", "Message-ID: <own@x>\n\nown\n", "save", "-m", "INBOX");
    MoveUndo undo = undo();
    assertEquals("8 7 1", undo.returned() + " " + undo.removed() + " " + undo.left());
    assertEquals(before, Dovecot.messages(source, "joe"));
    assertEquals("INBOX\t40, INBOX\t5", dovecot.messages("joe").lines().map(line -> line.substring(0, line.indexOf('\t', 6))).sorted().reduce((one, two) -> one + ", " + two).orElse(""));
    assertFalse(Files.exists(folder.resolve("vmail/joe/Maildir/.Leer")));
    move(false);
    assertEquals(9, dovecot.messages("joe").lines().count(), "nothing is there twice");
    assertEquals("", differences(new ArrayList<>()));
  }

  @Test
  void anUndoLeavesACopyThatIsTheOnlyOne() throws IOException, TrekException {
    move(false);
    Path inbox = old.folder("joe", "INBOX");
    Files.delete(inbox.resolve("3.msg"));
    byte[] bytes = Files.readAllBytes(inbox.resolve("5.msg"));
    bytes[0] ^= 1;
    Files.write(inbox.resolve("5.msg"), bytes);
    MoveUndo undo = undo();
    assertEquals("6 2", undo.removed() + " " + undo.left());
    assertEquals(2, dovecot.messages("joe").lines().count());
    assertTrue(undo.lines().toString().contains("the only one"), () -> undo.lines().toString());
  }

  @Test
  void anUndoTakesNothingWhereTheOldStoreWasPutAway() throws IOException, TrekException {
    move(false);
    Files.move(folder.resolve("old/joe"), folder.resolve("put-away"));
    assertEquals(0, undo().removed());
    assertEquals(8, dovecot.messages("joe").lines().count());
    Files.move(folder.resolve("put-away"), folder.resolve("old/joe"));
    assertEquals(8, undo().removed(), "the old store is back");
  }

  @Test
  void anUndoOfAnUntouchedMoveLetsTheNextOneKeepAllNumbers() throws IOException, TrekException {
    move(false);
    assertEquals(8, undo().removed());
    assertEquals("", dovecot.messages("joe"));
    move(false);
    same();
  }

  @Test
  void aVerificationNamesEveryMessageThatIsMissingOrDiffers() throws IOException, TrekException {
    move(false);
    assertEquals("", differences(new ArrayList<>()));
    try (var all = Files.list(folder.resolve("vmail/joe/Maildir/cur"))) {
      for (Path each : all.toList()) {
        if (each.getFileName().toString().contains(".M3.")) {
          Files.writeString(each, "X" + Files.readString(each).substring(1));
        } else if (each.getFileName().toString().contains(".M7.")) {
          Files.delete(each);
        }
      }
    }
    old.add(old.folder("joe", "INBOX"), 50, "Message-ID: <late@x>\n\nlate\n", "-");
    assertEquals("INBOX 3.msg nul@x 38 its copy has other bytes\nINBOX 7.msg cut@x 75 is no longer in this folder at the target\nINBOX 50.msg late@x 27 was not moved", differences(new ArrayList<>()));
  }
}
