package org.mailtrek.command;

import org.mailtrek.command.Transcript.Came;
import org.mailtrek.command.Transcript.Entry;
import org.mailtrek.host.TrekException;

/** Shows a transcript or record. */
final class RecordShow implements Command {

  @Override
  public Shape shape() {
    return Shape.reads().unrepeated()
        .takes("NAME", "the session or record", RecordList.names())
        .flag("--output", "also what each command said")
        .example("record show night", "commands, outcomes and times")
        .example("record show night --output", "and what each of them said")
        .see("record list", "replay");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Transcript transcript = new Transcripts(call.session().folder()).named(call.words().get(0));
    Result result = Result.done();
    if (transcript.head().isPresent()) {
      Transcript.Head head = transcript.head().get();
      result = result.line(Moment.words(head.started()) + ", " + head.user() + ", " + head.versions() + ", " + head.folder());
    }
    Rows rows = Rows.of("commands").id("No").text("Command").text("Outcome").number("Changes").number("Took ms");
    long number = 0;
    for (Entry entry : transcript.entries()) {
      number++;
      rows.row(number, entry.line(), RecordList.ended(entry), entry.came().map(Came::changes).orElse(0L), entry.came().map(Came::millis).orElse(0L));
      if (call.has("--output") && entry.came().isPresent()) {
        Came came = entry.came().get();
        result = result.raw("> " + entry.line() + "\n" + came.output() + (came.whole() ? "" : "... " + came.bytes() + " bytes in all") + came.failure());
      }
    }
    return call.has("--output") && !call.talk().json() ? result : result.table(rows);
  }
}
