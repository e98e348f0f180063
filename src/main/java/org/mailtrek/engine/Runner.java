package org.mailtrek.engine;

import java.time.Duration;
import java.util.OptionalLong;
import org.mailtrek.host.TrekException;

/**
 * Applies plans, resumes and takes back runs. Takes the lease for each call.
 *
 * <p>A {@link TrekException} from here means that nothing changed. What fails after a run's first line is in the {@link Outcome}.
 */
public final class Runner {

  private final Engine engine;
  private final Progress progress;
  private final Interruption interruption;

  Runner(Engine engine, Progress progress, Interruption interruption) {
    this.engine = engine;
    this.progress = progress;
    this.interruption = interruption;
  }

  /**
   * Applies a plan's first act: all steps but those behind {@code open}.
   *
   * @throws TrekException of kind {@code REFUSED} when the plan was used, the world has drifted, a guard refuses, a limit is exceeded, or
   *     a run is unfinished; of kind {@code USAGE} when a confirmation is missing; of kind {@code IN_USE} when another works on the estate
   */
  public Outcome apply(Plan plan, Terms terms) throws TrekException {
    return session(session -> new Applying(session).apply(plan, terms, false));
  }

  /** Applies the second act of the plan that was applied last; otherwise as {@link #apply}. */
  public Outcome open(Terms terms) throws TrekException {
    return session(session -> new Applying(session).open(terms));
  }

  /**
   * Goes on with the unfinished run, in the direction in which it was going.
   *
   * @throws TrekException of kind {@code USAGE} when no run is unfinished
   */
  public Outcome resume() throws TrekException {
    return session(session -> new Resuming(session).resume());
  }

  /**
   * Finds what {@link #undo} would do. Takes no lease.
   *
   * @param run the run; the last one that stands when empty
   */
  public UndoPreview previewUndo(OptionalLong run) throws TrekException {
    return new UndoLook(engine).one(run);
  }

  /**
   * Takes a run back, completely.
   *
   * @param run the run; the last one that stands when empty
   * @param terms its confirmation is needed when the run, or another of its plan, let mail and clients in
   * @throws TrekException of kind {@code REFUSED} when later runs touched the same objects
   */
  public Outcome undo(OptionalLong run, Terms terms) throws TrekException {
    return session(session -> new Undoing(session).undo(run, terms));
  }

  /** Finds what {@link #rollback} would do. Takes no lease. */
  public UndoPreview previewRollback(Snapshot snapshot) throws TrekException {
    return new UndoLook(engine).since(snapshot.run());
  }

  /** Takes back every run since a snapshot, newest first. */
  public Outcome rollback(Snapshot snapshot, Terms terms) throws TrekException {
    return session(session -> new Undoing(session).rollback(snapshot.run(), terms));
  }

  /** Finds what {@link #delete} would give up. Takes no lease. */
  public PurgePreview previewDelete(Snapshot snapshot) throws TrekException {
    return new Purging(engine).look(snapshot);
  }

  /**
   * Deletes a snapshot, and gives up what the runs since have set aside, unless an older snapshot needs it.
   *
   * @param agreed what was shown before: nothing else is given up
   * @throws TrekException of kind {@code REFUSED} while a run is unfinished, or when the snapshot or what it protects is not what was shown; nothing
   *     was given up
   */
  public void delete(Snapshot snapshot, PurgePreview agreed) throws TrekException {
    session(
        session -> {
          engine.fresh().forget();
          new Purging(engine).purge(session, snapshot, agreed);
          engine.snapshots().delete(snapshot.name());
          return snapshot;
        });
  }

  /**
   * Accepts what is there as the result of a change that {@code resume} found foreign.
   *
   * @param intent sequence number of the change's line in the journal
   * @param because the reason, for journal and report
   */
  public void accept(long intent, String because) throws TrekException {
    session(session -> new Resuming(session).accept(intent, because));
  }

  /**
   * Makes a journal usable again that was changed, damaged or cut; what it said and can't be believed is lost, and every undo of its runs names that.
   *
   * @throws TrekException of kind {@code IN_USE} when another is at work; when the disk refuses, the journal is as it was
   */
  public JournalView.Recovery recover() throws TrekException {
    Lease lease = Lease.take(engine.home(), engine.owner());
    try {
      return Salvage.of(engine.home(), engine.clock(), engine.owner());
    } finally {
      lease.close();
    }
  }

  /** Writes a sentence of the operator into the journal, durably. */
  public void note(String sentence) throws TrekException {
    session(
        session -> session.journal().appendDurably(0, "", Phase.NOTE, Json.object("text", sentence, "owner", engine.owner())));
  }

  /** Returns about how long it would take to go back from here: as long as the steps of the standing runs took. */
  public Duration turnBack() throws TrekException {
    Duration all = Duration.ZERO;
    for (RunTally each : History.read(engine.home()).tallies()) {
      all = each.info().stands() ? all.plus(each.duration()) : all;
    }
    return all;
  }

  private <T> T session(Session.Work<T> work) throws TrekException {
    try (Session session = Session.open(engine, progress, interruption)) {
      return work.in(session);
    }
  }
}
