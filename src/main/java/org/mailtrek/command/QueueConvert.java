package org.mailtrek.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.Runbook;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.ConvertQueue;

/** Gives the messages of a 3.x queue to Postfix, or into a folder. */
final class QueueConvert implements Command {

  private static final String NAME = "queue convert";

  static Runbook runbook() {
    List<Runbook.Option> options =
        List.of(
            new Runbook.Option("host", "the host", List.of(), Optional.empty()),
            new Runbook.Option("queue", "the 3.x queue", List.of(), Optional.empty()),
            new Runbook.Option("to", "Postfix, or a folder", List.of(), Optional.empty()));
    return new SingleStep(NAME, "Convert a queue of messages", options, given -> List.of(new ConvertQueue(given.get("host"), HostPath.of(given.get("queue")), given.get("to"))));
  }

  @Override
  public Shape shape() {
    return Shape.changes()
        .option("--queue", "PATH", "the queue, in the published layout 'netscape3-queue'", Offers.words("/usr/netscape/suitespot/mail-NAME/queue: the 3.x queue"))
        .option("--to", "TARGET", "postfix, postfix:/etc/postfix, or folder:/PATH", Offers.words("postfix: its maildrop, as sendmail fills it", "folder:/var/tmp/queue: messages and their envelopes"))
        .option("--host", "HOST", "the host that has both", Offers.hosts())
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example("queue convert --queue /usr/netscape/suitespot/mail-lab1/queue --to folder:/var/tmp --plan", "what would be written")
        .example("queue convert --queue /usr/netscape/suitespot/mail-lab1/queue --to postfix", "each message once, also when it is run again")
        .see("mailbox survey", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Declaration declared = EstateFile.read(call.session().folder());
    String queue = needed(call, "--queue", "--queue /PATH");
    return new Acting(call).runbook(NAME, Map.of("host", MailStores.host(call, declared), "queue", HostPath.typed("--queue", queue, "--queue /PATH").toString(), "to", needed(call, "--to", "--to postfix, or --to folder:/PATH")));
  }

  private static String needed(Call call, String option, String next) throws TrekException {
    return call.option(option).orElseThrow(() -> TrekException.at(NAME).kind(TrekException.Kind.USAGE).found("needs " + option).next(next));
  }
}
