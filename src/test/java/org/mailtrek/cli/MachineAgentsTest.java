package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unboundid.util.json.JSONObject;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.MachineAgents;
import org.mailtrek.lab.MachineCensus;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.ZarafaLab;

/**
 * A whole migration of a booted machine on which Exim or Sendmail takes mail: it is found with its lookups, stopped first, and started last only when it
 * finds people and who delivers takes mail; else it stays down (K1).
 */
@RequiresMachine
@EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
final class MachineAgentsTest {

  /** What an agent writes while it runs, or whenever it starts: Sendmail's script writes its settings anew, in the same words. */
  private static final String[] LEFT_OUT = {"/var/lib/mailtrek", "/var/lib/exim4", "/var/spool/exim4", "/var/spool/mqueue", "/var/spool/mqueue-client", "/var/lib/sendmail", "/etc/mail/sendmail.conf"};

  @TempDir private Path temporary;

  /** An agent. */
  enum Agent {
    EXIM("exim4", "/etc/exim4/exim4.conf", "exim"),
    SENDMAIL("sendmail", "/etc/mail/sendmail.cf", "sendmail");

    private final String service;
    private final String configuration;
    private final String found;

    Agent(String service, String configuration, String found) {
      this.service = service;
      this.configuration = configuration;
      this.found = found;
    }

    private boolean on(LabMachine machine) {
      return this == EXIM ? MachineAgents.exim(machine) : MachineAgents.sendmail(machine);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAgentComesBackLastAndOnlyWhenMailIsDelivered(Agent agent) throws Exception {
    try (LabMachine machine = ZarafaLab.boot()) {
      assumeTrue(agent.on(machine) || "1".equals(System.getenv("MAILTREK_REQUIRE_LAB")), "its packages can't be fetched");
      Path folder = LabEstate.in(temporary.resolve("acme"), machine).folder();
      machine.sh("mkdir -p /var/lib/mailtrek");
      String facts = Spoken.in(folder, "--json", "estate", "discover").json().getFieldAsArray("facts").toString();
      assertTrue(facts.contains("\"mail transfer\"") && facts.contains(agent.found + " names the old schema: zarafa-user"), facts);
      MachineCensus before = MachineCensus.of(machine, LEFT_OUT);

      JSONObject plan = Spoken.in(folder, "--json", "plan", "zcp-to-kopano").well().json();
      String[] acts = plan.getFieldAsArray("steps").stream().map(each -> (JSONObject) each)
          .filter(each -> each.getFieldAsInteger("items") != null && each.getFieldAsInteger("items") > 0).map(each -> each.getFieldAsString("id")).toArray(String[]::new);
      assertEquals("stop-mail", Arrays.stream(acts).filter(each -> !each.equals("fetch-packages")).findFirst().orElseThrow());
      assertEquals("start-mail", acts[acts.length - 1]);
      Spoken applied = Spoken.in(folder, "apply", plan.getFieldAsString("plan"), "--yes");
      assertEquals(0, applied.exit(), () -> applied.talk() + applied.out().replaceFirst("(?s).*\\n(?=! )", ""));
      assertEquals("inactive", state(machine, agent));

      String kept = "cp -p " + agent.configuration + " /run/kept && touch -r $(dirname " + agent.configuration + ") /run/kept.time && touch -r /etc /run/etc.time";
      machine.sh(kept + " && sed -i 's/kopano-user/nobody/' " + agent.configuration + " && mkdir -p /etc/stand-ins && echo 'knows-nobody 1' >/etc/stand-ins/kopano-dagent");
      staysDown(machine, agent, Spoken.in(folder, "open", "--yes"), "finds none of");
      machine.sh("cp -p /run/kept " + agent.configuration + " && touch -r /run/kept.time $(dirname " + agent.configuration + ")");
      staysDown(machine, agent, Spoken.in(folder, "resume", "--yes"), "takes no mail for");
      machine.sh("rm -r /etc/stand-ins && touch -r /run/etc.time /etc && systemctl restart kopano-dagent");
      Spoken.in(folder, "resume", "--yes").well();
      assertEquals("active", state(machine, agent));
      Spoken.in(folder, "check").well();

      Spoken.in(folder, "undo", "--yes", "--confirm=acme").well();
      assertEquals(4, Spoken.in(folder, "undo", "--yes", "--confirm=acme").exit(), "only the schema's empty entry stays");
      assertEquals("", before.differences(MachineCensus.of(machine, LEFT_OUT)));
    }
  }

  private static void staysDown(LabMachine machine, Agent agent, Spoken said, String why) {
    assertEquals(3, said.exit(), said::toString);
    String all = said.out() + said.talk();
    assertTrue(all.contains(why) && all.contains(agent.service + " STAYS DOWN"), said::toString);
    assertEquals("inactive", state(machine, agent));
  }

  private static String state(LabMachine machine, Agent agent) {
    return machine.sh("systemctl is-active " + agent.service + " || true").strip();
  }
}
