package org.mailtrek.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.AllAtOnce;

class SystemFactsTest {

  @Test
  void asksForAllServicesAtOnce() throws TrekException {
    List<Fact> found = SystemFacts.services(new AllAtOnce(Map.of("cron", ServicesView.Run.RUNNING, "slapd", ServicesView.Run.FAILED, "zarafa-server", ServicesView.Run.RUNNING)));
    assertEquals(
        List.of(Fact.notice("service", "slapd has failed, starts at boot", "its state"), Fact.found("service", "zarafa-server runs, starts at boot", "its state")), found);
  }
}
