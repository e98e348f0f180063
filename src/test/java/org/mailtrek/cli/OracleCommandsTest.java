package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.practice.PracticeMachines;

/** What an administrator of Oracle's server types before anything is changed, on the practice estate. */
class OracleCommandsTest {

  @TempDir private static Path folder;

  @BeforeAll
  static void makeAnEstate() {
    assertEquals(0, Spoken.in(folder, "simulate", "oracle", "--into", "estate", "--users", "10").exit());
  }

  private static Spoken said(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    all[0] = "-e";
    all[1] = folder.resolve("estate").toString();
    return Spoken.in(folder, all);
  }

  @Test
  void discoversTheServersWithTheirPlaces() throws Exception {
    Path bare = Files.createDirectory(folder.resolve("bare"));
    Files.writeString(bare.resolve("estate.yaml"), "estate: bare\nhosts:\n  store1: { simulated: ../estate/practice/store1 }\n  relay1: { simulated: ../estate/practice/relay1 }\n");
    Spoken found = Spoken.in(folder, "-e", bare.toString(), "estate", "discover", "--yes");
    String text = found.out() + found.talk() + Files.readString(bare.resolve("estate.yaml"));
    for (String each : new String[] {"product: oracle", "version: 7.0.5.31.0", "version: 7.0.4.27.0", "root: /opt/sun/comms/messaging64", "data: /var/opt/sun/comms/messaging64", "zfs: rpool/comms-data", "64 bits", "32 bits", "store, MTA", "legacy: msg.conf"}) {
      assertTrue(text.contains(each), () -> each + " is not in " + text);
    }
  }

  @Test
  void discoversFrontEndsInAClusterWithAUnifiedConfiguration() throws Exception {
    assertEquals(0, Spoken.in(folder, "simulate", "oracle-cluster", "--into", "cluster", "--users", "10").exit());
    Spoken checked = Spoken.in(folder.resolve("cluster"), "estate", "check");
    assertEquals(0, checked.exit(), checked::toString);
    String nodes = Spoken.in(folder.resolve("cluster"), "estate", "discover", "--plan").out();
    assertTrue(nodes.contains("none of its own: another node for that of in1") && !nodes.contains("products.in2"), nodes);
    Path config = folder.resolve("cluster/practice/in.shared/global/front/data/config");
    Files.delete(config.resolve("msg.conf"));
    Files.writeString(config.resolve("config.xml"), "<config>\n  <option name=\"local.mmp.enable\">1</option>\n  <option name=\"service.http.enable\">1</option>\n  <option name=\"local.imta.enable\">0</option>\n</config>\n");
    Path bare = Files.createDirectory(folder.resolve("bare-cluster"));
    Files.writeString(bare.resolve("estate.yaml"), "estate: bare\nhosts:\n  in1: { simulated: ../cluster/practice/in1 }\n");
    Spoken found = Spoken.in(folder, "-e", bare.toString(), "estate", "discover", "--yes");
    String text = found.out() + found.talk() + Files.readString(bare.resolve("estate.yaml"));
    for (String each : new String[] {"unified: config.xml in /global/front/data/config", "MMP, webmail, HA agent", "64 bits", "data: /global/front/data", "root: /opt/sun/comms/messaging64"}) {
      assertTrue(text.contains(each), () -> each + " is not in " + text);
    }
    assertTrue(!text.contains("zfs:") && !text.contains("link:"), text);
  }

  @Test
  void aRunTellsHowFarEachMailboxIs() throws Exception {
    Spoken.in(folder, "simulate", "oracle", "--into", "moving", "--users", "10").well();
    Path moving = folder.resolve("moving");
    Spoken.in(moving, "plan", "oracle-coexistent", "--host", "store1", "--to", "store3").well();
    Spoken.in(moving, "apply", "1", "--yes").well();
    String told = Spoken.in(moving, "--json", "run", "show").well().json().getField("mailboxes").toString();
    assertTrue(told.contains("\"mailbox\":\"user1\", \"state\":\"moved\", \"where\":\"store3.example.com\", \"compared\":\"1 folders, 3 messages"), told);
    Spoken.in(moving, "simulate", "stop").well();
    String declared = Files.readString(moving.resolve("estate.yaml"));
    Files.writeString(moving.resolve("estate.yaml"), declared.replaceFirst("password: \\{[^}]*\\}", "password: { file: gone }"));
    Spoken away = Spoken.in(moving, "run", "show").well();
    assertTrue(away.out().contains("clone-configuration") && away.out().contains("! how far the mailboxes of pilot are is not known"), away::toString);
    Files.writeString(moving.resolve("estate.yaml"), declared);
    Spoken.in(moving, "undo", "--yes").well();
    assertFalse(Spoken.in(moving, "--json", "run", "show").well().json().hasField("mailboxes"));
    Spoken.in(moving, "simulate", "stop").well();
  }

