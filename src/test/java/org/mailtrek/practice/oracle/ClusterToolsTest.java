package org.mailtrek.practice.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.DiskLayer;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.UnsyncedDisk;

/** The stand-ins for a cluster's programs, its zones, and its agent; written from the documented interface before what drives them. */
class ClusterToolsTest {

  private static final DiskLayer FAST = (disk, folder) -> new UnsyncedDisk(disk);
  private static final String OLD = "/global/mail/comms/messaging64";
  private static final String NEW = "/global/new/messaging64";
  private static final String CONFIG = "/global/mail/data/config";
  private static final String MEDIA = "/opt/media/8.0.2/commpkg";

  @TempDir private static Path made;
  @TempDir private Path in;
  private Path folder;

  @BeforeAll
  static void makeAnEstate() throws Exception {
    ClusterEstate.make(made.resolve("machines"), 4, FAST);
  }

  @BeforeEach
  void copyIt() throws Exception {
    folder = in.resolve("machines");
    assertEquals(0, new ProcessBuilder("cp", "-a", made.resolve("machines").toString(), folder.toString()).inheritIO().start().waitFor());
  }

  private SimulatedHost host(String name) throws TrekException {
    return new SimulatedHost(name, folder.resolve(name), new Simulation(Map.of(), VendorTools.all(), FAST, Clock.systemUTC()));
  }

  private String run(String node, String... command) throws TrekException {
    try (SimulatedHost host = host(node)) {
      Programs.Ended ended = host.programs().run(command);
      assertTrue(ended.ok(), () -> List.of(command) + ": " + ended.lastWords());
      return ended.text();
    }
  }

  private String refused(String node, String... command) throws TrekException {
    try (SimulatedHost host = host(node)) {
      Programs.Ended ended = host.programs().run(command);
      assertFalse(ended.ok(), () -> List.of(command) + " went well");
      return ended.lastWords();
    }
  }

  private boolean has(String node, String path) throws TrekException {
    try (SimulatedHost host = host(node)) {
      return host.view().stat(HostPath.of(path)).isPresent();
    }
  }

  private String asked(String tag, String... more) throws TrekException {
    String[] words = new String[7 + more.length];
    System.arraycopy(new String[] {"scha_resource_get", "-O", tag, "-R", "mail-rs", "-G", "mail-rg"}, 0, words, 0, 7);
    System.arraycopy(more, 0, words, 7, more.length);
    return run("ha2", words);
  }

  @Test
  void bothNodesSeeWhatTheyShareAndNothingElse() throws Exception {
    assertTrue(has("ha1", CONFIG + "/msg.conf") && has("ha2", CONFIG + "/msg.conf"));
    assertTrue(has("in1", "/opt/sun/comms/messaging64/bin/start-msg") && !has("in1", CONFIG));
    assertTrue(has("in2", "/opt/sun/comms/messaging64/config/msg.conf"), "a tree of the node leads to what both share");
    assertFalse(Files.exists(folder.resolve("ha1/global/mail")), "it lies beside the roots");
  }

  @Test
  void disablingStopsTheServerAndEnablingStartsIt() throws Exception {
    run("ha1", "scswitch", "-n", "-j", "mail-rs");
    assertFalse(has("ha1", CONFIG + "/pidfile.store"));
    assertEquals("DISABLED\n", asked("ON_OFF_SWITCH"));
    run("ha2", "scswitch", "-n", "-j", "mail-rs");
    run("ha1", "scswitch", "-e", "-j", "mail-rs");
    assertTrue(has("ha1", CONFIG + "/pidfile.store"));
    assertEquals("ONLINE\n", asked("RESOURCE_STATE_NODE", "ha1"));
  }

  @Test
  void aGroupIsSwitchedOverWithWhatIsEnabledInIt() throws Exception {
    run("ha1", "scswitch", "-z", "-g", "mail-rg", "-h", "ha2");
    assertEquals("ONLINE\n", run("ha1", "scha_resourcegroup_get", "-O", "RG_STATE_NODE", "-G", "mail-rg", "ha2"));
    assertEquals("OFFLINE\n", asked("RESOURCE_STATE_NODE", "ha1"));
    assertTrue(has("ha2", CONFIG + "/pidfile.store"));
    assertTrue(refused("ha1", "scswitch", "-z", "-g", "mail-rg", "-h", "in1").contains("invalid"));
  }

  @Test
  void theNewerCommandsDoTheSame() throws Exception {
    run("ha1", "clresource", "disable", "relay-rs");
    run("ha1", "clresource", "unmonitor", "mail-rs");
    run("ha1", "clresourcegroup", "switch", "-n", "ha1", "relay-rg");
    run("ha1", "clresource", "set", "-p", "IMS_serverroot=" + OLD, "relay-rs");
    run("ha1", "clresource", "enable", "relay-rs");
    assertEquals("DISABLED\n", asked("MONITORED_SWITCH"));
    assertEquals("STRING\n" + OLD + "\n", run("ha2", "scha_resource_get", "-O", "EXTENSION", "-R", "relay-rs", "-G", "relay-rg", "IMS_serverroot"));
  }

