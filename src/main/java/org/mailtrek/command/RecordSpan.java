package org.mailtrek.command;

import org.mailtrek.host.TrekException;

/** Begins a record, or ends and keeps it. */
final class RecordSpan implements Command {

  private final boolean start;

  RecordSpan(String name) {
    this.start = name.equals("record start");
  }

  @Override
  public Shape shape() {
    if (start) {
      return Shape.reads().unrepeated().takes("NAME", "letters, digits, dot, dash and underscore", Offers.words("night: a name of your own"))
          .example("record start night", "what is typed from here on, with all that comes of it")
          .example("record start night; status; record stop", "in a script: secrets are kept as variables, never as they are")
          .see("record stop", "record last", "replay");
    }
    return Shape.keeps().unrepeated()
        .example("record stop", "keep what was recorded: transcripts/NAME.trek, and NAME.jsonl with outputs, exit codes and times")
        .example("record start night; status; record stop", "NAME.trek is a script that may be edited")
        .see("record start", "replay", "record show");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Recording recording = call.session().recording();
    if (start) {
      call.session().folder();
      recording.start(call.words().get(0));
      return Result.done("recording '" + call.words().get(0) + "'").next("record stop");
    }
    return kept(recording.stop(call.session().folder()));
  }

  static Result kept(Recording.Kept kept) {
    return Result.done("kept " + Numbers.of(kept.commands(), "command") + " as '" + kept.name() + "'").changes(1).field("record", kept.name()).next("replay " + kept.name() + " --plan");
  }
}
