package org.mailtrek.command;

import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.MoveVerification;

/** Compares every message with its copy, byte for byte. */
final class MailboxVerify implements Command {

  private static final long SHOWN = 1_000;

  @Override
  public Shape shape() {
    return MailMoves.options(Shape.reads())
        .option("--show", "N", "how many differences are named (default: 1000); all are counted", Offers.numbers(20, 1000, 100000))
        .example("mailbox verify", "every message of every user; exit 2 when one is missing or differs, and each is named")
        .example("mailbox verify --users lists/__up.primary.txt", "of these users only")
        .see("mailbox messages", "mailbox status");
  }

  @Override
  public Result run(Call call) throws TrekException {
    MailMoves moves = MailMoves.of(call);
    long shown = call.number("--show").orElse(SHOWN);
    Rows rows = Rows.of("differences").text("User").text("Folder").text("Message").text("Message-ID").bytes("Size").text("Reason");
    MoveVerification found = MoveVerification.of(moves.ledger(), moves.sides().source(), moves.sides().target(), moves.users(call), each -> {
      if (rows.count() < shown) {
        rows.row(each.user(), each.folder().toString(), each.id(), each.messageId(), each.size(), each.reason());
      }
    });
    Result result = Result.done().field("messages", found.messages()).field("bytes", found.bytes()).field("different", found.different());
    result = rows.count() > 0 ? result.table(rows) : result;
    result = result.line(Numbers.of(found.messages(), "message") + " compared, " + found.different() + " missing or different")
        .line(found.marked() + " marked otherwise at the target since, or by it");
    return found.different() == 0 ? result : result.outcome(Outcome.DIFFERENT).next("mailbox messages --yes");
  }
}
