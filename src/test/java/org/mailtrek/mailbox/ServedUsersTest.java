package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Interruption;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalDisk;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;

/** What is owed to users whose INBOX was moved is known to whoever serves next. */
class ServedUsersTest {

  private static final int TRIES = 400;

  @TempDir private Path folder;

  private final LocalDisk disk = new LocalDisk("here", Path.of("/"));
  private final MailMove.Place here = new MailMove.Place(disk, LocalHost.files("here"));
  private Ledger ledger;

  @BeforeEach
  void fill() throws Exception {
    OldStore old = new OldStore(Files.createDirectories(folder.resolve("old")));
    for (String user : List.of("ann", "bob")) {
      for (String name : List.of("INBOX", "Sent/2003", "Drafts")) {
        old.add(old.begin(user, name, 77, 1000), 1, "Message-ID: <1@" + user + ">\n\nbody\n", "S");
      }
      Files.writeString(folder.resolve("old/" + user + "/subscribed.idx"), "Sent/2003\n");
    }
    Files.createDirectories(folder.resolve("vmail"));
    ledger = Ledger.open(disk, here.files(), HostPath.of(folder + "/moves"), new MovePair("here", "a", "here", "b"), folder.resolve("moves"));
  }

  private MailMove move() throws Exception {
    MailStore source = StoreKind.open(here.files(), "netscape3:" + folder.resolve("old"));
    MailTarget target = StoreKind.fill(disk, here.files(), "maildir:" + folder.resolve("vmail") + "/%u/Maildir");
    return new MailMove(ledger, new MailMove.Sides(source, here, target, here), Clock.systemUTC(), "me");
  }

  private ServedUsers serve() throws Exception {
    return new ServedUsers(move(), disk, here.files(), HostPath.of(folder + "/done"), 2);
  }

  private boolean there(String user, String name) {
    String[] found = folder.resolve("vmail/" + user + "/Maildir/" + name + "cur").toFile().list();
    return found != null && found.length == 1;
  }

  private void await(String user) throws Exception {
    for (int tries = 0; tries < TRIES && !UserMove.of(ledger, user).state().equals("NON-TRANSITION"); tries++) {
      TimeUnit.MILLISECONDS.sleep(25);
    }
    assertEquals("NON-TRANSITION", UserMove.of(ledger, user).state());
  }

  /** What lies on the disks when the process is killed right after an INBOX. */
  @Test
  void whoServesNextGoesOnWithTheFoldersOfWhoWasServedOnlyHisInbox() throws Exception {
    assertEquals(0, move().open("ann", Optional.of(FolderName.INBOX), Duration.ZERO, new Interruption()).unfinished());
    assertTrue(there("ann", ""));
    assertEquals("TRANSITION", UserMove.of(ledger, "ann").state(), "not all of it is moved");
    assertEquals(3, ledger.states("ann").size());
    try (ServedUsers served = serve()) {
      await("ann");
      assertEquals(0, served.served(), "she did not come again");
    }
    assertTrue(there("ann", ".Sent.2003/") && there("ann", ".Drafts/"));
    assertEquals(List.of("Sent\t2003"), Files.readAllLines(folder.resolve("vmail/ann/Maildir/subscriptions")).stream().filter(each -> each.contains("Sent")).toList());
    assertFalse(Files.exists(folder.resolve("vmail/bob")), "who has not come is left where he is");
  }

  @Test
  void aFolderThatSomebodyElseWasAtIsMovedByWhoServesNext() throws Exception {
    FolderLocks.Held other = ledger.lock("ann", FolderName.spelt("Drafts", '/').orElseThrow()).orElseThrow();
    try (ServedUsers served = serve()) {
      assertEquals(Optional.empty(), served.inbox("ann", Duration.ofSeconds(20)));
    } finally {
      other.close();
    }
    assertEquals("TRANSITION", UserMove.of(ledger, "ann").state());
    serve().close();
    try (ServedUsers served = serve()) {
      await("ann");
      assertEquals(0, served.refused());
    }
  }

  @Test
  void foldersAreMovedThoughTheSubscriptionsCannotBeRead() throws Exception {
    Files.delete(folder.resolve("old/ann/subscribed.idx"));
    Files.createDirectory(folder.resolve("old/ann/subscribed.idx"));
    assertThrows(TrekException.class, () -> move().open("ann", Optional.empty(), Duration.ZERO, new Interruption()));
    assertTrue(there("ann", "") && there("ann", ".Sent.2003/") && there("ann", ".Drafts/"));
  }

  @Test
  void whatASourceCannotTellOfOneUserDoesNotStopTheOthers() throws Exception {
    for (String user : List.of("ann", "bob")) {
      move().open(user, Optional.of(FolderName.INBOX), Duration.ZERO, new Interruption());
    }
    Files.move(folder.resolve("old/ann"), folder.resolve("away"));
    try (ServedUsers served = serve()) {
      await("bob");
      assertEquals(0, served.served());
    }
    assertEquals("TRANSITION", UserMove.of(ledger, "ann").state());
    Files.move(folder.resolve("away"), folder.resolve("old/ann"));
    try (ServedUsers served = serve()) {
      await("ann");
      assertEquals(0, served.served());
    }
  }
}
