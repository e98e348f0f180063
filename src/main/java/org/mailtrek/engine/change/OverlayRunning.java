package org.mailtrek.engine.change;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

/** Shows one service as running. */
record OverlayRunning(ServicesView below, String service) implements ServicesView {

  @Override
  public List<String> names() throws TrekException {
    return below.names();
  }

  @Override
  public State state(String asked) throws TrekException {
    State state = below.state(asked);
    return asked.equals(service) ? new State(Run.RUNNING, state.enabled()) : state;
  }

  @Override
  public Optional<Running> running(String asked, Collection<HostPath> files) throws TrekException {
    return asked.equals(service) ? Optional.empty() : below.running(asked, files);
  }
}
