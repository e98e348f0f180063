package org.mailtrek.command;

import org.mailtrek.engine.Snapshot;
import org.mailtrek.host.TrekException;

/** Forgets a snapshot. */
final class SnapshotDelete implements Command {

  @Override
  public Shape shape() {
    return Shape.keeps()
        .takes("NAME", "the snapshot", EngineOffers.snapshots())
        .option("--confirm", "NAME", "its name again: this can't be taken back", EngineOffers.snapshots())
        .flag("--plan", "only say what would be forgotten")
        .example("snapshot delete old", "asks for the name, then forgets it; the journal stays")
        .example("snapshot delete old --confirm=old", "for scripts")
        .see("snapshot list");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Snapshot snapshot = call.session().engine().snapshots().named(call.words().get(0));
    if (call.has("--plan")) {
      return Result.of(Outcome.PLANNED).changes(1).line("would forget snapshot " + snapshot.name() + " of " + Moment.words(snapshot.created()));
    }
    String name = call.option("--confirm").orElse("");
    if (name.isEmpty()) {
      if (!call.talk().asks()) {
        throw TrekException.at("snapshot delete").kind(TrekException.Kind.USAGE).found("can't be taken back").next("--confirm=" + snapshot.name());
      }
      name = call.talk().ask("this can't be taken back: type the snapshot's name (" + snapshot.name() + ") to go on:").orElse("").strip();
    }
    if (!name.equals(snapshot.name())) {
      throw TrekException.at("snapshot delete").kind(TrekException.Kind.REFUSED).found("not agreed to").next("nothing was done");
    }
    call.session().engine().snapshots().delete(snapshot.name());
    return Result.done("snapshot " + snapshot.name() + " is forgotten; undo of single runs still works").changes(1);
  }
}
