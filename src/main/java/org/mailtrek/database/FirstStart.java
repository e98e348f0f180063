package org.mailtrek.database;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.DatabaseState;
import org.mailtrek.engine.change.SchemaRise;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView.StoredVersion;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/**
 * Starts the new server for the first time, which raises the database schema or, where it knows no newer one, writes its version. From here on
 * the old server refuses the database; the way back restores the dump that is taken right before.
 */
final class FirstStart implements Step {

  private final String host;
  private final String service;
  private final int schema;
  private final List<Guard> guards;
  private final Duration patience;

  FirstStart(String host, String service, int schema, List<Guard> guards, Duration patience) {
    this.host = host;
    this.service = service;
    this.schema = schema;
    this.guards = List.copyOf(guards);
    this.patience = patience;
  }

  @Override
  public String id() {
    return "first-start";
  }

  @Override
  public String title() {
    return "Start " + service + " for the first time, users shut out";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K5", "K15", "Z20");
  }

  @Override
  public List<Guard> guards() {
    return guards;
  }

  @Override
  public long room(View view) throws TrekException {
    return view.database(host).bytes();
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    int stored = view.database(host).storedVersion().map(StoredVersion::schema).orElse(schema);
    View now = view;
    if (stored <= schema && view.host(host).services().state(service).run() != Run.RUNNING) {
      Change raise = new DatabaseState(host, service, stored, schema);
      preview.change(raise);
      preview.note("from here on undo restores the database from the dump that is taken right before");
      now = raise.over(view);
    }
    java.util.Optional<Change> start = ServiceState.of(now, host, service, Run.RUNNING, true);
    if (start.isPresent()) {
      preview.change(start.get());
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    SchemaRise settled = SchemaRise.await(view, host, service, schema, patience);
    if (!settled.running() || settled.schema() != schema) {
      throw TrekException.at(host + ": " + service)
          .kind(TrekException.Kind.DIFFERENT)
          .found(settled.running() ? "runs, but the database has schema " + settled.schema() + " instead of " + schema : "does not run")
          .next("logs " + host + " " + service);
    }
  }
}
