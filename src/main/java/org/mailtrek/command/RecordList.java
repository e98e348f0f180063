package org.mailtrek.command;

import java.util.Comparator;
import org.mailtrek.command.Transcript.Entry;
import org.mailtrek.host.TrekException;

/** Lists transcripts and records. */
final class RecordList implements Command {

  @Override
  public Shape shape() {
    return Shape.reads().unrepeated()
        .example("record list", "every session, and what was kept under a name")
        .example("record list --json", "for a program")
        .see("record show", "replay", "history");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Transcripts transcripts = new Transcripts(call.session().folder());
    Rows rows = Rows.of("records").id("Name").text("Began").number("Commands").number("Failed");
    for (String name : transcripts.names()) {
      Transcript each = transcripts.named(name);
      long failed = each.entries().stream().filter(entry -> entry.came().map(came -> came.exit() != 0).orElse(false)).count();
      rows.row(name, each.head().<Object>map(Transcript.Head::started).orElse("-"), (long) each.entries().size(), failed);
    }
    Result result = Result.done().table(rows);
    return rows.count() == 0 ? result.line("nothing was typed here yet") : result.next("record show NAME");
  }

  /** Offers the names of all: records, then sessions, the latest first. */
  static Values names() {
    return (session, typed) -> {
      Transcripts transcripts = new Transcripts(session.folder());
      Comparator<String> recordsFirst = Comparator.comparing(Transcripts::session);
      return transcripts.names().stream().sorted(recordsFirst.thenComparing(Comparator.reverseOrder())).map(name -> new Candidate(name, Transcripts.session(name) ? "session" : "record")).toList();
    };
  }

  /** Returns how an entry ended, in a word or two. */
  static String ended(Entry entry) {
    return entry.came().map(came -> came.outcome() + (came.exit() == 0 ? "" : " (" + came.exit() + ")")).orElse("-");
  }
}
