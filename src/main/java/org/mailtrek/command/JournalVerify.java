package org.mailtrek.command;

import org.mailtrek.engine.JournalView;
import org.mailtrek.host.TrekException;

/** Checks the journal's chain and side files. */
final class JournalVerify implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .example("journal verify", "finds any edit of the journal or of a file that it names")
        .example("journal verify --json", "exit 4 when something is wrong")
        .see("journal show", "journal recover");
  }

  @Override
  public Result run(Call call) throws TrekException {
    JournalView.Verification found = call.session().engine().journal().verify();
    Result result = Result.done().field("line_count", found.lines()).field("cut_bytes", found.cutBytes()).field("problems", found.problems());
    if (found.cutBytes() > 0) {
      result = result.line("a torn end of " + found.cutBytes() + " bytes: the next writer cuts it off and keeps it aside");
    }
    if (found.problems().isEmpty()) {
      return result.line(found.lines() + " lines, all well");
    }
    for (String problem : found.problems()) {
      result = result.line("! " + problem);
    }
    return result.outcome(Outcome.DIFFERENT).exit(Exit.LEFT).next("put the journal back from a copy of the estate's folder; where there is none: journal recover");
  }
}
