package org.mailtrek.command;

import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.JournalView;
import org.mailtrek.host.TrekException;

/** Recovers what can be believed of a journal that was changed, damaged or cut. */
final class JournalRecover implements Command {

  @Override
  public Shape shape() {
    return Shape.keeps()
        .example("journal verify", "first: says what is wrong, and changes nothing")
        .example("journal recover", "only where no copy of the estate's folder has a better one; keeps the damaged journal beside the new one")
        .see("journal verify", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    JournalView.Recovery found = call.session().engine().runner(new RunProgress(call.talk()), new Interruption()).recover();
    Result result = Result.done().field("line_count", found.lines()).field("lost", found.lost());
    if (found.lost().isEmpty() && found.kept().isEmpty()) {
      return result.outcome(Outcome.NOTHING).line(found.lines() + " lines, all well: nothing to recover");
    }
    for (String each : found.lost()) {
      result = result.line("! " + each);
    }
    result = result.line("the damaged journal is kept: " + found.kept().map(Object::toString).orElse("there was none"));
    return result.changes(1).outcome(Outcome.DIFFERENT).exit(Exit.LEFT).next("journal verify, then status");
  }
}
