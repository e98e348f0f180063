package org.mailtrek.database;

import java.time.Duration;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView.StoredVersion;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/**
 * How a server stands that was just started: service managers call it started before it has written its version, or while they still start it.
 *
 * @param run its state
 * @param found the schema of its database; -1 where no version is stored
 * @param wanted the schema that it should have
 */
record Settling(Run run, int found, int wanted) {

  private static final long PAUSE_MILLIS = 200;

  /** Looks until all is as it should be, or nothing moves any more. */
  static Settling await(View view, String host, String service, int schema, Duration patience) throws TrekException {
    long begun = System.nanoTime();
    Settling now = look(view, host, service, schema);
    while (now.moving() && System.nanoTime() - begun < patience.toNanos()) {
      rest(host + ": " + service);
      now = look(view, host, service, schema);
    }
    return now;
  }

  private static Settling look(View view, String host, String service, int schema) throws TrekException {
    int found = view.database(host).storedVersion().map(StoredVersion::schema).orElse(-1);
    return new Settling(view.host(host).services().state(service).run(), found, schema);
  }

  boolean well() {
    return found == wanted && running();
  }

  boolean running() {
    return run == Run.RUNNING;
  }

  /** A schema above the wanted one comes down by no waiting, and a server that has ended comes back by none. */
  private boolean moving() {
    return run == Run.STARTING || running() && found < wanted;
  }

  private static void rest(String where) throws TrekException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at(where).kind(TrekException.Kind.INTERRUPTED).found("was interrupted while it was looked at").because(e).next("resume, or undo");
    }
  }
}
