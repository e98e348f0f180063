package org.mailtrek.command;

import java.util.OptionalLong;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.UndoPreview;
import org.mailtrek.host.TrekException;

/** Takes a run back. */
final class Undo implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .mayTake("RUN", "the run; the last one that stands when left out", EngineOffers.runs())
        .example("undo", "shows what the last run's undo would do, asks, and does it")
        .example("undo --plan", "only look")
        .example("undo 3 --yes", "run 3, without asking")
        .see("run list", "rollback snapshot", "resume");
  }

  @Override
  public Result run(Call call) throws TrekException {
    OptionalLong run = call.word(0).isPresent() ? OptionalLong.of(Numbers.run(call.words().get(0))) : OptionalLong.empty();
    UndoPreview preview = call.session().engine().runner(new RunProgress(call.talk()), new Interruption()).previewUndo(run);
    return new Acting(call).undo(preview, "undo", true, (runner, terms) -> runner.undo(run, terms));
  }
}
