package org.mailtrek.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mailtrek.engine.Interruption;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalDisk;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.DeliveryGate;
import org.mailtrek.mailbox.FolderState;
import org.mailtrek.mailbox.LocalPort;
import org.mailtrek.mailbox.LoginHook;
import org.mailtrek.mailbox.ServedUsers;
import org.mailtrek.mailbox.UserMove;

/** Stays, and moves the mail of whoever signs in or gets mail at the new server, before he sees it. */
final class MailboxServe implements Command {

  private static final long THREADS = 4;
  private static final long MOST_THREADS = 64;
  private static final long PATIENCE = 60;
  private static final long LOOK_MILLISECONDS = 250;

  @Override
  public Shape shape() {
    return MailMoves.options(Shape.moves())
        .option("--at", "FOLDER", "where the script for Dovecot, its socket and the marks lie (default: /run/mailtrek)", Offers.folders())
        .option("--gate", "ADDRESS", "take mail for the new server here (LMTP): a socket's path, or a port of 127.0.0.1", Offers.words("127.0.0.1:2424: a port of this machine", "/var/spool/postfix/private/mailtrek: a socket for Postfix"))
        .option("--deliver", "ADDRESS", "and pass it on to the new server's LMTP here", Offers.words("/run/dovecot/lmtp: Dovecot's socket"))
        .flag("--domains", "users are named with their domain, joe@example.com (default: what stands before the @)")
        .option("--threads", "N", "how many users are moved at once (default: 4)", Offers.numbers(2, 4, 8))
        .option("--patience", "SECONDS", "how long a sign-in or a delivery waits, before it is told to come again (default: 60)", Offers.numbers(30, 60, 300))
        .flag("--until-moved", "end when all users are moved (default: stay until Ctrl-C)")
        .example("mailbox serve --to maildir:/var/vmail/%u/Maildir --plan", "how much is still to be moved")
        .example("mailbox serve --yes", "each user's INBOX when he signs in; the other folders right after")
        .example("mailbox serve --gate 127.0.0.1:2424 --deliver /run/dovecot/lmtp --yes", "before mail is delivered to him too")
        .see("mailbox messages", "mailbox open", "mailbox status");
  }

  @Override
  public Result run(Call call) throws TrekException {
    MailMoves moves = MailMoves.of(call);
    List<String> users = moves.users(call);
    if (call.has("--plan")) {
      return MailboxMessages.preview(moves, users, false);
    }
    if (call.option("--gate").isPresent() != call.option("--deliver").isPresent()) {
      throw TrekException.at("--gate").kind(TrekException.Kind.USAGE).found("--gate and --deliver belong together").next("--gate 127.0.0.1:2424 --deliver /run/dovecot/lmtp");
    }
    long threads = call.number("--threads").orElse(THREADS);
    if (threads < 1 || threads > MOST_THREADS) {
      throw TrekException.at("--threads").kind(TrekException.Kind.USAGE).found("from 1 to " + MOST_THREADS + " users can be moved at once").next("--threads 4");
    }
    new Acting(call).agreed(false, "move each user's messages when he comes, from " + moves.pair() + "?", call.session().estate().name());
    Interruption interruption = new Interruption();
    call.talk().writing(Optional.of(interruption::request));
    try {
      return serve(call, moves, new Terms(users, (int) threads, Duration.ofSeconds(call.number("--patience").orElse(PATIENCE))), interruption);
    } finally {
      call.talk().writing(Optional.empty());
    }
  }

  /** How it serves. */
  private record Terms(List<String> users, int threads, Duration patience) {}

  private static Result serve(Call call, MailMoves moves, Terms terms, Interruption interruption) throws TrekException {
    HostPath folder = HostPath.of(call.session().path(call.option("--at").orElse("/run/mailtrek")).toAbsolutePath().normalize().toString());
    Disk disk = new LocalDisk("this machine", Path.of("/"));
    FilesView files = LocalHost.files("this machine");
    LoginHook hook = new LoginHook(disk, files, folder);
    hook.install();
    List<LocalPort> open = new ArrayList<>();
    try (ServedUsers served = new ServedUsers(moves.move(call.session().clock()), disk, files, folder.resolve(LoginHook.MARKS), terms.threads())) {
      try {
        open.add(hook.answer(served, moves.sides().target().place("x").parent(), terms.patience()));
        if (call.option("--gate").isPresent()) {
          open.add(new DeliveryGate(served, call.option("--deliver").orElseThrow(), terms.patience(), call.has("--domains")).open(call.option("--gate").get()));
        }
        call.talk().say("serves; Dovecot's post-login script is " + folder + "/post-login; Ctrl-C ends it");
        boolean all = wait(moves, call.has("--until-moved") ? terms.users() : List.of(), interruption);
        Result result = Result.done().changes(served.served()).field("served", served.served()).field("told_to_come_again", served.refused())
            .line(Numbers.of(served.served(), "user") + " served, " + served.refused() + " times somebody was told to come again");
        return all ? result.next("mailbox verify") : result.line("stopped; what was moved stays").next("mailbox status");
      } finally {
        for (LocalPort each : open) {
          each.close();
        }
      }
    }
  }

  /** Returns whether all of these users are moved; false when it is to stop. */
  private static boolean wait(MailMoves moves, List<String> users, Interruption interruption) throws TrekException {
    List<String> left = new ArrayList<>(users);
    while (!interruption.requested()) {
      for (String each : left.isEmpty() ? List.<String>of() : List.copyOf(left)) {
        if (!UserMove.of(moves.ledger(), each).state().equals(FolderState.Stage.NON_TRANSITION.word())) {
          break;
        }
        left.remove(each);
      }
      if (!users.isEmpty() && left.isEmpty()) {
        return true;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }
}
