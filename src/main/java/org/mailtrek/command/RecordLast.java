package org.mailtrek.command;

import org.mailtrek.host.TrekException;

/** Keeps what was typed just now. */
final class RecordLast implements Command {

  @Override
  public Shape shape() {
    return Shape.keeps().unrepeated()
        .takes("N", "how many commands", Offers.numbers(1, 5, 10, 20))
        .takes("as", "the word 'as'", Offers.oneOf("as: and a name"))
        .takes("NAME", "letters, digits, dot, dash and underscore", Offers.words("night: a name of your own"))
        .example("record last 5 as sockets", "the last five commands, as if they had been recorded")
        .example("record last 1 as look", "from outside the shell it takes those of the latest sessions")
        .see("record start", "replay", "history");
  }

  @Override
  public Result run(Call call) throws TrekException {
    String count = call.words().get(0);
    if (!count.matches("[1-9][0-9]{0,3}") || !call.words().get(1).equals("as")) {
      throw TrekException.at("record last").kind(TrekException.Kind.USAGE).found("'" + count + " " + call.words().get(1) + "' is not what it takes").next("record last 5 as NAME");
    }
    return RecordSpan.kept(call.session().recording().last(call.session().folder(), Integer.parseInt(count), Transcripts.checked(call.words().get(2))));
  }
}
