package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.config.Release;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** The programs that add to a server what older releases did not store (K13, Z10), each only where it applies. */
final class MissingDataTest {

  private static final HostPath INDEX = HostPath.of("/var/lib/search");

  private static List<String> found(StepWorld world, String from, String to) throws TrekException {
    HostPath etc = HostPath.of("/etc/mail");
    return MissingData.of(world.view(), new Migration("mail1", Release.of(from), Release.of(to), etc, etc, etc, etc, INDEX, INDEX));
  }

  private static StepWorld world(String product) throws TrekException {
    StepWorld world = KopanoStepsTest.world();
    world.file(INDEX + "/1", "index");
    world.machine().services().set(product + "-search", Run.RUNNING, true);
    world.machine().services().set(product + "-gateway", Run.RUNNING, true);
    return world;
  }

  @ParameterizedTest
  @CsvSource({
    "zcp-7.2.6, kc-8.7.25, findroots",
    "zcp-7.2.6, kc-8.1.0, ''",
    "zcp-7.1.11, kc-8.7.25, ''",
    "zcp-7.0.13, kc-8.4.6, optimize-imap",
    "kc-8.1.0, kc-11.0.2, findroots",
    "kc-8.2.0, kc-8.7.25, ''",
  })
  void namesEachProgramByTheReleasesThatItLeadsPast(String from, String to, String program) throws TrekException {
    List<String> all = found(world(from.startsWith("zcp") ? "zarafa" : "kopano"), from, to);
    assertEquals(program.isEmpty() ? 0 : 1, all.size(), all::toString);
    assertTrue(program.isEmpty() || all.get(0).contains(program), all::toString);
  }

  @Test
  void anIndexThatNobodyUsesLacksNothing() throws TrekException {
    StepWorld world = world("zarafa");
    world.machine().services().set("zarafa-search", Run.STOPPED, false);
    assertEquals(List.of(), found(world, "zcp-7.2.6", "kc-8.7.25"));
  }

  @Test
  void withoutAnIndexNothingIsLacking() throws TrekException {
    StepWorld world = KopanoStepsTest.world();
    world.machine().services().set("kopano-search", Run.RUNNING, true);
    assertEquals(List.of(), found(world, "kc-8.1.0", "kc-8.7.25"));
  }

  @Test
  void messagesOfAServerWithoutAGatewayLackNothing() throws TrekException {
    StepWorld world = world("zarafa");
    world.machine().services().set("zarafa-gateway", Run.STOPPED, false);
    assertEquals(List.of(), found(world, "zcp-7.0.13", "kc-8.4.6"));
  }
}
