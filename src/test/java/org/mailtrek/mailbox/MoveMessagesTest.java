package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Gathered;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.StoreMove;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryMachine;

class MoveMessagesTest {

  private static final String TARGET = "maildir:/vmail/%u/Maildir";
  private static final MovePair PAIR = new MovePair("mail1", "netscape3:/old", "mail1", TARGET);

  private static MoveMessages moving(String... users) {
    return new MoveMessages(List.of(new MoveMessages.Store(PAIR, List.of(users))), 1, false);
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty().seenBy(MoveMessagesTest::look);
    world.file("/old/joe/INBOX/folder.idx", "netscape3 1 77 4\n1 6 852076801 S later\n3 6 852076803 -\n");
    message(world, "/old/joe/INBOX/1.msg", "A: 1\n\n", 852076801);
    message(world, "/old/joe/INBOX/3.msg", "A: 3\n\n", 852076803);
    world.file("/old/amy/INBOX/folder.idx", "netscape3 1 79 2\n1 6 852076800 F\n");
    message(world, "/old/amy/INBOX/1.msg", "B: 1\n\n", 852076800);
    world.folder("/vmail");
    return world;
  }

  private static void message(StepWorld world, String path, String text, long seconds) throws TrekException {
    world.file(path, text);
    world.machine().disk().touch(HostPath.of(path), Instant.ofEpochSecond(seconds));
  }

  /** Mailboxes are compared as they are seen: their lists hold random numbers. */
  private static void look(MemoryMachine machine, SortedMap<String, String> lines) throws TrekException {
    lines.keySet().removeIf(each -> each.startsWith("/vmail/"));
    MailStore store = StoreKind.open(machine.view(), TARGET);
    for (String user : store.users()) {
      for (MailFolder folder : store.folders(user)) {
        List<String> messages = new ArrayList<>();
        folder.messages(each -> messages.add(each.arrived() + " " + Placed.marksText(each.marks()) + " " + SourceRemoval.digest(folder.open(each))));
        Collections.sort(messages);
        if (!messages.isEmpty()) {
          lines.put(user + " " + folder.name(), messages.toString());
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> passesTheLawsOfSteps() {
    return StepHarness.of(moving("amy", "joe"), MoveMessagesTest::world, world -> {
      HostPath cur = HostPath.of("/vmail/amy/Maildir/cur");
      HostPath message = world.machine().view().list(cur).get(0);
      world.machine().disk().rename(message, cur.resolve(message.name().replaceAll(",[A-Z]*$", ",RS")));
    }).laws();
  }

  @Test
  void namesWhoHasNoMailboxAndWhoIsNotInTheDirectory() throws TrekException {
    Gathered said = Gathered.by(moving("amy", "zoe"), world());
    assertTrue(said.notes.stream().anyMatch(each -> each.contains("1 user in the directory, and without a mailbox in netscape3:/old: zoe")), said.notes::toString);
    assertTrue(said.notes.stream().anyMatch(each -> each.contains("1 user with a mailbox in netscape3:/old, and not in the directory: it stays: joe")), said.notes::toString);
    assertTrue(said.notes.contains(PAIR + ": 1 mailbox, 1 new messages"), said.notes::toString);
    assertEquals(List.of("amy"), ((StoreMove) said.changes.get(0)).users());
  }

  @Test
  void groupsUsersSoThatAStopHasNotFarToGo() throws TrekException {
    StepWorld world = world();
    List<String> users = new ArrayList<>();
    for (int each = 100; each < 350; each++) {
      users.add("user" + each);
      world.file("/old/user" + each + "/INBOX/folder.idx", "netscape3 1 77 4\n");
    }
    world.edit("/old/user200/INBOX/folder.idx", "netscape3 1 77 4\n1 2147483648 852076801 -\n");
    Gathered said = Gathered.by(moving(users.toArray(String[]::new)), world);
    assertEquals(List.of(100, 100, 50), said.changes.stream().map(each -> ((StoreMove) each).users().size()).toList());
    world.edit("/old/user150/INBOX/folder.idx", "netscape3 1 77 4\n1 2147483648 852076801 -\n");
    said = Gathered.by(moving(users.toArray(String[]::new)), world);
    assertEquals(List.of(100, 100, 50), said.changes.stream().map(each -> ((StoreMove) each).users().size()).toList(), "one large mailbox is within the limit of its group");
    world.edit("/old/user160/INBOX/folder.idx", "netscape3 1 77 4\n1 2147483648 852076801 -\n");
    said = Gathered.by(moving(users.toArray(String[]::new)), world);
    assertEquals(60, ((StoreMove) said.changes.get(0)).users().size());
  }

  @Test
  void aMessageThatIsNotThereAsItWasIsADifference() throws TrekException {
    StepWorld world = world();
    MoveMessages step = moving("amy");
    String wrong = assertThrows(TrekException.class, () -> step.verify(world.view())).getMessage();
    assertTrue(wrong.contains("amy, INBOX, ") && wrong.contains("was not moved"), wrong);
  }
}
