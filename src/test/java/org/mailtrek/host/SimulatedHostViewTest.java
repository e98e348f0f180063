package org.mailtrek.host;

import java.nio.file.Path;
import java.util.Map;

/** The view of a simulated machine. */
class SimulatedHostViewTest extends HostViewContract {

  @Override
  HostView open(Path root) throws TrekException {
    return new SimulatedHost("lab1", root, Simulation.of(Map.of())).view();
  }
}
