package org.mailtrek.engine.change;

import java.time.Duration;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView.StoredVersion;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** Waits while a server raises the schema of its database: service managers call a server started long before that has ended. */
final class SchemaRise {

  private static final Duration LONGEST_STEP = Duration.ofHours(6);
  private static final long SHORTEST_PAUSE = 50;
  private static final long LONGEST_PAUSE = 5000;

  private final View view;
  private final String host;
  private final String service;

  SchemaRise(View view, String host, String service) {
    this.view = view;
    this.host = host;
    this.service = service;
  }

  int schema() throws TrekException {
    return view.database(host).storedVersion().map(StoredVersion::schema).orElse(-1);
  }

  boolean runs() throws TrekException {
    Run run = view.host(host).services().state(service).run();
    return run == Run.RUNNING || run == Run.STARTING;
  }

  /**
   * Returns when the schema is there, when the server no longer runs, or when no step of the schema has ended for six hours.
   *
   * @return the schema then
   * @throws TrekException of kind {@code INTERRUPTED} when the thread is interrupted; the server goes on
   */
  int await(int wanted) throws TrekException {
    int schema = schema();
    long since = System.nanoTime();
    long pause = SHORTEST_PAUSE;
    while (schema < wanted && runs() && System.nanoTime() - since < LONGEST_STEP.toNanos()) {
      rest(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
      int now = schema();
      since = now == schema ? since : System.nanoTime();
      schema = now;
    }
    return schema < wanted ? schema() : schema;
  }

  private void rest(long milliseconds) throws TrekException {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at(host + ": " + service)
          .kind(TrekException.Kind.INTERRUPTED)
          .found("was interrupted while it raised the database schema")
          .because(e)
          .next("resume, or undo");
    }
  }
}
