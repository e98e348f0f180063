package org.mailtrek.command;

import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Interruption;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.MailMove;
import org.mailtrek.mailbox.MovePreview;
import org.mailtrek.mailbox.MoveTally;
import org.mailtrek.mailbox.TargetRoom;
import org.mailtrek.mailbox.WriteSample;

/** Moves messages from one store into another; again brings what is new. */
final class MailboxMessages implements Command {

  private static final long THREADS = 5;
  private static final long MOST_THREADS = 64;

  @Override
  public Shape shape() {
    return MailMoves.options(Shape.moves())
        .option("--threads", "N", "how many folders are moved at once (default: 5)", Offers.numbers(2, 5, 10))
        .flag("--emptied", "a folder in which nothing is any more was emptied by its user: what was moved of it goes at the target too (default: it stays, and is told)")
        .flag("--content", "with --plan: read each message, and name those that the target can't take (default: as far as the source's lists tell)")
        .flag("--measure", "with --plan: fill a place beside the target with a sample, take that away again, and say how long the move will take (default: nothing is written)")
        .flag("--remove", "then remove at the source what was moved, each message after its copy was read back")
        .example("mailbox messages --to maildir:/var/vmail/%u/Maildir --plan", "how many would be moved, and what of them can't be kept")
        .example("mailbox messages --to maildir:/var/vmail/%u/Maildir --plan --measure", "and how long it will take, measured where it will be written")
        .example("mailbox messages --to maildir:/var/vmail/%u/Maildir --yes", "move them; users may go on working at the source")
        .example("mailbox messages --yes", "once more: what arrived, was marked or vanished since; what was marked at the target stays as it is there")
        .example("mailbox messages --users lists/__up.primary.txt --threads 10 --yes", "the users of a partition; other processes may move others meanwhile")
        .example("mailbox messages --from imap:old --to maildir:/var/vmail/%u/Maildir --yes", "from any IMAP server that estate.yaml declares; nothing is changed there")
        .example("mailbox messages --to imap:new --plan --content", "name each message ahead that IMAP can't carry")
        .example("mailbox messages --to imap:new --yes", "into the mailboxes of an IMAP server that estate.yaml declares; each message once, whatever is cut")
        .see("mailbox status", "mailbox verify", "mailbox undo", "mailbox survey");
  }

  @Override
  public Result run(Call call) throws TrekException {
    MailMoves moves = MailMoves.of(call);
    List<String> users = moves.users(call);
    long threads = call.number("--threads").orElse(THREADS);
    if (threads < 1 || threads > MOST_THREADS) {
      throw TrekException.at("--threads").kind(TrekException.Kind.USAGE).found("from 1 to " + MOST_THREADS + " folders can be moved at once").next("--threads 5");
    }
    if (call.has("--plan")) {
      MovePreview preview = MovePreview.of(moves.ledger(), moves.sides(), users, call.has("--content"));
      Result result = preview(moves, users, call.has("--content"), preview);
      return call.has("--measure") ? measured(moves.measured(call, users, (int) threads), preview, result) : result;
    }
    if (call.has("--measure")) {
      throw TrekException.at("--measure").kind(TrekException.Kind.USAGE).found("is for plans: what is moved need not be measured before").next("--plan --measure");
    }
    boolean remove = call.has("--remove");
    if (remove && !moves.sides().source().removable()) {
      throw TrekException.at("--remove").kind(TrekException.Kind.USAGE).found("messages can't be removed one by one from " + moves.sides().source().title()).next("move them without it; once verified, put the old store away as a whole");
    }
    String question = "move the messages of " + Numbers.of(users.size(), "user") + " from " + moves.pair() + (remove ? ", and remove them at the source" : "") + "?";
    new Acting(call).agreed(remove, question, call.session().estate().name());
    TargetRoom room = new TargetRoom();
    room.add(moves.ledger(), moves.sides(), users);
    List<String> lacking = room.lacking();
    if (!lacking.isEmpty()) {
      throw TrekException.at(moves.sides().to().files().name()).kind(TrekException.Kind.REFUSED).found(String.join("; ", lacking)).next("make room there, or name fewer users with --users");
    }
    Interruption interruption = new Interruption();
    call.talk().writing(Optional.of(interruption::request));
    try {
      MoveTally tally = moves.move(call.session().clock()).run(users, new MailMove.Terms((int) threads, remove, call.has("--emptied")), new RunProgress(call.talk()), interruption);
      return result(tally, interruption);
    } finally {
      call.talk().writing(Optional.empty());
    }
  }

  private static Result measured(WriteSample.Measured measured, MovePreview preview, Result result) {
    Rows rows = Rows.of("measured").number("Sample").bytes("Size").millis("Took").number("Messages a second").millis("All that is to be moved");
    rows.row(measured.messages(), measured.bytes(), measured.nanos() / 1_000_000, measured.messages() * 1_000_000_000L / Math.max(1, measured.nanos()), measured.millis(preview.fresh(), preview.freshBytes()));
    return result.table(rows);
  }

  static Result preview(MailMoves moves, List<String> users, boolean content) throws TrekException {
    return preview(moves, users, content, MovePreview.of(moves.ledger(), moves.sides(), users, content));
  }

  private static Result preview(MailMoves moves, List<String> users, boolean content, MovePreview preview) {
    Rows rows = Rows.of("moves").text("Store").number("Users").number("Folders").number("Messages").number("To move").bytes("Size");
    rows.row(moves.sides().source().title(), users.size(), preview.folders(), preview.messages(), preview.fresh(), preview.freshBytes());
    Result result = Result.done().changes(preview.fresh()).table(rows).lines(preview.remarks()).lines(moves.sides().target().remarks());
    if (!content && moves.sides().target().judgesContent() && preview.fresh() > 0) {
      result = result.line("contents were not looked at: --content names the messages whose content the target can't take");
    }
    return preview.fresh() == 0 ? result.outcome(Outcome.NOTHING) : result.outcome(Outcome.PLANNED);
  }

  static Result result(MoveTally tally, Interruption interruption) {
    Rows rows = Rows.of("moved").number("Folders").number("Moved now").number("At the target").bytes("Size").number("Failed").number("Others at it");
    rows.row(tally.folders(), tally.added(), tally.messages(), tally.bytes(), tally.failed(), tally.busy());
    Result result = Result.done().changes(tally.added()).table(rows).lines(tally.lines());
    if (interruption.requested()) {
      return result.outcome(Outcome.PARTLY).line("stopped; what was moved stays").next("mailbox messages --yes");
    }
    return tally.failed() > 0 ? result.outcome(Outcome.PARTLY).next("mailbox status --only failed") : result.next("mailbox verify");
  }
}
