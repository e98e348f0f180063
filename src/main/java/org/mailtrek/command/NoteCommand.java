package org.mailtrek.command;

import java.util.List;
import org.mailtrek.engine.Interruption;
import org.mailtrek.host.TrekException;

/** Writes a sentence of the operator into the journal. */
final class NoteCommand implements Command {

  @Override
  public Shape shape() {
    return Shape.keeps()
        .takes("TEXT", "one sentence, quoted", Offers.words("'called the provider at 22:10': your words"))
        .example("note 'called the provider at 22:10, the line is up again'", "into the journal, where report shows it")
        .example("note 'mail1 rebooted by hand'", "what happened outside Mailtrek")
        .see("sign-off", "report", "journal show");
  }

  @Override
  public Result run(Call call) throws TrekException {
    String text = call.words().get(0).strip();
    if (text.isEmpty() || text.length() > 2000 || text.chars().anyMatch(Character::isISOControl)) {
      throw TrekException.at("note").kind(TrekException.Kind.USAGE).found("a note is one line of at most 2000 characters").next("note 'one sentence'");
    }
    call.session().engine().runner(new RunProgress(call.talk()), new Interruption()).note(SecretWords.masked(List.of(text), text));
    return Result.done("noted in the journal").changes(1);
  }
}
