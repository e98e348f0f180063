package org.mailtrek.attachments;

import java.util.concurrent.atomic.AtomicReference;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.TrekException;

/** The attachments that a database names, read in a thread of its own while the store is looked through. */
final class NamedIds implements AutoCloseable {

  private final IdSet ids = new IdSet();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread reader;

  private NamedIds(DatabaseView database) {
    this.reader = new Thread(() -> {
      try {
        database.attachmentInstances(ids::add);
      } catch (TrekException | RuntimeException | Error e) {
        failure.set(e);
      }
    }, "ids");
    reader.setDaemon(true);
  }

  /** Begins to read. */
  static NamedIds of(DatabaseView database) {
    NamedIds named = new NamedIds(database);
    named.reader.start();
    return named;
  }

  /**
   * Waits for the last one.
   *
   * @throws TrekException what the reading was refused
   */
  IdSet all() throws TrekException {
    close();
    if (failure.get() instanceof TrekException refused) {
      throw refused;
    }
    if (failure.get() instanceof RuntimeException bug) {
      throw bug;
    }
    if (failure.get() instanceof Error bug) {
      throw bug;
    }
    return ids;
  }

  /** Waits until nothing is read any more. */
  @Override
  public void close() throws TrekException {
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at("the attachments that the database names").kind(TrekException.Kind.INTERRUPTED).found("reading them was interrupted").because(e).next("start again");
    }
  }
}
