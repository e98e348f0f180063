package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.JournalView;
import org.mailtrek.engine.Line;
import org.mailtrek.host.TrekException;

/** Shows the lines of the journal. */
final class JournalShow implements Command {

  private static final long STANDARD = 50;

  @Override
  public Shape shape() {
    return Shape.reads()
        .option("--run", "RUN", "this run only", EngineOffers.runs())
        .option("--last", "N", "the last so many lines (default: 50)", Offers.numbers(10, 50, 1000))
        .example("journal show", "the last 50 lines")
        .example("journal show --run 3 --last 1000", "all of run 3")
        .see("journal verify", "run show");
  }

  @Override
  public Result run(Call call) throws TrekException {
    JournalView journal = call.session().engine().journal();
    long last = call.number("--last").orElse(STANDARD);
    long run = call.option("--run").isPresent() ? Numbers.run(call.option("--run").get()) : -1;
    List<Line> lines = new ArrayList<>();
    journal.lines(line -> {
      if (run < 0 || line.run() == run) {
        lines.add(line);
      }
      if (lines.size() > last) {
        lines.remove(0);
      }
    });
    Rows rows = Rows.of("lines").id("Line").text("Time").id("Run").text("Phase").text("Step").text("What");
    for (Line line : lines) {
      rows.row(line.sequence(), line.time(), line.run(), line.phase().word(), line.step(), journal.describe(line));
    }
    return Result.done().table(rows);
  }
}
