package org.mailtrek.mailbox;

import java.nio.file.Path;
import java.time.Clock;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalDisk;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;

/** Moves the store below a folder in a process of its own. */
final class MovingChild {

  private MovingChild() {}

  public static void main(String[] args) throws TrekException {
    MoveTally tally = move(Path.of(args[0]));
    System.out.println(tally.added() + " " + tally.failed() + " " + tally.lines());
  }

  static MoveTally move(Path folder) throws TrekException {
    LocalDisk disk = new LocalDisk("here", Path.of("/"));
    MailMove.Place here = new MailMove.Place(disk, LocalHost.files("here"));
    Ledger ledger = Ledger.open(disk, here.files(), HostPath.of(folder + "/moves"), new MovePair("here", "a", "here", "b"), folder.resolve("moves"));
    MailStore source = StoreKind.open(here.files(), "netscape3:" + folder.resolve("old"));
    MailTarget target = StoreKind.fill(disk, here.files(), "maildir:" + folder.resolve("vmail") + "/%u/Maildir");
    return new MailMove(ledger, new MailMove.Sides(source, here, target, here), Clock.systemUTC(), "me").run(source.users(), MailMove.Terms.of(2), Progress.NONE, new Interruption());
  }
}
