package org.mailtrek.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.host.TrekException;

/** Writes into the journal that people have done what only people can do. */
final class SignOff implements Command {

  /** What the note of a sign-off begins with. */
  static final String BEGINS = "signed off ";

  @Override
  public Shape shape() {
    return Shape.keeps()
        .takes("STEP", "the step, such as people-must-do, or a name of your own", steps())
        .option("--note", "TEXT", "what was done, by whom, or where that is written", Offers.words("'DNS changed, ticket 4711': your words"))
        .example("sign-off people-must-do --note 'DNS and monitoring, ticket 4711'", "the journal says who, when and what; report shows it")
        .example("sign-off dns", "an act of your own")
        .see("note", "report", "plan show");
  }

  /** Offers the steps that change nothing and say what people must do. */
  private static Values steps() {
    return (session, typed) -> {
      Map<String, String> found = new LinkedHashMap<>();
      for (Plan plan : session.engine().plans().list()) {
        for (PlannedStep step : plan.steps()) {
          if (step.nothingToDo() && !step.notes().isEmpty()) {
            found.put(step.id(), step.notes().get(0));
          }
        }
      }
      List<Candidate> all = new ArrayList<>();
      found.forEach((id, note) -> all.add(new Candidate(id, note)));
      return all;
    };
  }

  @Override
  public Result run(Call call) throws TrekException {
    String step = call.words().get(0);
    if (!step.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw TrekException.at("sign-off").kind(TrekException.Kind.USAGE).found("a step's name is letters, digits, dot, dash and underscore").next("sign-off people-must-do");
    }
    String note = call.option("--note").map(text -> ": " + text.strip()).orElse("");
    if (note.length() > 2000 || note.chars().anyMatch(Character::isISOControl)) {
      throw TrekException.at("--note").kind(TrekException.Kind.USAGE).found("is one line of at most 2000 characters").next("--note 'one sentence'");
    }
    call.session().engine().runner(new RunProgress(call.talk()), new Interruption()).note(BEGINS + step + note);
    return Result.done(step + " is signed off; the journal says by whom").field("step", step).changes(1).next("report");
  }
}
