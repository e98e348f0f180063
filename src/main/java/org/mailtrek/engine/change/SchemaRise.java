package org.mailtrek.engine.change;

import java.time.Duration;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView.StoredVersion;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/**
 * How a server stands that raises the schema of its database: service managers call it started long before that has ended, or while they still
 * start it.
 *
 * @param run its state
 * @param schema the schema of its database; -1 where no version is stored
 */
public record SchemaRise(Run run, int schema) {

  private static final long SHORTEST_PAUSE = 50;
  private static final long LONGEST_PAUSE = 5000;

  /** Returns how it stands now. */
  static SchemaRise look(View view, String host, String service) throws TrekException {
    int schema = view.database(host).storedVersion().map(StoredVersion::schema).orElse(-1);
    return new SchemaRise(view.host(host).services().state(service).run(), schema);
  }

  /**
   * Returns when the schema is there and the server runs, when it no longer runs, or when nothing has moved for so long.
   *
   * @param wanted the schema; one above it comes down by no waiting
   * @param longestStep how long a step of the upgrade may take
   * @throws TrekException of kind {@code INTERRUPTED} when the thread is interrupted; the server goes on
   */
  public static SchemaRise await(View view, String host, String service, int wanted, Duration longestStep) throws TrekException {
    SchemaRise now = look(view, host, service);
    long since = System.nanoTime();
    long pause = SHORTEST_PAUSE;
    while (now.moving(wanted) && System.nanoTime() - since < longestStep.toNanos()) {
      rest(host + ": " + service, pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
      SchemaRise next = look(view, host, service);
      since = next.equals(now) ? since : System.nanoTime();
      now = next;
    }
    // The last thing that it did before it ended may have been to write the schema.
    return now.schema < wanted ? look(view, host, service) : now;
  }

  /** Returns whether the server runs, or is on its way up. */
  boolean runs() {
    return running() || run == Run.STARTING;
  }

  /** Returns whether the server is up. */
  public boolean running() {
    return run == Run.RUNNING;
  }

  private boolean moving(int wanted) {
    return run == Run.STARTING || running() && schema < wanted;
  }

  private static void rest(String where, long milliseconds) throws TrekException {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at(where)
          .kind(TrekException.Kind.INTERRUPTED)
          .found("was interrupted while it raised the database schema")
          .because(e)
          .next("resume, or undo");
    }
  }
}
