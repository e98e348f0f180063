package org.mailtrek.practice.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;
import org.mailtrek.runbook.crash.OracleWorld;

/** The stand-in for rehostuser moves a mailbox as a whole, from host to host, and says what it can't do. */
class RehostUserTest {

  private static final String OLD = "/opt/sun/comms/messaging64";
  private static final String NEW = "/opt/ucs1/messaging64";

  private static Programs.Ended rehost(OracleWorld world, String host, String... words) throws TrekException {
    List<String> command = new ArrayList<>(List.of(RehostUser.PLACE.toString()));
    command.addAll(List.of(words));
    return world.estate().host(host).programs().run(command.toArray(String[]::new));
  }

  private static String holds(OracleWorld world, String host, String root) throws TrekException {
    return world.estate().host(host).programs().run(root + "/bin/imcheck", "-D", "-p", "user/user3/*").text();
  }

  @Test
  void movesAMailboxWithItsFlagsAndNamesTheOtherHost(@TempDir Path folder) throws Exception {
    OracleWorld.make(folder);
    OracleWorld.longAgo(folder, "oracle-coexistent", Map.of("host", "store1", "to", "store3", "pilot", "user1", "users", "user1"));
    try (OracleWorld world = OracleWorld.open(folder, Points.counting())) {
      String held = holds(world, "store1", OLD);
      assertEquals(3, held.lines().count(), held);
      for (int again = 0; again < 2; again++) {
        assertTrue(rehost(world, "store1", "user3", "store3.example.com").ok(), "also when it is begun again");
        assertEquals(held, holds(world, "store3", NEW));
        assertEquals("", holds(world, "store1", OLD));
        assertEquals("store3.example.com", world.directory().entry("uid=user3,ou=People,dc=example,dc=com").orElseThrow().getAttributeValue("mailHost"));
      }
    }
  }

  @Test
  void saysWhatItCannotDo(@TempDir Path folder) throws Exception {
    OracleWorld.make(folder);
    try (OracleWorld world = OracleWorld.open(folder, Points.counting())) {
      assertEquals(64, rehost(world, "store1", "user3").code());
      assertTrue(rehost(world, "store1", "nobody", "store2.example.com").lastWords().contains("no user nobody"));
      assertTrue(rehost(world, "store1", "user3", "store3.example.com").lastWords().contains("no store runs at store3.example.com"));
      assertTrue(rehost(world, "store3", "user3", "store1.example.com").lastWords().contains("stored does not run"));
      assertEquals("store1.example.com", world.directory().entry("uid=user3,ou=People,dc=example,dc=com").orElseThrow().getAttributeValue("mailHost"));
    }
  }
}
