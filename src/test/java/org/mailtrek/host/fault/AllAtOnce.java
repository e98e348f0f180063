package org.mailtrek.host.fault;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.ServicesView;

/** Services, all enabled, that can only be asked for all at once. */
public record AllAtOnce(Map<String, Run> runs) implements ServicesView {

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
