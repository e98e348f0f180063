package org.mailtrek.command;

import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Runbook;
import org.mailtrek.host.TrekException;

/** Lists the runbooks. */
final class RunbookList implements Command {

  @Override
  public Shape shape() {
    return Shape.reads().example("runbook list", "from where to where, those first that start from what this estate has").example("runbook list --plain", "one a line").see("runbook show", "plan");
  }

  @Override
  public Result run(Call call) throws TrekException {
    List<Runbook> all = call.session().engine().runbooks().all().stream().filter(each -> !each.name().contains(" ")).toList();
    Rows rows = Rows.of("runbooks").id("Runbook").text("Here").text("What it achieves");
    all.stream().filter(Runbook::fits).forEach(each -> rows.row(each.name(), "yes", each.title()));
    all.stream().filter(each -> !each.fits()).forEach(each -> rows.row(each.name(), "no", each.title()));
    Optional<Runbook> one = all.stream().filter(Runbook::fits).findFirst();
    Result result = Result.done().table(rows).next("runbook show " + one.map(Runbook::name).orElse("NAME"));
    return one.isPresent() ? result : result.line("none of them starts from what this estate declares").next("estate check");
  }
}
