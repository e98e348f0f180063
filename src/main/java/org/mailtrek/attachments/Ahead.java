package org.mailtrek.attachments;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.mailtrek.host.TrekException;

/** Something that is found out aside, while its owner does something else; nothing of it runs any more once it was closed. For one owner. */
final class Ahead<T> implements AutoCloseable {

  private final FutureTask<T> task;
  private final Thread thread;

  Ahead(Asked<T> asked) {
    task = new FutureTask<>(asked::answer);
    thread = new Thread(task, "ahead");
    thread.setDaemon(true);
    thread.start();
  }

  /** What is to be found out. */
  @FunctionalInterface
  interface Asked<T> {
    T answer() throws TrekException;
  }

  /** Waits for it, and tells what went wrong as if it had been asked now. */
  T get() throws TrekException {
    rest();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at("database").kind(TrekException.Kind.INTERRUPTED).found("reading was interrupted").because(e).next("the same command again");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TrekException refused) {
        throw refused;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void rest() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    rest();
  }
}
