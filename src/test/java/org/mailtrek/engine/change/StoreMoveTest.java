package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryMover;
import org.mailtrek.mailbox.MailFolder;
import org.mailtrek.mailbox.MailStore;
import org.mailtrek.mailbox.StoreKind;

class StoreMoveTest {

  private static final boolean EXHAUSTIVE = Boolean.getBoolean("mailtrek.exhaustive");
  private static final String MAILDIR = "maildir:/vmail/%u/Maildir";
  private static final String FOUR = "ims4:/vmail";

  private static World world() throws TrekException {
    World world = World.empty();
    Disk disk = world.machine().disk();
    for (String each : List.of("/old", "/vmail", "/estate", "/old/joe", "/old/joe/INBOX", "/old/joe/Work", "/old/amy", "/old/amy/INBOX")) {
      disk.mkdir(HostPath.of(each), 0755);
    }
    disk.chown(HostPath.of("/vmail"), 5000, 5001);
    write(disk, "/old/joe/INBOX/folder.idx", "netscape3 1 77 4\n1 6 852076801 S later\n3 6 852076803 -\n");
    write(disk, "/old/joe/INBOX/1.msg", "A: 1\n\n");
    write(disk, "/old/joe/INBOX/3.msg", "A: 3\n\n");
    write(disk, "/old/joe/Work/folder.idx", "netscape3 1 78 1\n");
    write(disk, "/old/joe/subscribed.idx", "INBOX\nWork\n");
    write(disk, "/old/amy/INBOX/folder.idx", "netscape3 1 79 2\n1 6 852076800 F\n");
    write(disk, "/old/amy/INBOX/1.msg", "B: 1\n\n");
    for (String each : List.of("/old/joe/INBOX/1.msg", "/old/joe/INBOX/3.msg", "/old/amy/INBOX/1.msg")) {
      String arrived = each.contains("amy") ? "85207680" + 0 : "85207680" + each.charAt(15);
      disk.touch(HostPath.of(each), Instant.ofEpochSecond(Long.parseLong(arrived)));
    }
    return world;
  }

  private static void write(Disk disk, String file, String text) throws TrekException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    disk.create(HostPath.of(file));
    disk.append(HostPath.of(file), bytes, 0, bytes.length);
  }

  private static StoreMove move(String target, boolean remove, String... users) {
    return new StoreMove(new MovePair("mail1", "netscape3:/old", "mail1", target), List.of(users), 1, remove);
  }

  /** Mailboxes as they are seen, and all files but theirs and the ledger's. A loss of power may leave empty folders: their entries in the ledger are not synced before. One that was taken back in part gets another UID when it is put there again, as it must. */
  private static SortedMap<String, String> shown(World world, boolean allTimes, String target) throws Exception {
    SortedMap<String, String> lines = new TreeMap<>(world.dump(allTimes));
    lines.keySet().removeIf(each -> each.startsWith("/vmail/") || each.startsWith(MemoryMover.LEDGERS.toString()));
    lines.remove("/estate"); // where the ledger is made
    lines.replaceAll((path, line) -> path.matches("/old/.*[^x]") && line.startsWith("FOLDER") ? "FOLDER" : line); // their times change when messages leave
    MailStore store = StoreKind.open(world.machine().view(), target);
    for (String user : store.users()) {
      for (MailFolder folder : store.folders(user)) {
        List<String> messages = new ArrayList<>();
        folder.messages(each -> messages.add(each.arrived() + " " + each.marks() + " " + new String(read(folder, each), StandardCharsets.US_ASCII)));
        Collections.sort(messages);
        if (!messages.isEmpty()) {
          lines.put(user + " " + folder.name(), folder.uidValidity() + " " + messages);
        }
      }
    }
    return lines;
  }

  private static byte[] read(MailFolder folder, org.mailtrek.mailbox.Message message) throws TrekException {
    try (var in = folder.open(message)) {
      return in.readAllBytes();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<ChangeCase> cases() throws Exception {
    Stream<ChangeCase> all = Stream.of(
        ChangeCase.of("into Maildirs", world(), view -> move(MAILDIR, false, "joe", "amy")).shownBy((world, times) -> shown(world, times, MAILDIR)).unforeseen("/vmail", "/estate"),
        ChangeCase.of("and removed", world(), view -> move(MAILDIR, true, "amy")).shownBy((world, times) -> shown(world, times, MAILDIR)).unforeseen("/vmail", "/estate", "/old"),
        ChangeCase.of("into the layout of four", world(), view -> move(FOUR, false, "amy")).shownBy((world, times) -> shown(world, times, FOUR)).unforeseen("/vmail", "/estate"));
    return all.map(each -> EXHAUSTIVE ? each : each.lightly());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  @Test
  void leavesTheCopiesOfWhoeverWasMovedBefore() throws Exception {
    World world = world();
    StoreMove earlier = move(MAILDIR, false, "amy");
    earlier.perform(world.estate(), new MemorySide());
    StoreMove both = move(MAILDIR, false, "joe", "amy");
    MemorySide side = new MemorySide();
    both.keep(world.estate().view(), side);
    assertTrue(both.perform(world.estate(), side).nothing());
    assertEquals(Seen.AFTER, both.look(world.estate().view(), side));
    Left left = both.revert(world.estate(), side);
    assertTrue(left.toString().contains("of amy something had been moved before"), left::toString);
    SortedMap<String, String> shown = shown(world, false, MAILDIR);
    assertTrue(shown.containsKey("amy INBOX") && !shown.containsKey("joe INBOX"), shown::toString);
    assertEquals(Seen.BEFORE, both.look(world.estate().view(), side));
  }

  @Test
  void saysWhatStaysAndGoesOnWithTheOthers() throws Exception {
    World world = world();
    world.machine().disk().delete(HostPath.of("/old/joe/INBOX/3.msg"));
    StoreMove both = move(MAILDIR, false, "joe", "amy");
    Left left = both.perform(world.estate(), new MemorySide());
    assertTrue(left.toString().contains("joe, INBOX: 1 can't be read"), left::toString);
    assertTrue(shown(world, false, MAILDIR).get("amy INBOX").contains("B: 1"));
  }

  @Test
  void leavesWhatSomebodyMarkedSince() throws Exception {
    World world = world();
    StoreMove amy = move(MAILDIR, false, "amy");
    amy.perform(world.estate(), new MemorySide());
    FilesView files = world.machine().view();
    HostPath cur = HostPath.of("/vmail/amy/Maildir/cur");
    HostPath message = files.list(cur).get(0);
    world.machine().disk().rename(message, cur.resolve(message.name().replaceAll(",[A-Z]*$", ",RS")));
    Left left = amy.revert(world.estate(), new MemorySide());
    assertTrue(left.toString().contains("marked or moved by somebody else"), left::toString);
    assertEquals(1, files.list(cur).size());
  }
}
