package org.mailtrek.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Removal;
import org.mailtrek.engine.change.RowsAside;
import org.mailtrek.engine.change.StagedMove;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Gives up what removals, moves to other mounts and purges of attachment rows have set aside, in the runs that a snapshot protects and no older one
 * does. Their undo leaves those objects alone from then on, and says so.
 */
final class Purging {

  private final Engine engine;
  private final History history;

  Purging(Engine engine) throws TrekException {
    this.engine = engine;
    this.history = History.read(engine.home());
  }

  /** Something that lies aside. */
  private record Aside(Change change, SideFiles side, String host, HostPath path) {}

  /** Finds what would be given up with a snapshot; only reads. */
  PurgePreview look(Snapshot snapshot) throws TrekException {
    List<String> objects = new ArrayList<>();
    List<Long> runs = new ArrayList<>();
    long bytes = 0;
    for (RunTally each : protectedBy(snapshot)) {
      List<Aside> found = aside(each.info().number());
      for (Aside one : found) {
        objects.add(one.change().describe());
        bytes += one.change() instanceof RowsAside ? 0 : bytes(engine.estate().view().host(one.host()), one.path());
      }
      if (!found.isEmpty()) {
        runs.add(each.info().number());
      }
    }
    return new PurgePreview(runs, objects, bytes);
  }

  /**
   * Gives it up, with a line in the journal before; after a crash it can be done again.
   *
   * @throws TrekException of kind {@code REFUSED} when it is not what was agreed to
   */
  void purge(Session session, Snapshot snapshot, PurgePreview agreed) throws TrekException {
    if (!engine.snapshots().named(snapshot.name()).equals(snapshot) || !look(snapshot).equals(agreed)) {
      throw TrekException.at("snapshot " + snapshot.name()).kind(TrekException.Kind.REFUSED)
          .found("what would be given up is not what was shown a moment ago").next("snapshot delete " + snapshot.name() + ", to see it again");
    }
    for (RunTally each : protectedBy(snapshot)) {
      List<Aside> found = aside(each.info().number());
      if (!found.isEmpty()) {
        String text = "what run " + each.info().number() + " set aside is given up with snapshot " + snapshot.name() + ": " + found.size() + " objects";
        session.journal().appendDurably(0, "", Phase.NOTE, Json.object("text", text, "owner", engine.owner()));
      }
      for (Aside one : found) {
        if (one.change() instanceof Removal removal) {
          removal.purge(engine.estate(), one.side());
        } else if (one.change() instanceof StagedMove move) {
          move.purge(engine.estate(), one.side());
        } else if (one.change() instanceof RowsAside rows) {
          rows.purge(engine.estate(), one.side());
        }
      }
    }
  }

  private List<RunTally> protectedBy(Snapshot snapshot) throws TrekException {
    OptionalLong oldest = engine.snapshots().list().stream().filter(each -> !each.name().equals(snapshot.name())).mapToLong(Snapshot::run).min();
    List<RunTally> all = new ArrayList<>();
    for (RunTally each : history.tallies()) {
      if (each.info().waits()) {
        throw Refusals.unfinished(each.info());
      }
      boolean others = oldest.isPresent() && oldest.getAsLong() < each.info().number();
      if (each.info().number() > snapshot.run() && each.info().stands() && !others) {
        all.add(each);
      }
    }
    return all;
  }

  private List<Aside> aside(long run) throws TrekException {
    Intents intents = Intents.of(engine.home(), engine.reader(), run);
    List<Aside> real = new ArrayList<>();
    for (Intents.Place place : intents.all()) {
      if (place.standing() == Intents.Standing.DONE) {
        Line line = intents.line(place);
        Optional<Aside> found = aside(intents.change(line), intents.side(line));
        if (found.isPresent() && lies(found.get())) {
          real.add(found.get());
        }
      }
    }
    return real;
  }

  private boolean lies(Aside one) throws TrekException {
    return one.change() instanceof RowsAside rows ? rows.lies(engine.estate().view(), one.side()) : engine.estate().view().host(one.host()).stat(one.path()).isPresent();
  }

  private static Optional<Aside> aside(Change change, SideFiles side) {
    if (change instanceof Removal removal) {
      return Optional.of(new Aside(change, side, removal.host(), side.scratch().beside(removal.path())));
    }
    if (change instanceof RowsAside rows) {
      return Optional.of(new Aside(change, side, rows.host(), HostPath.ROOT));
    }
    return change instanceof StagedMove move ? Optional.of(new Aside(change, side, move.host(), side.scratch().beside(move.from()))) : Optional.empty();
  }

  private static long bytes(HostView on, HostPath path) throws TrekException {
    Optional<FileState> state = on.stat(path);
    if (state.isEmpty() || state.get().kind() != FileState.Kind.FOLDER) {
      return state.filter(each -> each.kind() == FileState.Kind.FILE).map(FileState::size).orElse(0L);
    }
    long sum = 0;
    for (HostPath each : on.list(path)) {
      sum += bytes(on, each);
    }
    return sum;
  }
}
