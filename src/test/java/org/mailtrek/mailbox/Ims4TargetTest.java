package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalDisk;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;

/** A 4.x store as it is filled. */
class Ims4TargetTest {

  @TempDir Path folder;
  private MailStore source;
  private MailMove.Sides sides;

  @ParameterizedTest
  @CsvSource({"mack1, 53/53", "user1, 64/b1", "user2, 74/b1", "crowe, e2/13", "postmaster, 20/61", "joe, 04/73"})
  void mailboxesLieWhereTheMakersProgramSays(String user, String place) {
    assertEquals(place, HashDir.of(user));
  }

  private Ledger ledger() {
    return Ledger.open(new LocalDisk("here", Path.of("/")), LocalHost.files("here"), HostPath.of(folder + "/moves"), new MovePair("here", "a", "here", "b"), folder.resolve("moves"));
  }

  private List<String> move() throws TrekException {
    return new MailMove(ledger(), sides, Clock.systemUTC(), "me").run(List.of("joe"), MailMove.Terms.of(2), Progress.NONE, new Interruption()).lines();
  }

  @Test
  void messagesAreFilesByTheirNumbersAndPassesFindThemAgain() throws IOException, TrekException {
    OldStore old = new OldStore(Files.createDirectories(folder.resolve("old")));
    old.fill("joe");
    old.add(old.folder("joe", "INBOX"), 12345, "Message-ID: <far@x>\n\nfar\n", "S");
    MailMove.Place here = new MailMove.Place(new LocalDisk("here", Path.of("/")), LocalHost.files("here"));
    source = StoreKind.open(here.files(), "netscape3:" + folder.resolve("old"));
    Files.createDirectories(folder.resolve("primary"));
    String store = "ims4:" + folder.resolve("primary");
    sides = new MailMove.Sides(source, here, StoreKind.fill(here.disk(), here.files(), store), here);
    assertEquals(List.of(), move());
    Path inbox = folder.resolve("primary/=user/04/73/=joe");
    assertEquals("Message-ID: <far@x>\n\nfar\n", Files.readString(inbox.resolve("23/12345.msg"), StandardCharsets.US_ASCII));
    assertTrue(Files.exists(inbox.resolve("=B&APw-ro/=A &- B/00/2.msg")));
    MailStore target = StoreKind.open(here.files(), store);
    assertEquals(List.of("joe"), target.users());
    assertEquals(Dovecot.messages(source, "joe"), Dovecot.messages(target, "joe"));

    old.change(old.folder("joe", "INBOX"), 5, "R later");
    old.change(old.folder("joe", "INBOX"), 7, "");
    old.add(old.folder("joe", "INBOX"), 12346, "new", "-");
    assertEquals(List.of(), move());
    assertEquals(Dovecot.messages(source, "joe"), Dovecot.messages(target, "joe"));
    List<String> differences = new ArrayList<>();
    MoveVerification.of(ledger(), source, sides.target(), List.of("joe"), each -> differences.add(each.toString()));
    assertEquals(List.of(), differences);

    MoveUndo undo = new MoveUndo(ledger(), sides, Clock.systemUTC(), "me");
    undo.run(List.of("joe"));
    assertEquals("9 0", undo.removed() + " " + undo.left());
    assertFalse(Files.exists(inbox.resolve("00")));
  }

  @Test
  void whatWasRemovedFromA4xStoreIsCopiedBackThere() throws IOException, TrekException {
    OldStore old = new OldStore(Files.createDirectories(folder.resolve("old")));
    old.fill("joe");
    MailMove.Place here = new MailMove.Place(new LocalDisk("here", Path.of("/")), LocalHost.files("here"));
    Files.createDirectories(folder.resolve("primary"));
    Files.createDirectories(folder.resolve("vmail"));
    String store = "ims4:" + folder.resolve("primary");
    sides = new MailMove.Sides(StoreKind.open(here.files(), "netscape3:" + folder.resolve("old")), here, StoreKind.fill(here.disk(), here.files(), store), here);
    assertEquals(List.of(), move());

    MailStore filled = StoreKind.open(here.files(), store);
    String before = Dovecot.messages(filled, "joe");
    Ledger next = Ledger.open(new LocalDisk("here", Path.of("/")), LocalHost.files("here"), HostPath.of(folder + "/moves"), new MovePair("here", "b", "here", "c"), folder.resolve("moves"));
    MailMove.Sides further = new MailMove.Sides(filled, here, StoreKind.fill(here.disk(), here.files(), "maildir:" + folder.resolve("vmail") + "/%u/Maildir"), here);
    assertEquals(List.of(), new MailMove(next, further, Clock.systemUTC(), "me").run(List.of("joe"), MailMove.Terms.of(2).removing(), Progress.NONE, new Interruption()).lines());
    assertEquals("", Dovecot.messages(filled, "joe"));
    MoveUndo undo = new MoveUndo(next, further, Clock.systemUTC(), "me");
    undo.run(List.of("joe"));
    assertEquals("8 8 0", undo.returned() + " " + undo.removed() + " " + undo.left());
    assertEquals(before, Dovecot.messages(filled, "joe"));
  }
}
