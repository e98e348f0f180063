package org.mailtrek.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.FolderState;
import org.mailtrek.mailbox.UserMove;

/** Says how far the move of each user's messages is. */
final class MailboxStatus implements Command {

  private static final String ALL = "all";

  @Override
  public Shape shape() {
    return MailMoves.options(Shape.reads())
        .option("--only", "STATE", "only users in this state: failed, halted, transition, migrating, non-transition", Offers.oneOf("all: every user", "failed: something could not be moved", "halted: its process ended on the way", "transition: still to be moved", "migrating: being moved", "non-transition: moved"))
        .example("mailbox status", "each user's state, folders, messages and bytes, and when all will be moved")
        .example("mailbox status --only failed", "who is not moved, and why")
        .see("mailbox messages", "mailbox verify");
  }

  @Override
  public Result run(Call call) throws TrekException {
    String only = call.oneOf("--only", ALL, ALL, "failed", UserMove.HALTED, "transition", "migrating", "non-transition");
    MailMoves moves = MailMoves.of(call);
    Rows rows = Rows.of("users").text("User").text("State").number("Folders").number("Moved").number("Messages").bytes("Size").text("Remark");
    Optional<List<String>> listed = MailMoves.listed(call);
    long done = 0;
    long first = Long.MAX_VALUE;
    long latest = 0;
    long bytes = 0;
    for (String user : listed.isPresent() ? listed.get() : moves.ledger().users()) {
      UserMove move = UserMove.of(moves.ledger(), user);
      if (move.state().equals(FolderState.Stage.NON_TRANSITION.word())) {
        done++;
        first = Math.min(first, move.latest());
        latest = Math.max(latest, move.latest());
      }
      bytes += move.bytes();
      if (only.equals(ALL) || move.state().equalsIgnoreCase(only)) {
        rows.row(user, move.state(), move.folders(), move.moved(), move.messages(), move.bytes(), move.reason());
      }
    }
    long all = moves.users(call).size();
    Result result = Result.done().table(rows).line(moves.pair().toString()).field("users_all", all).field("users_moved", done).field("moved_bytes", bytes).line(done + " of " + Numbers.of(all, "user") + " moved");
    long left = Math.max(0, all - done);
    if (done > 1 && left > 0 && latest > first) {
      Duration eta = Duration.ofSeconds((latest - first) * left / (done - 1));
      result = result.field("eta_seconds", eta.toSeconds()).line("at this rate the others take " + (eta.toMinutes() < 2 ? eta.toSeconds() + " s" : eta.toMinutes() + " min"));
    }
    return result;
  }
}
