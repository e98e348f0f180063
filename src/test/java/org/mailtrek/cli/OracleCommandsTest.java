package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void refusesToWriteOverAFile() throws Exception {
    Files.writeString(folder.resolve("mine.state"), "mine");
    assertEquals(64, said("statefile", "write", "mine.state").exit());
    assertEquals("mine", Files.readString(folder.resolve("mine.state")));
  }
}
