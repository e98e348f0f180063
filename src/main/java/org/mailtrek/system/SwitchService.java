package org.mailtrek.system;

import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.View;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** Starts or stops a service in the middle of a migration; whether it starts at boot stays as it is. */
final class SwitchService implements Step {

  private final String host;
  private final String service;
  private final Run run;
  private final String words;

  /** Makes the step; {@code words} are its title, and its id with dashes. */
  SwitchService(String host, String service, Run run, String words) {
    this.host = host;
    this.service = service;
    this.run = run;
    this.words = words;
  }

  @Override
  public String id() {
    return words.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
  }

  @Override
  public String title() {
    return words + ": " + service + " on " + host;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z12");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    if (run == Run.STOPPED) {
      for (String waker : view.host(host).services().wakers(service)) {
        set(view, waker, preview);
      }
    }
    set(view, service, preview);
  }

  private void set(View view, String name, Preview preview) throws TrekException {
    Optional<Change> change = ServiceState.of(view, host, name, run, view.host(host).services().state(name).enabled()).map(Change.class::cast);
    if (change.isPresent()) {
      preview.change(change.get());
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    Run found = view.host(host).services().state(service).run();
    if ((found == Run.RUNNING) != (run == Run.RUNNING)) {
      throw TrekException.at(host + ": " + service).kind(TrekException.Kind.DIFFERENT).found("is " + found).next("resume, or undo");
    }
  }
}
