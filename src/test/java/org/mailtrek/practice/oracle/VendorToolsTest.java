package org.mailtrek.practice.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.DiskLayer;
import org.mailtrek.host.Faults;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.UnsyncedDisk;

/** What the stand-ins do is what the runbooks rely on: written from the documented interface before them. */
class VendorToolsTest {

  private static final String OLD = "/opt/sun/comms/messaging64";
  private static final String NEW = "/opt/ucs1/messaging64";
  private static final String CONFIG = "/var/opt/sun/comms/messaging64/config";
  private static final String MEDIA = "/opt/media/8.0.2/commpkg";

  private static final DiskLayer FAST = (disk, folder) -> new UnsyncedDisk(disk);

  @TempDir private static Path made;

  private Path folder;

  @BeforeAll
  static void makeAnEstate() throws Exception {
    OracleEstate.make(made.resolve("machines"), 10, 7, FAST);
  }

  @BeforeEach
  void copyIt(@TempDir Path in) throws Exception {
    folder = in.resolve("machines");
    assertEquals(0, new ProcessBuilder("cp", "-a", made.resolve("machines").toString(), folder.toString()).inheritIO().start().waitFor());
  }

  private SimulatedHost host(String name) throws TrekException {
    return new SimulatedHost(name, folder.resolve(name), new Simulation(Map.of(), VendorTools.all(), FAST, Clock.systemUTC()));
  }

  private static String run(SimulatedHost host, String... command) throws TrekException {
    Programs.Ended ended = host.programs().run(command);
    assertTrue(ended.ok(), () -> List.of(command) + ": " + ended.lastWords());
    return ended.text();
  }

  private static String refused(SimulatedHost host, String... command) throws TrekException {
    Programs.Ended ended = host.programs().run(command);
    assertFalse(ended.ok(), () -> List.of(command) + " went well");
    return ended.lastWords();
  }

  private static boolean has(SimulatedHost host, String path) throws TrekException {
    return host.view().stat(HostPath.of(path)).isPresent();
  }

  private static void sideBySide(SimulatedHost host) throws TrekException {
    run(host, MEDIA, "install", "--comp=MS64", "--installroot", "/opt/ucs1", "--silent=NONE");
    run(host, NEW + "/bin/useconfig", CONFIG);
  }

  @Test
  void commpkgInstallsBesideAndUseconfigLinks() throws Exception {
    try (SimulatedHost host = host("store1")) {
      sideBySide(host);
      assertTrue(run(host, MEDIA, "info").contains("MS64 8.0.2 " + NEW));
      assertEquals(CONFIG, new String(host.view().stat(HostPath.of(NEW + "/config")).orElseThrow().target(), java.nio.charset.StandardCharsets.UTF_8));
      assertTrue(run(host, NEW + "/bin/imsimta", "version").contains("Server 8.0.2 64bit"));
    }
  }

  @Test
  void anOlderVersionDoesNotReadAStoreThatANewerOneHasOpened() throws Exception {
    try (SimulatedHost host = host("store1")) {
      sideBySide(host);
      run(host, OLD + "/bin/stop-msg");
      assertFalse(has(host, CONFIG + "/pidfile.store"));
      run(host, NEW + "/bin/start-msg");
      assertTrue(has(host, CONFIG + "/pidfile.store"));
      run(host, NEW + "/bin/stop-msg");
      assertTrue(refused(host, OLD + "/bin/start-msg").contains("invalid format"));
    }
  }

  @Test
  void aHostWithoutAStoreGoesBackToTheOlderVersion() throws Exception {
    try (SimulatedHost host = host("front1")) {
      sideBySide(host);
      run(host, NEW + "/bin/start-msg");
      run(host, NEW + "/bin/stop-msg");
      run(host, OLD + "/bin/start-msg");
    }
  }

