package org.mailtrek.host;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Something that is worked out in a thread of its own, while something else is done. */
public final class Beside<T> implements AutoCloseable {

  private final String what;
  private final String next;
  private final AtomicReference<Optional<T>> result = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread worker;

  private Beside(String what, String next, Work<T> work) {
    this.what = what;
    this.next = next;
    this.worker = new Thread(() -> {
      try {
        result.set(Optional.of(work.done()));
      } catch (IOException | TrekException | RuntimeException | Error e) {
        failure.set(e);
      }
    }, "beside");
    worker.setDaemon(true);
  }

  /** Works something out. */
  @FunctionalInterface
  public interface Work<T> {

    /**
     * Returns the result.
     *
     * @throws IOException when something can't be read
     * @throws TrekException when it fails
     */
    T done() throws IOException, TrekException;
  }

  /**
   * Begins.
   *
   * @param what what is read, for errors
   * @param next what to type when it can't be read, or is interrupted
   */
  public static <T> Beside<T> of(String what, String next, Work<T> work) {
    Beside<T> beside = new Beside<>(what, next, work);
    beside.worker.start();
    return beside;
  }

  /**
   * Waits for the result.
   *
   * @throws TrekException what the work was refused
   */
  public T result() throws TrekException {
    close();
    Throwable found = failure.get();
    if (found instanceof TrekException refused) {
      throw refused;
    }
    if (found instanceof RuntimeException bug) {
      throw bug;
    }
    if (found instanceof Error bug) {
      throw bug;
    }
    if (found != null) {
      throw TrekException.at(what).found("can't be read: " + found.getMessage()).because(found).next(next);
    }
    return result.get().orElseThrow();
  }

  /** Waits until nothing is worked at any more. */
  @Override
  public void close() throws TrekException {
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at(what).kind(TrekException.Kind.INTERRUPTED).found("reading them was interrupted").because(e).next(next);
    }
  }
}
