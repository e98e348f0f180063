package org.mailtrek.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Plan;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.EstateCopy;
import org.mailtrek.practice.Practice;

/** Tries a plan on a copy of the estate, made in a folder, so that the night holds no surprise. The estate itself is only read. */
final class Rehearse implements Command {

  @Override
  public Shape shape() {
    return Shape.keeps()
        .takes("PLAN", "the plan", EngineOffers.unusedPlans())
        .option("--into", "DIR", "the folder that becomes the copy's (default: rehearsal-PLAN in the estate's folder)", Offers.folders())
        .options("--override", "GUARD", "pass over a guard on the copy, by name", EngineOffers.guards())
        .option("--because", "TEXT", "why the guard is passed over; the copy's journal and report show it", Offers.words("'agreed with ...': your reason"))
        .example("rehearse 3", "copies configuration, directory and databases without contents, and runs plan 3 there")
        .example("rehearse 3 --into /srv/rehearsal", "in a folder of your own, where there is room")
        .example("rehearse 3 --override identity --because 'Ann left, her store may go'", "goes on where a guard would stop it")
        .see("plan show", "apply", "simulate");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Session session = call.session();
    Plan plan = session.engine().plans().named(call.words().get(0));
    Map<String, String> overrides = new Acting(call).overrides();
    Path folder = call.option("--into").map(session::path).orElse(session.folder().resolve("rehearsal-" + plan.id())).toAbsolutePath().normalize();
    EstateCopy.make(session.estate().view(), EstateFile.read(session.folder()), plan, folder, what -> call.talk().say("  " + what));
    Interruption interruption = new Interruption();
    call.talk().writing(Optional.of(interruption::request));
    try {
      Rehearsal rehearsal = new Rehearsal(plan, overrides, session.other(folder).engine(), new RunProgress(call.talk()), interruption);
      rehearsal.run();
      return result(rehearsal, plan, folder);
    } finally {
      call.talk().writing(Optional.empty());
      Practice.stop(folder);
    }
  }

  private static Result result(Rehearsal rehearsal, Plan plan, Path folder) {
    Rows rows = Rows.of("differences").text("Step").text("Planned").text("Rehearsed");
    rehearsal.differences().forEach(each -> rows.row(each.step(), each.planned(), each.rehearsed()));
    Result result = Result.of(rows.count() == 0 ? Outcome.DONE : Outcome.DIFFERENT).field("plan", plan.id()).field("folder", folder).field("rehearsed", rehearsal.changes()).field("notes", rehearsal.notes());
    for (String note : rehearsal.notes()) {
      result = result.line("note: " + note);
    }
    if (rows.count() == 0) {
      return result.field("differences", List.of()).line("plan " + plan.id() + " came out as it stands: " + Numbers.of(rehearsal.changes(), "object") + " changed on the copy in " + folder).next("apply " + plan.id());
    }
    return result.table(rows).line("! " + Numbers.of(rows.count(), "difference") + " between plan " + plan.id() + " and its rehearsal in " + folder).next("mailtrek -e " + folder + " run list").next("plan show " + plan.id());
  }
}