  @Test
  void imsimtaNeedsRestrictedCnfThatOnlyUpdateCfgVersionMakes() throws Exception {
    try (SimulatedHost host = host("store2")) {
      run(host, MEDIA, "install", "--comp=MS64", "--installroot", "/opt/ucs1", "--silent=NONE");
      run(host, NEW + "/bin/useconfig", "/var/opt/sun/comms/messaging/config");
      assertTrue(refused(host, NEW + "/bin/imsimta", "version").contains("restricted.cnf does not exist"));
      run(host, NEW + "/bin/updateCfgVersion");
      run(host, NEW + "/bin/imsimta", "version");
    }
  }

  @Test
  void uninstallingAnOlderTreeStopsTheServicesThatItsLinksLeadTo() throws Exception {
    try (SimulatedHost host = host("store1")) {
      sideBySide(host);
      run(host, OLD + "/bin/stop-msg");
      run(host, NEW + "/bin/start-msg");
      run(host, "/opt/media/7.0.5.31.0/commpkg", "uninstall", "--comp=MS64", "--installroot", "/opt/sun/comms", "--silent=NONE");
      assertFalse(has(host, CONFIG + "/pidfile.store"));
      assertFalse(has(host, OLD));
    }
  }

  @Test
  void zfsRollsBackToTheNewestSnapshotOnly() throws Exception {
    try (SimulatedHost host = host("store1")) {
      run(host, "zfs", "snapshot", "rpool/comms-data@20240101000000");
      run(host, "zfs", "snapshot", "rpool/comms-data@20240101000001");
      assertTrue(refused(host, "zfs", "rollback", "rpool/comms-data@20240101000000").contains("more recent snapshots"));
      sideBySide(host);
      run(host, NEW + "/bin/start-msg");
      run(host, "zfs", "rollback", "rpool/comms-data@20240101000001");
      run(host, OLD + "/bin/start-msg");
    }
  }

  @Test
  void aBackupHoldsWhatCameSinceAndARestoreBringsItBackWithFlags() throws Exception {
    try (SimulatedHost host = host("store1")) {
      String before = run(host, OLD + "/bin/imcheck", "-D");
      MessageStore store = new MessageStore(HostPath.of("/var/opt/sun/comms/messaging64"), new MachineFiles(host));
      run(host, "zfs", "snapshot", "rpool/comms-data@20240101000000");
      store.put(new MessageStore.Message("user1/INBOX", 4, "0011000", "20240102:120000", "new\n"));
      String after = run(host, OLD + "/bin/imcheck", "-D");
      run(host, OLD + "/bin/imsbackup", "-x", "-f", "/var/tmp/since", "-d", "20240101:000000", "/");
      assertEquals(1, run(host, OLD + "/bin/imsrestore", "-t", "-f", "/var/tmp/since").lines().count());
      run(host, "zfs", "rollback", "rpool/comms-data@20240101000000");
      assertEquals(before, run(host, OLD + "/bin/imcheck", "-D"));
      run(host, OLD + "/bin/imsrestore", "-E", "-f", "/var/tmp/since");
      assertEquals(after, run(host, OLD + "/bin/imcheck", "-D"));
    }
  }

  @Test
  void anOldVersionDoesNotRestoreFlagsFromAnIncrementalBackup() throws Exception {
    try (SimulatedHost host = host("store2")) {
      String root = "/opt/sun/comms/messaging";
      run(host, root + "/bin/imsbackup", "-f", "/var/tmp/all", "/");
      run(host, root + "/bin/imsrestore", "-E", "-f", "/var/tmp/all");
      assertTrue(run(host, root + "/bin/imcheck", "-D").lines().allMatch(each -> each.contains("|0000000|")));
    }
  }

