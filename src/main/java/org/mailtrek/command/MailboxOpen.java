package org.mailtrek.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Interruption;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.FolderName;
import org.mailtrek.mailbox.MoveTally;

/** Moves the mail of one user at once, or one folder of it, as somebody waits for it. */
final class MailboxOpen implements Command {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Override
  public Shape shape() {
    return MailMoves.options(Shape.moves())
        .takes("USER", "whose mail", DirectoryOffers.people())
        .mayTake("FOLDER", "the folder, as the source names it, parts divided by /; default: all", Offers.words("INBOX: where mail arrives"))
        .example("mailbox open joe INBOX --plan", "how many messages are still to be moved for joe")
        .example("mailbox open joe INBOX --yes", "now; whoever moves that folder already is waited for")
        .see("mailbox serve", "mailbox messages", "mailbox status");
  }

  @Override
  public Result run(Call call) throws TrekException {
    MailMoves moves = MailMoves.of(call);
    String user = call.word(0).orElseThrow();
    Optional<FolderName> folder = call.word(1).map(each -> new FolderName(List.of(each.replaceAll("^/+|/+$", "").split("/+"))));
    if (call.has("--plan")) {
      return MailboxMessages.preview(moves, List.of(user), false);
    }
    new Acting(call).agreed(false, "move the messages of " + user + " from " + moves.pair() + "?", call.session().estate().name());
    Interruption interruption = new Interruption();
    call.talk().writing(Optional.of(interruption::request));
    try {
      MoveTally tally = moves.move(call.session().clock()).open(user, folder, PATIENCE, interruption);
      if (tally.folders() == 0 && tally.busy() == 0) {
        throw TrekException.at(user + folder.map(each -> ", " + each).orElse("")).found("the source has no such user or folder").next("mailbox survey --full");
      }
      return MailboxMessages.result(tally, interruption);
    } finally {
      call.talk().writing(Optional.empty());
    }
  }
}
