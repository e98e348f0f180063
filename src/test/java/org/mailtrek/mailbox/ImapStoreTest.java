package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
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

/** Mailboxes of a real Dovecot are read by IMAP as Dovecot has them, and nothing there is changed by it. */
@RequiresLab({"dovecot", "doveadm"})
@RequiresRoot
class ImapStoreTest {

  private static final LocalDisk DISK = new LocalDisk("here", Path.of("/"));

  private static ImapDovecot dovecot;
  @TempDir Path folder;
  private String user;
  private Dovecot taken;

  @BeforeAll
  static void start(@TempDir Path old) throws IOException, InterruptedException {
    dovecot = ImapDovecot.start(old, "");
  }

  @AfterAll
  static void stop() {
    dovecot.close();
  }

  @BeforeEach
  void another(TestInfo test) throws IOException {
    user = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    taken = Dovecot.in(folder, user);
  }

  private void save(String name, String text) throws IOException {
    dovecot.doveadm(user, text, "save", "-m", name);
  }

  /** Odd ones in INBOX and in a folder whose name has an umlaut, an ampersand and a folder above it. */
  private void fill() throws IOException {
    dovecot.doveadm(user, "", "mailbox", "create", "-s", "Büro/A & B", "Leer");
    save("INBOX", "Subject: 1\r\nMessage-ID: <1@x>\r\n\r\n8-bit \u00e4\u00ff\u0080\r\n");
    save("INBOX", "Subject: gr\u00fc\u00df\nMessage-ID: <2@x>\n\nno end");
    save("INBOX", "Message-ID: <3@x>\n\na\0b\n");
    save("Büro/A & B", "Message-ID: <4@x>\n\n" + "long ".repeat(40_000) + "\n");
    dovecot.doveadm(user, "", "flags", "add", "\\Seen \\Flagged $Work later", "mailbox", "INBOX", "uid", "2");
    dovecot.doveadm(user, "", "flags", "add", "\\Deleted \\Draft \\Answered", "mailbox", "INBOX", "uid", "3");
  }

  private MoveTally move(MailStore source) throws TrekException {
    return new MailMove(ledger(), sides(source), Clock.systemUTC(), "me").run(List.of(user), MailMove.Terms.of(2), Progress.NONE, new Interruption());
  }

  private MailMove.Sides sides(MailStore source) throws TrekException {
    MailMove.Place here = new MailMove.Place(DISK, LocalHost.files("here"));
    return new MailMove.Sides(source, here, StoreKind.fill(DISK, LocalHost.files("here"), "maildir:" + folder.resolve("vmail") + "/%u/Maildir"), here);
  }

  private Ledger ledger() {
    return Ledger.open(DISK, LocalHost.files("here"), HostPath.of(folder + "/moves"), new MovePair("-", "imap:old", "here", "b"), folder.resolve("moves"));
  }

  /** Every message of the target as its Dovecot sees it, in the form of {@link ImapDovecot#messages}. */
  private String there() throws IOException {
    return Dovecot.tidy(taken.doveadm(user, "", "-f", "tab", "fetch", "mailbox uid flags date.received.unixtime size.virtual hdr.message-id", "all"));
  }

  @Test
  void everythingIsReadAsItIsAndNothingIsNoted() throws IOException, TrekException {
    fill();
    String before = dovecot.messages(user);
    for (ImapServer server : List.of(dovecot.secure(ImapDovecot.By.chief(), false), dovecot.secure(ImapDovecot.By.self(), true), ImapDovecot.clear(dovecot.port(), ImapDovecot.By.chief()))) {
      try (server) {
        ImapStore store = new ImapStore("old", server);
        assertEquals("[INBOX, Büro/A & B, Leer]", store.folders(user).stream().map(MailFolder::name).toList().toString());
        assertEquals("[Büro/A & B, Leer]", store.subscribed(user).toString());
        assertEquals(before, Dovecot.messages(store, user));
        for (MailFolder each : store.folders(user)) {
          String said = dovecot.doveadm(user, "", "-f", "flow", "mailbox", "status", "uidvalidity uidnext", each.name().toString()).strip();
          assertEquals(said, each.name() + " uidnext=" + each.uidNext().orElseThrow() + " uidvalidity=" + each.uidValidity().orElseThrow());
        }
      }
    }
    assertEquals(before, dovecot.messages(user));
    assertTrue(dovecot.doveadm(user, "", "-f", "tab", "fetch", "flags", "mailbox", "INBOX", "uid", "1").contains("\\Recent"), "nobody opened it to write");
    assertEquals("ab", bytes(dovecot.store(), 3).replaceAll("(?s).*\r\n\r\n|\u0080|\r\n", ""), "what Dovecot gives for NUL");
    assertEquals("8-bit \u00e4\u00ff\u0080\r\n", bytes(dovecot.store(), 1).replaceAll("(?s).*\r\n\r\n", ""));
  }

