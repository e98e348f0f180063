package org.mailtrek.system;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.View;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.host.TrekException;

/** Starts services one after the other and gives each its place at boot; in the second act, when users are let in again. */
final class StartServices implements Step {

  private final String id;
  private final String title;
  private final Set<String> procedures;
  private final String host;
  private final List<MailServices.Found> wanted;
  private final Supplier<Set<String>> coming;

  StartServices(String id, String title, Set<String> procedures, String host, List<MailServices.Found> wanted, Supplier<Set<String>> coming) {
    this.id = id;
    this.title = title;
    this.procedures = procedures;
    this.host = host;
    this.wanted = List.copyOf(wanted);
    this.coming = coming;
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
  public boolean afterOpen() {
    return true;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    for (MailServices.Found each : wanted) {
      if (coming.get().contains(each.name()) && (each.state().run() == Run.RUNNING || each.state().enabled())) {
        preview.change(new ServiceState(host, each.name(), new State(Run.STOPPED, false), new State(each.state().run(), each.state().enabled())));
        continue;
      }
      if (view.host(host).services().state(each.name()).run() == Run.ABSENT) {
        preview.note(each.name() + " is not installed and will not be started");
        continue;
      }
      // One that runs, and was found with a place at boot only, was found half started: a run that was killed goes on with what it finds.
      boolean runs = each.state().run() == Run.RUNNING || view.host(host).services().state(each.name()).run() == Run.RUNNING;
      Run run = runs ? Run.RUNNING : Run.STOPPED;
      Optional<Change> change = ServiceState.of(view, host, each.name(), run, each.state().enabled());
      if (change.isPresent()) {
        preview.change(change.get());
      }
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    for (MailServices.Found each : wanted) {
      Run run = view.host(host).services().state(each.name()).run();
      if (each.state().run() == Run.RUNNING && run != Run.RUNNING && run != Run.ABSENT) {
        throw TrekException.at(host + ": " + each.name()).kind(TrekException.Kind.DIFFERENT).found("does not run").next("logs " + host + " " + each.name());
      }
    }
  }
}
