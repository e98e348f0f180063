package org.mailtrek.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

class SystemFactsTest {

  @Test
  void asksForAllServicesAtOnce() throws TrekException {
    List<Fact> found = SystemFacts.services(new AllAtOnce());
    assertEquals(
        List.of(Fact.notice("service", "slapd has failed, starts at boot", "its state"), Fact.found("service", "zarafa-server runs, starts at boot", "its state")), found);
  }

  /** Services that can only be asked for all at once. */
  private static final class AllAtOnce implements ServicesView {

    @Override
    public List<String> names() {
      throw new AssertionError("asked for names alone");
    }

    @Override
    public State state(String service) {
      throw new AssertionError("asked for one service: " + service);
    }

    @Override
    public SortedMap<String, State> states() {
      SortedMap<String, State> all = new TreeMap<>();
      all.put("cron", new State(Run.RUNNING, true));
      all.put("slapd", new State(Run.FAILED, true));
      all.put("zarafa-server", new State(Run.RUNNING, true));
      return all;
    }
  }
}
