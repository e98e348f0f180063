package org.mailtrek.engine;

import java.util.Optional;
import org.mailtrek.estate.Estate;
import org.mailtrek.host.TrekException;

/** The lease, the claimed estate and the open journal, for one call of the runner. */
final class Session implements AutoCloseable {

  private final Engine engine;
  private final Progress progress;
  private final Interruption interruption;
  private final Lease lease;
  private final Journal journal;
  private final Optional<Halt> halt;

  private Session(Engine engine, Progress progress, Interruption interruption, Lease lease, Journal journal) {
    this(engine, progress, interruption, lease, journal, Optional.empty());
  }

  private Session(Engine engine, Progress progress, Interruption interruption, Lease lease, Journal journal, Optional<Halt> halt) {
    this.halt = halt;
    this.engine = engine;
    this.progress = progress;
    this.interruption = interruption;
    this.lease = lease;
    this.journal = journal;
  }

  /** What stops one host because of others. */
  @FunctionalInterface
  interface Halt {

    /**
     * Passes while it may go on.
     *
     * @throws TrekException of kind {@code INTERRUPTED} when it may not
     */
    void check() throws TrekException;
  }

  /** Returns this session as one host among several sees it: with its own progress, stopped between changes by {@code halting} as well. */
  Session beside(String host, Halt halting) {
    return new Session(engine, progress.on(host), interruption, lease, journal, Optional.of(halting));
  }

  /** Returns whether others write the same journal meanwhile. */
  boolean shared() {
    return halt.isPresent();
  }

  /** Does something with an open session. */
  @FunctionalInterface
  interface Work<T> {
    T in(Session session) throws TrekException;
  }

  static Session open(Engine engine, Progress progress, Interruption interruption) throws TrekException {
    Lease lease = Lease.take(engine.home(), engine.owner());
    boolean opened = false;
    try {
      Session session = new Session(engine, progress, interruption, lease, Journal.open(engine.home(), engine.clock()));
      engine.estate().claim();
      opened = true;
      return session;
    } finally {
      if (!opened) {
        lease.close();
      }
    }
  }

  /** Stops when somebody wishes to; asked between changes. */
  void checkInterruption() throws TrekException {
    if (halt.isPresent()) {
      halt.get().check();
    }
    checkInterruption("resume, or undo");
  }

  /** Stops when somebody wishes to; says what may be typed next. */
  void checkInterruption(String next) throws TrekException {
    if (interruption.requested()) {
      throw TrekException.at("run").kind(TrekException.Kind.INTERRUPTED).found("interrupted").next(next);
    }
  }

  Engine engine() {
    return engine;
  }

  Home home() {
    return engine.home();
  }

  Estate estate() {
    return engine.estate();
  }

  Progress progress() {
    return progress;
  }

  Journal journal() {
    return journal;
  }

  History history() {
    return journal.history();
  }

  @Override
  public void close() throws TrekException {
    engine.estate().release();
    lease.close();
  }
}