  @Test
  void comparesTheStrategiesOfEveryHostAndOrdersTheHosts() {
    String text = said("strategy", "compare", "--plain").out();
    assertEquals(3, text.lines().filter(each -> each.startsWith("store2") && (each.contains("coexistent") && each.contains("yes") || each.contains("no: the databases of a 32-bit store"))).count(), text);
    String order = said("--json", "strategy", "compare").json().getField("order").toString();
    assertTrue(order.indexOf("front1") < order.indexOf("store1") && order.indexOf("store2") < order.indexOf("relay1"), order);
    assertTrue(said("strategy", "compare", "--plain", "--cassandra").out().contains("rehostuser"));
  }

  @Test
  void writesEditsAndChecksAStateFile() throws Exception {
    assertEquals(0, said("statefile", "write", "store2.state", "--host", "store2").exit());
    assertTrue(Files.readString(folder.resolve("store2.state")).contains("\nINSTALLROOT=/opt/sun/comms\n"));
    assertTrue(Files.readString(folder.resolve("store2.state")).contains("\nCOMPONENTS=MS\n"));
    assertEquals(0, said("statefile", "edit", "store2.state", "EXCLUDEOS=NO").exit());
    assertEquals(0, said("statefile", "check", "store2.state").exit());
    Spoken refused = said("statefile", "edit", "store2.state", "UPGRADSC=no");
    assertEquals(64, refused.exit());
    assertTrue(refused.talk().contains("perhaps UPGRADESC"), refused::talk);
    Files.writeString(folder.resolve("odd.state"), Files.readString(folder.resolve("store2.state")) + "INSTALROOT=/x\n");
    Spoken odd = said("statefile", "check", "odd.state", "--over", "--comp=MS64");
    assertEquals(2, odd.exit());
    assertTrue(odd.out().contains("perhaps INSTALLROOT") && odd.out().contains("COMPONENTS=MS is overridden: MS64"), odd::out);
  }

  @Test
  void takesTheAnswersOfADryRunFromTheHost() throws Exception {
    Spoken none = said("statefile", "write", "dry.state", "--host", "front1", "--from-dry-run");
    assertTrue(none.exit() != 0 && none.talk().contains("commpkg upgrade --dry-run, on front1"), none::talk);
    Path host = folder.resolve("estate/practice/front1");
    try (OpenedEstate estate = OpenedEstate.open(folder.resolve("estate"), Surroundings.quiet(new PracticeMachines(), new ServerPorts()))) {
      assertTrue(estate.host("front1").programs().run("/opt/media/8.0.2/commpkg", "upgrade", "--dry-run", "--comp=MS64", "--installroot", "/opt/ucs1").ok());
    }
    Path logs = host.resolve("var/opt/CommsInstaller/logs");
    Path answers = logs.resolve("silent_CommsInstaller_20150601120000");
    Files.writeString(logs.resolve("silent_CommsInstaller_20140601120000"), "VERB=upgrade\nEXCLUDEOS=yes\n");
    Files.writeString(logs.resolve("silent_CommsInstaller_20160601120000"), "VERB=uninstall\nROOTDIR=/opt/sun/comms\nCOMPONENTS=MS64\nINSTALLNAME=\n");
    Spoken taken = said("statefile", "write", "dry.state", "--host", "front1", "--from-dry-run", "--set", "EXCLUDEOS=yes");
    assertEquals(0, taken.exit(), taken::talk);
    assertEquals(Files.readString(answers).replace("EXCLUDEOS=NO", "EXCLUDEOS=yes"), Files.readString(folder.resolve("dry.state")));
    String said = taken.out() + taken.talk();
    assertTrue(said.contains("INSTALLROOT is /opt/ucs1 there, and /opt/sun/comms in estate.yaml") && said.contains("UPGRADESC is no"), said);
    assertEquals(0, said("statefile", "write", "gone.state", "--host", "front1", "--verb", "uninstall", "--from-dry-run").exit());
    assertTrue(Files.readString(folder.resolve("gone.state")).startsWith("VERB=uninstall\n"));
    assertEquals(64, said("statefile", "write", "no-host.state", "--from-dry-run").exit());
    Files.writeString(answers, "INSTALROOT=/x\n", StandardOpenOption.APPEND);
    Spoken odd = said("statefile", "write", "odd-dry.state", "--host", "front1", "--from-dry-run");
    assertTrue(odd.exit() != 0 && odd.talk().contains("line 6: INSTALROOT") && !Files.exists(folder.resolve("odd-dry.state")), odd::talk);
  }

  @Test
  void refusesToWriteOverAFile() throws Exception {
    Files.writeString(folder.resolve("mine.state"), "mine");
    assertEquals(64, said("statefile", "write", "mine.state").exit());
    assertEquals("mine", Files.readString(folder.resolve("mine.state")));
  }
}
