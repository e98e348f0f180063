package org.mailtrek.host;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes items in a thread of its own, a few ahead of the one who takes them; memory holds no more than these. What ends the maker badly ends the taker
 * badly too, behind the items that were made. One taker.
 */
public final class Ahead<T> implements AutoCloseable {

  private static final int FEW = 2;

  private final BlockingQueue<Optional<T>> made = new ArrayBlockingQueue<>(FEW);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread maker;

  private Ahead(Source<T> source) {
    this.maker = new Thread(() -> run(source), "ahead");
    maker.setDaemon(true);
  }

  /** Makes all items, in order. */
  @FunctionalInterface
  public interface Source<T> {

    /** Gives them all, and returns; a taker that refuses one wants no more. */
    void giveTo(Taker<T> taker) throws TrekException;
  }

  /** Takes items, one by one. */
  @FunctionalInterface
  public interface Taker<T> {

    /** Takes one. */
    void take(T item) throws TrekException;
  }

  /** Starts the maker. */
  public static <T> Ahead<T> of(Source<T> source) {
    Ahead<T> ahead = new Ahead<>(source);
    ahead.maker.start();
    return ahead;
  }

  private void run(Source<T> source) {
    try {
      source.giveTo(item -> put(Optional.of(item)));
    } catch (TrekException | RuntimeException | Error e) {
      failure.set(e);
    }
    try {
      put(Optional.empty());
    } catch (TrekException nobodyTakes) {
      // It was closed before its end.
    }
  }

  private void put(Optional<T> item) throws TrekException {
    try {
      made.put(item);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  private static TrekException interrupted(InterruptedException e) {
    return TrekException.at("run").kind(TrekException.Kind.INTERRUPTED).found("interrupted").because(e).next("resume, or undo");
  }

  /**
   * Hands over all items.
   *
   * @throws TrekException what the taker or the maker was refused
   */
  public void forEach(Taker<T> taker) throws TrekException {
    try {
      for (Optional<T> item = made.take(); item.isPresent(); item = made.take()) {
        taker.take(item.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
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
  }

  /** Stops the maker, however far it came; it has come to rest when this returns. */
  @Override
  public void close() {
    boolean interrupted = false;
    while (maker.isAlive()) {
      maker.interrupt();
      made.clear();
      try {
        maker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