  @Test
  void aMailboxIsStreamedIntoAStoreThatNumbersAnewAndDoublesNothing() throws Exception {
    try (SimulatedHost host = host("store1")) {
      String stream = run(host, OLD + "/bin/imsbackup", "-f", "-", "/primary/user/user1");
      assertEquals(3, stream.lines().count());
      String before = run(host, OLD + "/bin/imcheck", "-D", "-p", "user/user1/*");
      MessageStore store = new MessageStore(HostPath.of("/var/opt/sun/comms/messaging64"), new MachineFiles(host));
      store.remove("user1");
      store.put(new MessageStore.Message("user1/INBOX", 2, "0000000", "20240102:120000", "arrived before the others came\n"));
      for (int time = 0; time < 2; time++) {
        assertTrue(host.programs().run(stream.getBytes(java.nio.charset.StandardCharsets.UTF_8), List.of(OLD + "/bin/imsrestore", "-f", "-")).ok());
        assertEquals(4, run(host, OLD + "/bin/imcheck", "-D", "-p", "user/user1/*").lines().count());
      }
      assertTrue(run(host, OLD + "/bin/imcheck", "-D", "-p", "user/user1/*").contains("user1/INBOX|4|"), "the number was taken");
      run(host, OLD + "/bin/mboxutil", "-d", "-p", "user/user1/*");
      assertEquals("", run(host, OLD + "/bin/imcheck", "-D", "-p", "user/user1/*"));
      assertTrue(host.programs().run(stream.getBytes(java.nio.charset.StandardCharsets.UTF_8), List.of(OLD + "/bin/imsrestore", "-f", "-")).ok());
      assertEquals(before, run(host, OLD + "/bin/imcheck", "-D", "-p", "user/user1/*"));
    }
  }

  @Test
  void whatIsHeldForSomebodyGoesBackToTheQueues() throws Exception {
    try (SimulatedHost host = host("store1")) {
      HostPath queue = HostPath.of("/var/opt/sun/comms/messaging64/queue");
      MachineFiles files = new MachineFiles(host);
      files.folders(queue.resolve("hold"));
      files.write(queue.resolve("hold/ZZ1.HELD"), "To: user1\nhello\n");
      files.write(queue.resolve("hold/ZZ2.HELD"), "To: user3\nhello\n");
      run(host, OLD + "/bin/imsimta", "process_held", "-uid=user1");
      assertTrue(has(host, queue + "/reprocess/ZZ1.00"));
      assertTrue(has(host, queue + "/hold/ZZ2.HELD"));
    }
  }

  @Test
  void configutilShowsAndSetsAnOption() throws Exception {
    try (SimulatedHost host = host("store1")) {
      String option = "local.schedule.msprobe.enable";
      assertEquals("1\n", run(host, OLD + "/bin/configutil", "-o", option));
      run(host, OLD + "/bin/configutil", "-o", option, "-v", "0");
      assertEquals("0\n", run(host, OLD + "/bin/configutil", "-o", option));
    }
  }

  @Test
  void everyProgramCanFailWhenThatIsOrdered() throws Exception {
    for (String each : VendorTools.all().keySet()) {
      fails(each);
    }
  }

  private void fails(String program) throws TrekException {
    Faults.of(folder.resolve("store1")).order(Faults.Kind.COMMAND_FAILS, program);
    try (SimulatedHost host = host("store1")) {
      String path = program.equals("commpkg") ? MEDIA : Installed.BIN.contains(program) ? OLD + "/bin/" + program : "/usr/sbin/" + program;
      if (!has(host, path)) {
        new MachineFiles(host).program(HostPath.of(path));
      }
      assertTrue(refused(host, path).contains("failed as ordered"));
    }
  }

  @Test
  void whatOnlyLooksMayBeRunByThoseWhoOnlyLook() throws Exception {
    try (SimulatedHost host = host("store1")) {
      java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
      assertTrue(host.view().inspection().read(List.of(OLD + "/bin/imsimta", "version"), out).ok());
      assertTrue(out.toString(java.nio.charset.StandardCharsets.UTF_8).contains("7.0.5.31.0"));
      org.junit.jupiter.api.Assertions.assertThrows(TrekException.class, () -> host.view().inspection().read(List.of(OLD + "/bin/stop-msg"), out));
    }
  }
}
