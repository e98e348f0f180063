package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

class CheckAllTest {

  @Test
  void asksForAllServicesAtOnce() throws TrekException {
    assertEquals("1 services run, none has failed", CheckAll.services(new AllAtOnce(Map.of("slapd", ServicesView.Run.RUNNING, "exim4", ServicesView.Run.STOPPED)), "mail1"));
    TrekException failed = assertThrows(TrekException.class, () -> CheckAll.services(new AllAtOnce(Map.of("slapd", ServicesView.Run.FAILED)), "mail1"));
    assertTrue(failed.what().contains("slapd has failed"), failed.what());
  }

  /** Services that can only be asked for all at once. */
  private record AllAtOnce(Map<String, Run> runs) implements ServicesView {

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
      runs.forEach((name, run) -> all.put(name, new State(run, true)));
      return all;
    }
  }
}
