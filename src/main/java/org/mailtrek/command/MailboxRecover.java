package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.HaltedUpgrade;
import org.mailtrek.mailbox.StorePaths;

/** Says how to recover from a halted run of the maker's {@code upgrade}, and refuses where the documented way would lose mail. */
final class MailboxRecover implements Command {

  @Override
  public Shape shape() {
    return MailboxPartitions.names(Shape.reads())
        .option("--host", "HOST", "the Netscape server", Offers.hosts())
        .example("mailbox recover", "what is to be done after a halted upgrade; exit 5 where that would lose mail")
        .example("mailbox recover --host mail1", "of one of several servers")
        .see("mailbox messages", "mailbox partitions");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Declaration declared = EstateFile.read(call.session().folder());
    List<String> lines = new ArrayList<>();
    for (Declaration.Product server : MailStores.servers(call, declared)) {
      StorePaths paths = StorePaths.of(call.session().estate().view().directory(), MailStores.data(server));
      HaltedUpgrade halted = HaltedUpgrade.of(call.session().estate().view().host(server.host()), MailboxPartitions.instance(server), MailboxPartitions.of(call, server, paths));
      if (!halted.losses().isEmpty()) {
        throw TrekException.at(server.host()).kind(TrekException.Kind.REFUSED)
            .found("to throw 4.x away and begin anew, as the guide says, would lose mail: " + String.join("; ", halted.losses()))
            .next("resume instead: remove lock/__lock.share when no upgrade runs, then upgrade -m; it goes on with the folders in transition");
      }
      halted.signs().forEach(each -> lines.add(server.host() + ": a run began: " + each));
      if (!halted.signs().isEmpty()) {
        lines.add("no message would be lost, as far as files tell; with both servers stopped:");
        halted.acts().forEach(each -> lines.add("  - " + each));
      }
    }
    return lines.isEmpty() ? Result.done().outcome(Outcome.NOTHING).line("no upgrade was begun: nothing to recover from") : Result.done().lines(lines);
  }
}
