package org.mailtrek.command;

import java.util.List;
import java.util.Optional;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.MoveUndo;
import org.mailtrek.mailbox.UserMove;

/** Takes the move of messages back: what nobody touched since leaves the target, and what was removed at the source returns. */
final class MailboxUndo implements Command {

  @Override
  public Shape shape() {
    return MailMoves.options(Shape.moves())
        .example("mailbox undo --plan", "whose messages would leave the target")
        .example("mailbox undo --yes", "what was marked at the target since stays there; what was removed at the source is copied back first")
        .example("mailbox undo --users lists/__up.primary.txt --yes", "of these users only")
        .see("mailbox messages", "mailbox status");
  }

  @Override
  public Result run(Call call) throws TrekException {
    MailMoves moves = MailMoves.of(call);
    Optional<List<String>> listed = MailMoves.listed(call);
    List<String> users = listed.isPresent() ? listed.get() : moves.ledger().users();
    if (call.has("--plan")) {
      return preview(moves, users);
    }
    new Acting(call).agreed(false, "take the move of " + Numbers.of(users.size(), "user") + " back, from " + moves.pair().target() + "?", call.session().estate().name());
    MoveUndo undo = new MoveUndo(moves.ledger(), moves.sides(), call.session().clock(), MailMoves.owner());
    undo.run(users);
    Result result = Result.done().changes(undo.removed() + undo.returned()).field("removed", undo.removed()).field("returned", undo.returned()).field("left", undo.left())
        .line(Numbers.of(undo.removed(), "message") + " removed at the target, " + undo.returned() + " copied back to the source, " + undo.left() + " left as they are: touched since, or the only copy").lines(undo.lines());
    return undo.lines().isEmpty() ? result : result.outcome(Outcome.PARTLY);
  }

  private static Result preview(MailMoves moves, List<String> users) throws TrekException {
    Rows rows = Rows.of("users").text("User").text("State").number("Folders").number("Messages").bytes("Size");
    long messages = 0;
    for (String user : users) {
      UserMove move = UserMove.of(moves.ledger(), user);
      if (move.messages() > 0) {
        rows.row(user, move.state(), move.folders(), move.messages(), move.bytes());
        messages += move.messages();
      }
    }
    Result result = Result.done().changes(messages).table(rows);
    return messages == 0 ? result.outcome(Outcome.NOTHING) : result.outcome(Outcome.PLANNED);
  }
}
