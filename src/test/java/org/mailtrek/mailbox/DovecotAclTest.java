package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.Disk;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillDisk;
import org.mailtrek.host.fault.Killed;
import org.mailtrek.host.fault.MemoryMachine;
import org.mailtrek.host.fault.Points;

class DovecotAclTest {

  private static final String TEXT = "owner lrwstipekxa\nuser=bob lrs\n\"user=john \\\"j\\\" doe\" l :read write-seen\n-user=eve i\ngroup=staff lr\ngroup-override=sales a\nanyone l\n# by hand\nuser=\n";
  private static final HostPath FOLDER = HostPath.of("/vmail/joe/.Work");

  @TempDir private Path locks;

  @Test
  void readsWhoMayDoWhatAsImapNamesThem() {
    DovecotAcl acl = DovecotAcl.read(TEXT.getBytes(StandardCharsets.UTF_8));
    assertEquals("!$sales a, $staff lr, -eve i, anyone l, bob lrs, john \"j\" doe lrs", Rights.told(acl.rights("joe")).replaceFirst("^ [^,]*, ", ""));
    assertEquals("", Rights.told(DovecotAcl.read("user=joe lr\nowner l\n".getBytes(StandardCharsets.UTF_8)).rights("joe")));
  }

  @Test
  void changesOneAndKeepsWhatItDoesNotKnow() {
    DovecotAcl acl = DovecotAcl.read(TEXT.getBytes(StandardCharsets.UTF_8)).with("bob", "").with("$staff", "lrw").with("john \"j\" doe", "lr").with("dan o'neil", "l");
    assertEquals("owner lrwstipekxa\n-user=eve i\ngroup-override=sales a\nanyone l\n# by hand\nuser=\ngroup=staff lrw\n\"user=john \\\"j\\\" doe\" lr\n\"user=dan o'neil\" l\n", new String(acl.text(), StandardCharsets.UTF_8));
    assertTrue(DovecotAcl.read("user=bob l\n".getBytes(StandardCharsets.UTF_8)).with("bob", "").empty());
  }

  @Test
  void givesNoMoreThanServersOfTheOldStandardMeant() {
    assertEquals("lrskte", Rights.tidy("lrscd"));
    assertEquals("lrskxtea", Rights.tidy("acdlrskxte"));
  }

  private static MemoryMachine world() throws TrekException {
    MemoryMachine machine = MemoryMachine.named("mail");
    for (String each : new String[] {"/estate", "/vmail", "/vmail/joe", "/vmail/joe/.Work", "/vmail/joe/.Work/tmp"}) {
      machine.disk().mkdir(HostPath.of(each), 0755);
    }
    byte[] text = "user=carol lr\n".getBytes(StandardCharsets.UTF_8);
    machine.disk().create(FOLDER.resolve(DovecotAcl.NAME));
    machine.disk().append(FOLDER.resolve(DovecotAcl.NAME), text, 0, text.length);
    machine.disk().syncAll(HostPath.ROOT);
    return machine;
  }

  private static AccessPass pass(MemoryMachine machine, Disk disk) throws TrekException {
    HostPath tmp = FOLDER.resolve("tmp");
    new DotLock(disk, machine, FOLDER.resolve(DovecotAcl.NAME), tmp).clear();
    return new AccessPass(AccessList.read(new LineFile(disk, machine, HostPath.of("/estate/rights"))), new MaildirAccess(disk, machine, FOLDER, FOLDER.parent(), "joe"));
  }

  private static void move(MemoryMachine machine, Disk disk) throws TrekException {
    assertEquals("", pass(machine, disk).run(new TreeMap<>(Map.of("bob", "lrs", "anyone", "l"))));
  }

  private static void changed(MemoryMachine machine, Disk disk) throws TrekException {
    assertEquals("", pass(machine, disk).run(new TreeMap<>(Map.of("bob", "lr"))));
  }

  private static String seen(MemoryMachine machine) throws TrekException {
    return new String(machine.readAll(FOLDER.resolve(DovecotAcl.NAME)), StandardCharsets.UTF_8).lines().sorted().toList() + " " + machine.list(FOLDER) + machine.list(FOLDER.resolve("tmp"));
  }

  /** What is done. */
  private interface Act {
    void on(MemoryMachine machine, Disk disk) throws TrekException;
  }

  private static void killedAnywhere(MemoryMachine start, Act act, boolean power) throws TrekException {
    MemoryMachine whole = start.copy();
    Points counting = Points.counting();
    act.on(whole, new KillDisk(whole.disk(), counting));
    for (int point = 0; point < counting.count(); point++) {
      MemoryMachine machine = start.copy();
      try {
        act.on(machine, new KillDisk(machine.disk(), Points.killingAt(point)));
      } catch (Killed expected) {
        if (power) {
          machine.files().losePower();
        }
      }
      MemoryMachine back = machine.copy();
      act.on(machine, machine.disk());
      assertEquals(seen(whole), seen(machine), "killed at " + point + ", again");
      assertEquals(List.of(), pass(back, back.disk()).undo(), "killed at " + point);
      assertEquals(seen(world()), seen(back), "killed at " + point + ", undone");
    }
  }

  @Test
  void rightsAreGivenChangedAndTakenBackWhereverItIsKilled() throws TrekException {
    for (boolean power : new boolean[] {false, true}) {
      killedAnywhere(world(), DovecotAclTest::move, power);
      MemoryMachine moved = world();
      move(moved, moved.disk());
      moved.disk().syncAll(HostPath.ROOT);
      killedAnywhere(moved, DovecotAclTest::changed, power);
    }
  }
}
