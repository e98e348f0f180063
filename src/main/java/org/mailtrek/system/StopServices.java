package org.mailtrek.system;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.View;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** Stops services one after the other, and keeps them from starting at boot: a machine that restarts in the middle must not let mail in. */
final class StopServices implements Step {

  private final String id;
  private final String title;
  private final Set<String> procedures;
  private final String host;
  private final List<String> services;

  StopServices(String id, String title, Set<String> procedures, String host, List<String> services) {
    this.id = id;
    this.title = title;
    this.procedures = procedures;
    this.host = host;
    this.services = List.copyOf(services);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Set<String> procedures() {
    return procedures;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    view.host(host).services().statesAhead(services);
    for (String each : services) {
      if (view.host(host).services().state(each).run() != Run.ABSENT) {
        for (String waker : view.host(host).services().wakers(each)) {
          stop(view, waker, preview);
        }
        stop(view, each, preview);
      }
    }
  }

  private void stop(View view, String service, Preview preview) throws TrekException {
    Optional<Change> change = ServiceState.of(view, host, service, Run.STOPPED, false);
    if (change.isPresent()) {
      preview.change(change.get());
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    for (String each : services) {
      Run run = view.host(host).services().state(each).run();
      if (run != Run.STOPPED && run != Run.ABSENT && run != Run.FAILED) {
        throw TrekException.at(host + ": " + each).kind(TrekException.Kind.DIFFERENT).found("still runs").next("services stop " + host + " " + each);
      }
    }
  }
}
