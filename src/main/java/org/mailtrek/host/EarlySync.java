package org.mailtrek.host;

import java.util.Optional;

/**
 * Has a file system write down what it holds in memory while more is written, so that the sync at the end has little left to wait for. It makes nothing durable
 * that may be counted on. The kernel tells of a lost write only once: so whoever closes this is told. Safe for several threads.
 */
public final class EarlySync implements AutoCloseable {

  private static final long EVERY = 1L << 26;

  private final Optional<Sync> sync;
  private Thread running;
  private long written;
  private Throwable failure;

  private EarlySync(Optional<Sync> sync) {
    this.sync = sync;
  }

  /** Syncs a file system. */
  @FunctionalInterface
  interface Sync {
    void run() throws TrekException;
  }

  /** Syncs aside, one at a time, each time that some more megabytes were written. */
  static EarlySync of(Sync sync) {
    return new EarlySync(Optional.of(sync));
  }

  /** Does nothing, where a sync can't be had beside the writing. */
  static EarlySync none() {
    return new EarlySync(Optional.empty());
  }

  /** Notes that so many bytes more were written; never waits. */
  public synchronized void wrote(long bytes) {
    written += bytes;
    if (written >= EVERY && sync.isPresent() && failure == null && (running == null || !running.isAlive())) {
      written = 0;
      running = new Thread(this::run, "early sync");
      running.setDaemon(true);
      running.start();
    }
  }

  private void run() {
    try {
      sync.orElseThrow().run();
    } catch (TrekException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private synchronized void fail(Throwable e) {
    failure = e;
  }

  private synchronized Optional<Thread> last() {
    return Optional.ofNullable(running);
  }

  /**
   * Returns when no sync runs any more.
   *
   * @throws TrekException when one of them failed: then nothing is known to be whole
   */
  @Override
  public void close() throws TrekException {
    boolean interrupted = false;
    Optional<Thread> last = last();
    while (last.isPresent() && last.get().isAlive()) {
      try {
        last.get().join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    raise();
  }

  private synchronized void raise() throws TrekException {
    if (failure instanceof TrekException refused) {
      throw refused;
    }
    if (failure instanceof Error bug) {
      throw bug;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }
}
