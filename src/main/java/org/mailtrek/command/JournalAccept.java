package org.mailtrek.command;

import java.util.Optional;
import org.mailtrek.engine.Interruption;
import org.mailtrek.host.TrekException;

/** Accepts what is there as the result of a change that resume found foreign. */
final class JournalAccept implements Command {

  @Override
  public Shape shape() {
    return Shape.keeps()
        .takes("LINE", "the change's line in the journal", EngineOffers.intents())
        .option("--because", "TEXT", "the reason, for journal and report", Offers.words("'edited by ... on purpose': your reason"))
        .example("journal accept 217 --because 'edited by hand during the night'", "resume then goes on")
        .example("journal show --last 10", "finds the line")
        .see("resume", "journal show");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Optional<String> because = call.option("--because");
    if (because.isEmpty()) {
      throw TrekException.at("journal accept").kind(TrekException.Kind.USAGE).found("needs a reason").next("--because TEXT");
    }
    call.session().engine().runner(new RunProgress(call.talk()), new Interruption()).accept(Numbers.run(call.words().get(0)), because.get());
    return Result.done("accepted; the journal says why").changes(1).next("resume");
  }
}
