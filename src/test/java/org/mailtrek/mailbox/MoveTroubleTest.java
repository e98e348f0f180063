package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.Disk;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryMachine;

/** A full disk, messages that can't be read, and a folder that grows while it is read: nothing is lost or doubled, and what is missing is said. */
class MoveTroubleTest {

  private static final Set<String> NEEDS_ROOM = Set.of("create", "append", "mkdir", "link");
  private static final int MESSAGES = 4;

  @TempDir Path folder;
  private int tries;

  private static MemoryMachine world() throws TrekException {
    MemoryMachine machine = MemoryMachine.named("mail");
    for (String each : List.of("/old", "/vmail", "/estate", "/old/joe", "/old/joe/INBOX", "/old/joe/Work")) {
      machine.disk().mkdir(HostPath.of(each), 0755);
    }
    for (String name : List.of("INBOX", "Work")) {
      StringBuilder index = new StringBuilder("netscape3 1 77 9\n");
      for (int uid = 1; uid <= MESSAGES; uid++) {
        write(machine, "/old/joe/" + name + "/" + uid + ".msg", "Message-ID: <" + uid + name + "@x>\n\n" + uid + "\n");
        index.append(uid).append(" 0 85207680").append(uid).append(" S\n");
      }
      write(machine, "/old/joe/" + name + "/folder.idx", index.toString());
    }
    return machine;
  }

  private static void write(MemoryMachine machine, String file, String text) throws TrekException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    machine.disk().create(HostPath.of(file));
    machine.disk().append(HostPath.of(file), bytes, 0, bytes.length);
  }

  /** A disk that has room for so many writes more below a folder; {@code used} counts them. */
  private static Disk full(Disk real, String below, int room, int[] used) {
    return (Disk) Proxy.newProxyInstance(Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
      if (method.getName().equals("files")) {
        return InvocationHandler.invokeDefault(proxy, method, arguments); // one by one, through this disk
      }
      if (NEEDS_ROOM.contains(method.getName()) && arguments[0].toString().startsWith(below) && ++used[0] > room) {
        throw TrekException.at(arguments[0]).found("No space left on device").next("make room");
      }
      try {
        return method.invoke(real, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    });
  }

  private MoveTally move(MemoryMachine machine, Disk disk, int ledger) throws TrekException {
    Ledger noted = Ledger.open(disk, machine, HostPath.of("/estate/moves"), new MovePair("here", "a", "here", "b"), folder.resolve("locks" + ledger));
    MailMove.Place place = new MailMove.Place(disk, machine);
    MailMove.Sides sides = new MailMove.Sides(StoreKind.open(machine, "netscape3:/old"), place, StoreKind.fill(disk, machine, "maildir:/vmail/%u/Maildir"), place);
    return new MailMove(noted, sides, Clock.systemUTC(), "me").run(List.of("joe"), MailMove.Terms.of(1), Progress.NONE, new Interruption());
  }

  private static String there(MemoryMachine machine) throws TrekException {
    return Dovecot.messages(StoreKind.open(machine, "maildir:/vmail/%u/Maildir"), "joe");
  }

  @Test
  void aDiskThatIsFullAtAnyWriteIsToldAndTheNextRunEndsAsIfItNeverWas() throws TrekException {
    for (String below : List.of("/vmail", "/estate")) {
      MemoryMachine undisturbed = world();
      int[] needed = new int[1];
      move(undisturbed, full(undisturbed.disk(), below, Integer.MAX_VALUE, needed), tries++);
      assertTrue(needed[0] > 10, () -> needed[0] + " writes");
      for (int room = 0; room < needed[0]; room++) {
        MemoryMachine machine = world();
        String told;
        int ledger = tries++;
        try {
          told = move(machine, full(machine.disk(), below, room, new int[1]), ledger).lines().toString();
        } catch (TrekException e) {
          told = e.getMessage();
        }
        assertTrue(told.contains("No space left"), below + " with room for " + room + ": " + told);
        assertEquals(List.of(), move(machine, machine.disk(), ledger).lines(), below + " with room for " + room);
        assertEquals(there(undisturbed), there(machine), below + " with room for " + room);
      }
    }
  }

  @Test
  void aMessageThatCannotBeReadIsNamedAndTheOthersAreMovedAndItFollows() throws TrekException {
    MemoryMachine machine = world();
    machine.disk().delete(HostPath.of("/old/joe/INBOX/2.msg"));
    machine.disk().delete(HostPath.of("/old/joe/Work/4.msg"));
    int ledger = tries++;
    MoveTally tally = move(machine, machine.disk(), ledger);
    assertEquals(2, tally.failed());
    assertTrue(tally.lines().toString().contains("joe, INBOX: 1 can't be read: 2.msg"), () -> tally.lines().toString());
    assertEquals(2 * MESSAGES - 2, there(machine).lines().count());
    write(machine, "/old/joe/INBOX/2.msg", "Message-ID: <2INBOX@x>\n\n2\n");
    write(machine, "/old/joe/Work/4.msg", "Message-ID: <4Work@x>\n\n4\n");
    assertEquals(0, move(machine, machine.disk(), ledger).failed());
    String all = there(machine);
    assertEquals(2 * MESSAGES, all.lines().count(), all);
    assertTrue(all.contains("2INBOX@x") && all.contains("4Work@x"), all);
  }

  @Test
  void aFolderThatGrowsWhileItIsReadIsMovedWhole() throws Exception {
    OldStore old = new OldStore(Files.createDirectories(folder.resolve("old")));
    Files.createDirectories(folder.resolve("vmail"));
    Path inbox = old.begin("joe", "INBOX", 77, 1);
    CompletableFuture<Void> arriving = CompletableFuture.runAsync(() -> {
      try {
        for (int uid = 1; uid <= 400; uid++) {
          old.add(inbox, uid, "Message-ID: <" + uid + "@x>\n\n" + uid + "\n", "S");
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
    do {
      MoveTally tally = MovingChild.move(folder);
      assertEquals(0, tally.failed(), () -> tally.lines().toString());
    } while (!arriving.isDone());
    arriving.get();
    assertEquals(0, MovingChild.move(folder).failed());
    MailStore source = StoreKind.open(LocalHost.files("here"), "netscape3:" + folder.resolve("old"));
    MailStore target = StoreKind.open(LocalHost.files("here"), "maildir:" + folder.resolve("vmail") + "/%u/Maildir");
    List<String> wanted = Dovecot.messages(source, "joe").lines().toList();
    List<String> found = Dovecot.messages(target, "joe").lines().toList();
    assertEquals(List.of(), wanted.stream().filter(each -> !found.contains(each)).toList(), () -> "instead " + found.stream().filter(each -> !wanted.contains(each)).toList());
    assertEquals(wanted.size(), found.size());
  }

  @Test
  void aFolderOfManyMessagesIsThereAfterOnePassAndTheSecondDoesNothing() throws Exception {
    OldStore old = new OldStore(Files.createDirectories(folder.resolve("old")));
    Files.createDirectories(folder.resolve("vmail"));
    Path inbox = old.begin("joe", "INBOX", 77, 301);
    for (int uid = 1; uid <= 300; uid++) {
      old.add(inbox, uid, "Message-ID: <" + uid + "@x>\n\n" + uid + "\n", "S");
    }
    MoveTally first = MovingChild.move(folder);
    assertEquals("300 300", first.added() + " " + first.messages());
    try (var all = Files.list(folder.resolve("vmail/joe/Maildir/cur"))) {
      assertEquals(300, all.count());
    }
    MoveTally second = MovingChild.move(folder);
    assertEquals("0 300", second.added() + " " + second.messages());
  }
}
