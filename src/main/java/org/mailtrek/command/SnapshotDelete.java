package org.mailtrek.command;

import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.PurgePreview;
import org.mailtrek.engine.Runner;
import org.mailtrek.engine.Snapshot;
import org.mailtrek.host.TrekException;

/** Deletes a snapshot, and with it what the runs since have set aside. */
final class SnapshotDelete implements Command {

  private static final int SHOWN = 20;

  @Override
  public Shape shape() {
    return Shape.forGood()
        .takes("NAME", "the snapshot", EngineOffers.snapshots())
        .option("--confirm", "NAME", "its name again: this can't be taken back", EngineOffers.snapshots())
        .flag("--plan", "only say what would be given up")
        .example("snapshot delete old", "says how many bytes that gives up for good, and asks for the name")
        .example("snapshot delete old --confirm=old", "for scripts")
        .see("snapshot list");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Snapshot snapshot = call.session().engine().snapshots().named(call.words().get(0));
    Runner runner = call.session().engine().runner(new RunProgress(call.talk()), new Interruption());
    PurgePreview purge = runner.previewDelete(snapshot);
    Result what = said(snapshot, purge);
    if (call.has("--plan")) {
      return what;
    }
    what.blocks().forEach(call.talk()::show);
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
    runner.delete(snapshot, purge);
    String kept = purge.objects().isEmpty() ? "; undo of single runs still works" : "; what was set aside is gone";
    return Result.done("snapshot " + snapshot.name() + " is deleted" + kept).changes(1 + purge.objects().size()).field("freed_bytes", purge.bytes()).field("runs", purge.runs());
  }

  private static Result said(Snapshot snapshot, PurgePreview purge) {
    Result result =
        Result.of(Outcome.PLANNED)
            .changes(1 + purge.objects().size())
            .field("freed_bytes", purge.bytes())
            .field("runs", purge.runs())
            .line("would delete snapshot " + snapshot.name() + " of " + Moment.words(snapshot.created()));
    for (Snapshot.Backup each : snapshot.backups()) {
      result = result.line("  its backup " + each.place() + " stays: backup list");
    }
    if (purge.objects().isEmpty()) {
      return result;
    }
    result = result.line("! gives up for good what runs " + String.join(", ", purge.runs().stream().map(String::valueOf).toList()) + " set aside, " + purge.bytes() + " bytes: their undo leaves that alone then");
    for (String each : purge.objects().stream().limit(SHOWN).toList()) {
      result = result.line("  ! " + each);
    }
    return purge.objects().size() > SHOWN ? result.line("  ! ... and " + (purge.objects().size() - SHOWN) + " more") : result;
  }
}