  @Test
  void theServerRootMustHoldAServer() throws Exception {
    assertTrue(refused("ha1", "scrgadm", "-cj", "mail-rs", "-x", "IMS_serverroot=" + NEW).contains("no server"));
    assertTrue(refused("ha1", "scrgadm", "-cj", "mail-rs", "-x", "Colour=red").contains("property"));
  }

  @Test
  void anAgentFromBefore7DoesNotStartTheNewServer() throws Exception {
    run("ha1", MEDIA, "install", "--comp=MS64", "--installroot", "/global/new", "--silent=NONE");
    run("ha1", NEW + "/bin/useconfig", CONFIG);
    run("ha1", "scswitch", "-n", "-j", "mail-rs");
    run("ha1", NEW + "/bin/start-msg", "watcher");
    run("ha1", "scrgadm", "-cj", "mail-rs", "-x", "IMS_serverroot=" + NEW);
    assertTrue(refused("ha1", "scswitch", "-e", "-j", "mail-rs").contains("SUNW.ims:6.3"));
    run("ha1", "zlogin", "zone1", MEDIA, "uninstall", "--comp=MS_SCHA", "--silent=NONE");
    run("ha1", MEDIA, "upgrade", "--comp=MS_SCHA", "--silent=NONE");
    run("ha1", "scswitch", "-e", "-j", "mail-rs");
    assertTrue(run("ha2", "scha_resource_get", "-O", "TYPE_VERSION", "-R", "mail-rs", "-G", "mail-rg").contains("7.0.4"));
  }

  @Test
  void theWatcherAloneLeavesTheStoreAsItIs() throws Exception {
    run("ha1", MEDIA, "install", "--comp=MS64", "--installroot", "/global/new", "--silent=NONE");
    run("ha1", NEW + "/bin/useconfig", CONFIG);
    run("ha1", "scswitch", "-n", "-j", "mail-rs");
    run("ha1", NEW + "/bin/start-msg", "watcher");
    run("ha1", OLD + "/bin/stop-msg");
    run("ha1", "scswitch", "-e", "-j", "mail-rs");
    assertTrue(has("ha1", CONFIG + "/pidfile.store"), "the old version still reads it");
  }

  @Test
  void anAgentOfAZonesOwnIsUninstalledThereFirst() throws Exception {
    assertTrue(run("ha1", "zoneadm", "list", "-p").contains("zone1:running:/zones/zone1"));
    assertTrue(refused("ha1", MEDIA, "upgrade", "--comp=MS_SCHA", "--silent=NONE").contains("zone1 has a SUNWscims of its own"));
    assertTrue(run("ha1", "zlogin", "zone1", MEDIA, "info").contains("MS_SCHA 6.3"));
    run("ha1", "zlogin", "zone1", MEDIA, "uninstall", "--comp=MS_SCHA", "--silent=NONE");
    run("ha1", MEDIA, "upgrade", "--comp=MS_SCHA", "--silent=NONE");
    assertTrue(run("ha1", "zlogin", "zone1", MEDIA, "info").contains("MS_SCHA 7.0.4"), "it comes to the zones by itself");
  }

  @Test
  void theAgentWantsToReachTheServerOfEachInstance() throws Exception {
    Path relay = folder.resolve("ha.shared/global/relay/comms");
    Files.move(relay, folder.resolve("ha.shared/global/relay/elsewhere"));
    assertTrue(refused("ha2", MEDIA, "upgrade", "--comp=MS_SCHA", "--silent=NONE").contains("not accessible from ha2"));
  }

  @Test
  void aDryRunLeavesAStateFileAndNothingElse() throws Exception {
    run("in1", MEDIA, "upgrade", "--dry-run", "--comp=MS64");
    assertTrue(has("in1", "/var/opt/CommsInstaller/logs/silent_CommsInstaller_20150601120000"));
    assertTrue(run("in1", MEDIA, "info").contains("MS64 7.0.5.31.0"));
    assertTrue(run("in1", MEDIA, "info", "--listPackages").contains("MS_SCHA 7.0.4"));
  }

  @Test
  void configtoxmlKeepsTheOldFilesAside() throws Exception {
    String front = "/global/front/data/config";
    run("in1", "/opt/sun/comms/messaging64/bin/stop-msg");
    run("in1", "/opt/sun/comms/messaging64/bin/configtoxml");
    assertTrue(has("in2", front + "/config.xml") && has("in2", front + "/legacy-config/msg.conf") && !has("in2", front + "/msg.conf"));
    run("in1", "/opt/sun/comms/messaging64/bin/configtoxml");
    run("in1", "/opt/sun/comms/messaging64/bin/start-msg");
    assertTrue(has("in2", front + "/pidfile.mmp"), "the roles are those of the unified configuration");
  }
}
