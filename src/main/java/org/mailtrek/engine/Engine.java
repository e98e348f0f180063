package org.mailtrek.engine;

import java.time.Clock;
import org.mailtrek.estate.Estate;
import org.mailtrek.host.TrekException;

/**
 * The engine on one estate: the door for commands. Holds no lock and no open file; those who write take the lease for as long as they write.
 */
public final class Engine {

  private final Estate estate;
  private final Home home;
  private final ChangeReader reader;
  private final Runbooks runbooks;
  private final Clock clock;
  private final String owner;
  private final Figures figures;
  private final Fresh fresh;

  /** Returns the engine, which counts nothing; otherwise as the other one. */
  public Engine(Estate estate, Home home, ChangeReader reader, Runbooks runbooks, Clock clock, String owner) {
    this(estate, home, reader, runbooks, clock, owner, Figures.NONE);
  }

  /**
   * Returns the engine.
   *
   * @param reader reads changes back: {@code ChangeKinds::read}
   * @param owner who works, for the lease and the journal: {@code user@machine}
   * @param figures counts what whole runbooks find and leave
   */
  public Engine(Estate estate, Home home, ChangeReader reader, Runbooks runbooks, Clock clock, String owner, Figures figures) {
    this.figures = figures;
    this.estate = estate;
    this.home = home;
    this.reader = json -> reader.read(json).with(new Contents(home)::open);
    this.runbooks = runbooks;
    this.clock = clock;
    this.owner = owner;
    this.fresh = new Fresh(clock);
  }

  /** Returns the runbooks that it knows. */
  public Runbooks runbooks() {
    return runbooks;
  }

  /** Returns who makes plans. */
  public Planner planner(Progress progress) {
    return new Planner(estate, plans(), progress, clock, fresh);
  }

  /** Returns the plans that were made. */
  public Plans plans() {
    return new Plans(home, reader);
  }

  /**
   * Returns a plan with every change of its bulk steps listed, for those who carry it out by other means. Looks again whether it still holds.
   *
   * @throws TrekException of kind {@code REFUSED} when it has drifted, a guard refuses, or a step is known only after another was applied
   */
  public Plan unfolded(Plan plan, Progress progress) throws TrekException {
    return new Unfolding(this, progress, true).of(plan);
  }

  /**
   * Returns a plan with every change of its bulk steps listed, for those who only look. No guard is asked.
   *
   * @throws TrekException of kind {@code REFUSED} when it has drifted, has too many objects to list, or a step is known only after another was applied
   */
  public Plan laidOut(Plan plan, Progress progress) throws TrekException {
    return new Unfolding(this, progress, false).of(plan);
  }

  /** Returns the snapshots. */
  public Snapshots snapshots() {
    return new Snapshots(home, clock);
  }

  /** Returns the backups that runs have kept, to be read. */
  public Backups backups() {
    return new Backups(home);
  }

  /** Returns the journal, to be read. */
  public JournalView journal() {
    return new JournalView(home, reader);
  }

  /** Returns who applies, resumes and undoes. */
  public Runner runner(Progress progress, Interruption interruption) {
    return new Runner(this, progress, interruption);
  }

  Estate estate() {
    return estate;
  }

  Home home() {
    return home;
  }

  ChangeReader reader() {
    return reader;
  }

  Clock clock() {
    return clock;
  }

  String owner() {
    return owner;
  }

  Figures figures() {
    return figures;
  }

  Fresh fresh() {
    return fresh;
  }
}
