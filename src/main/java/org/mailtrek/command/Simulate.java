package org.mailtrek.command;

import java.nio.file.Path;
import java.util.List;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.Practice;

/** Makes a practice estate, on which everything works for real inside one folder. */
final class Simulate implements Command {

  private static final long USERS = 200;
  private static final long SEED = 1;

  @Override
  public Shape shape() {
    return Shape.keeps()
        .takes("NAME", "what is simulated; or 'stop'", (session, typed) -> Practice.KINDS.stream().map(kind -> new Candidate(kind, "practice estate")).toList())
        .option("--into", "DIR", "the folder that becomes the estate's (default: ./NAME)", Offers.folders())
        .option("--users", "N", "how many mailboxes (default: 200)", Offers.numbers(10, 200, 1000))
        .option("--seed", "N", "the same seed makes the same people and files (default: 1)", Offers.numbers(1, 2, 3))
        .example("simulate zcp-single --into ~/practice", "a Zarafa server with 200 users; no network")
        .example("simulate zcp-single --into /tmp/p --users 10 --seed 7", "a small one")
        .example("simulate kopano-8.1 --into ~/upgrade", "a Kopano 8.1 that waits for its upgrade")
        .example("simulate netscape --into ~/netscape", "a Netscape Messaging Server 3.x with mail, a queue, and an empty 4.1 beside it")
        .see("simulate stop", "status", "plan");
  }

  @Override
  public Result run(Call call) throws TrekException {
    String kind = call.words().get(0);
    if (!Practice.KINDS.contains(kind)) {
      List<String> near = Near.of(kind, Practice.KINDS);
      throw TrekException.at("simulate").kind(TrekException.Kind.USAGE).found("there is no practice estate '" + kind + "'").next("one of " + String.join(", ", near.isEmpty() ? Practice.KINDS : near));
    }
    Path folder = call.session().path(call.option("--into").orElse(kind)).toAbsolutePath().normalize();
    long users = call.number("--users").orElse(USERS);
    if (users > Integer.MAX_VALUE) {
      throw TrekException.at("--users").kind(TrekException.Kind.USAGE).found(users + " are too many").next("--users 200");
    }
    Practice.make(kind, folder, (int) users, call.number("--seed").orElse(SEED), what -> call.talk().say("  " + what));
    call.session().use(folder);
    Result made = Result.done("practice estate in " + folder).field("folder", folder).field("estate_kind", kind);
    return call.session().leadingHere(made).next("status").next(first(kind));
  }

  private static String first(String kind) {
    return kind.equals("netscape") ? "mailbox survey" : kind.startsWith("oracle") ? "runbook list" : kind.startsWith("zcp") ? "plan zcp-to-kopano" : "plan kopano-upgrade";
  }
}