  /** One message, opened by itself. */
  private String bytes(ImapStore store, long uid) throws IOException, TrekException {
    MailFolder inbox = store.folders(user).get(0);
    List<Message> found = new ArrayList<>();
    inbox.messages(each -> {
      if (each.uid().orElseThrow() == uid) {
        found.add(each);
      }
    });
    try (InputStream in = inbox.open(found.get(0))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void aMoveToMaildirIsSeenThereMessageByMessageAndASecondPassBringsWhatChanged() throws IOException, TrekException {
    fill();
    ImapStore store = dovecot.store();
    assertEquals(List.of(), move(store).lines());
    assertEquals(dovecot.messages(user), there());
    assertEquals("Büro/A & B\nLeer", taken.doveadm(user, "", "mailbox", "list", "-s").strip());

    dovecot.doveadm(user, "", "flags", "remove", "\\Flagged later", "mailbox", "INBOX", "uid", "2");
    dovecot.doveadm(user, "", "expunge", "mailbox", "INBOX", "uid", "1");
    save("INBOX", "Message-ID: <5@x>\n\nnew\n");
    assertEquals(1, move(store).added());
    assertEquals(dovecot.messages(user), there());
    assertEquals(0, move(store).added());
    List<String> wrong = new ArrayList<>();
    MoveVerification verified = MoveVerification.of(ledger(), store, sides(store).target(), List.of(user), each -> wrong.add(each.toString()));
    assertEquals("4 []", verified.messages() + " " + wrong);
    MoveUndo undo = new MoveUndo(ledger(), sides(store), Clock.systemUTC(), "me");
    undo.run(List.of(user));
    assertEquals("4 0", undo.removed() + " " + undo.left());
    assertEquals("", there());
  }

  @Test
  void aConnectionThatIsCutGoesOnWhereItWas() throws IOException, TrekException {
    fill();
    String all = dovecot.messages(user);
    for (int bytes : List.of(2_500, 20_000, 60_000)) {
      try (CutProxy proxy = new CutProxy(dovecot.port(), bytes, 4)) {
        assertEquals(all, Dovecot.messages(new ImapStore("old", ImapDovecot.clear(proxy.port(), ImapDovecot.By.self())), user), bytes + " bytes");
        assertTrue(proxy.left() < 4, "nothing was cut");
      }
    }
  }

  @Test
  void aMessageWhoseDateIsNoneIsNamedAndTheOthersAreMoved() throws IOException, TrekException {
    save("INBOX", "Message-ID: <1@x>\n\none\n");
    save("INBOX", "Message-ID: <2@x>\n\ntwo\n");
    try (CutProxy proxy = CutProxy.changing(dovecot.port(), each -> each.replaceFirst("(UID 2 .*?INTERNALDATE \")[^\"]*", "$131-Nov-2026 25:00:00 +0000"))) {
      ImapStore store = new ImapStore("old", ImapDovecot.clear(proxy.port(), ImapDovecot.By.self()));
      assertTrue(MovePreview.of(ledger(), sides(store), List.of(user), false).remarks().toString().contains("UID 2, <2@x>"));
      MoveTally tally = move(store);
      assertEquals(1, tally.added(), () -> tally.lines().toString());
      assertTrue(tally.lines().toString().contains("UID 2: the server tells no date of it"), () -> tally.lines().toString());
    }
    assertEquals(1, move(dovecot.store()).added(), "the next run, when the server knows better");
  }

  @Test
  void answersWithoutEndAreCutOff() throws IOException, TrekException {
    String listed = "* LIST () \"/\" " + "x".repeat(1_000) + "\r\n";
    try (CutProxy proxy = CutProxy.changing(dovecot.port(), each -> each.contains("* LIST") ? listed.repeat(20_000) + each : each)) {
      TrekException told = assertThrows(TrekException.class, () -> new ImapStore("old", ImapDovecot.clear(proxy.port(), ImapDovecot.By.self())).folders(user));
      assertTrue(told.getMessage().contains("have no end"), told::getMessage);
    }
    save("INBOX", "Message-ID: <1@x>\n\none\n");
    try (CutProxy proxy = CutProxy.changing(dovecot.port(), each -> each.contains("BODY[]") ? "* X\r\n".repeat(250_000) + each : each)) {
      String told = move(new ImapStore("old", ImapDovecot.clear(proxy.port(), ImapDovecot.By.self()))).lines().toString();
      assertTrue(told.contains("have no end"), told);
    }
  }

  @Test
  void aServerThatStaysAwayIsToldAndTheNextRunDoublesNothing() throws IOException, TrekException {
    fill();
    try (CutProxy proxy = new CutProxy(dovecot.port(), 60_000, 1_000)) {
      MoveTally cut = move(new ImapStore("old", ImapDovecot.clear(proxy.port(), ImapDovecot.By.self())));
      assertTrue(cut.failed() <= 1, () -> cut.lines().toString()); // the long message comes in four pieces
    }
    try (CutProxy proxy = new CutProxy(dovecot.port(), 1_500, 1_000)) {
      save("INBOX", "Message-ID: <5@x>\n\n" + "cut ".repeat(20_000) + "\n");
      MoveTally cut = move(new ImapStore("old", ImapDovecot.clear(proxy.port(), ImapDovecot.By.self())));
      assertEquals(1, cut.failed(), () -> cut.lines().toString());
      assertTrue(cut.lines().toString().contains("closed the connection"), () -> cut.lines().toString());
    }
    assertEquals(0, move(dovecot.store()).failed());
    assertEquals(dovecot.messages(user), there());
  }

  @Test
  void aFolderThatGrowsAndShrinksWhileItIsReadLosesNothing() throws IOException, TrekException {
    for (int message = 1; message <= 8; message++) {
      save("INBOX", "Message-ID: <" + message + "@x>\n\nx\n");
    }
    MailFolder inbox = new ImapFolder(ImapDovecot.clear(dovecot.port(), ImapDovecot.By.self()), user, new ImapName(FolderName.INBOX, "INBOX"), 5);
    List<Long> read = new ArrayList<>();
    inbox.messages(each -> {
      read.add(each.uid().orElseThrow());
      try (InputStream in = inbox.open(each)) {
        in.readAllBytes();
        if (read.size() == 3) {
          dovecot.doveadm(user, "", "expunge", "mailbox", "INBOX", "uid", "1:2");
          save("INBOX", "Message-ID: <late@x>\n\nlate\n");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    assertEquals(LongStream.rangeClosed(1, 8).boxed().toList(), read);
    assertEquals(7, move(dovecot.store()).added());
    assertEquals(dovecot.messages(user), there());
  }

  @Test
  void whoIsNotLetInIsToldWhereAndWhatToTypeAndNoPasswordIsSaid() {
    ImapServer wrong = ImapDovecot.clear(dovecot.port(), new ImapDovecot.By(Optional.of("chief"), "geheim"));
    for (int tries = 0; tries < 4; tries++) {
      TrekException refused = assertThrows(TrekException.class, () -> new ImapStore("old", wrong).folders(user));
      String said = refused.getMessage() + " " + refused.next();
      assertEquals(TrekException.Kind.UNREACHABLE, refused.kind());
      assertTrue(said.contains(tries < 3 ? "does not let " + user + " in by way of chief: NO [AUTHENTICATIONFAILED]" : "refused the first 3 sign-ins") && said.contains("imap.old"), said);
      assertFalse(said.contains("geheim"), said);
    }
    TrekException clear = assertThrows(TrekException.class, () -> new ImapStore("old", new ImapServer("old", "imap://192.0.2.1", false, Optional.empty(), ImapDovecot.By.self())).folders(user));
    assertTrue(clear.getMessage().contains("in the clear") && clear.next().contains("under imap.old"), clear::toString);
    TrekException foreign = assertThrows(TrekException.class, () -> new ImapStore("old", new ImapServer("old", dovecot.secure(ImapDovecot.By.self(), false).url(), false, Optional.empty(), ImapDovecot.By.self())).folders(user));
    assertTrue(foreign.getMessage().contains("certif") || foreign.getMessage().contains("PKIX"), foreign::toString);
    TrekException nobody = assertThrows(TrekException.class, () -> dovecot.store().users());
    assertTrue(nobody.next().contains("--users FILE"), nobody::next);
  }
}
