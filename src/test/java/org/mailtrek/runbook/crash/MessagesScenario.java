package org.mailtrek.runbook.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.estate.MovePair;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.host.Disk;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalDisk;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillDisk;
import org.mailtrek.host.fault.Points;
import org.mailtrek.mailbox.Ledger;
import org.mailtrek.mailbox.MailFolder;
import org.mailtrek.mailbox.MailMove;
import org.mailtrek.mailbox.MailStore;
import org.mailtrek.mailbox.MoveTally;
import org.mailtrek.mailbox.MoveUndo;
import org.mailtrek.mailbox.StoreKind;
import org.mailtrek.practice.PracticeLab;

/** The messages of the Netscape server, moved into Maildirs: with a ledger instead of a journal, and gone on with by being begun again. */
final class MessagesScenario extends Scenario {

  private static final String FROM = "netscape3:/mail/mailbox-3.x";
  static final String ROOT = "lab1:/vmail";
  static final String TO = "maildir:/vmail/%u/Maildir";

  MessagesScenario() {
    super("mailbox messages", "netscape");
  }

  @Override
  void make(Path folder) throws IOException, InterruptedException, TrekException {
    PracticeLab.make(estate(), folder, 10, 7);
    Files.createDirectory(folder.resolve("practice/lab1/vmail"));
  }

  @Override
  CrashWorld open(Path folder, Points points) throws IOException, InterruptedException, TrekException {
    return new Noted(LabWorld.open(folder, points), points);
  }

  /** An estate whose ledger of moved messages has write points too. */
  private record Noted(LabWorld lab, Points points) implements CrashWorld {

    @Override
    public Path folder() {
      return lab.folder();
    }

    @Override
    public OpenedEstate estate() {
      return lab.estate();
    }

    @Override
    public Engine engine() {
      return lab.engine();
    }

    @Override
    public SortedMap<String, String> scan(boolean all) throws IOException, TrekException {
      return lab.scan(all);
    }

    @Override
    public void settle() {
      // There is no database.
    }

    @Override
    public void close() throws IOException {
      lab.close();
    }

    private MailMove.Sides sides() throws TrekException {
      Host host = estate().host("lab1");
      MailMove.Place place = new MailMove.Place(host.disk(), host.view());
      return new MailMove.Sides(StoreKind.open(host.view(), FROM), place, StoreKind.fill(host.disk(), host.view(), TO), place);
    }

    private Ledger ledger() {
      Path moves = folder().resolve("moves");
      Disk disk = new KillDisk(new LocalDisk("here", Path.of("/")), points);
      return Ledger.open(disk, LocalHost.files("here"), HostPath.of(moves.toString()), new MovePair("lab1", FROM, "lab1", TO), moves);
    }

    private void move(Progress progress) throws TrekException {
      MailMove.Sides sides = sides();
      MoveTally tally = new MailMove(ledger(), sides, Clock.systemUTC(), "test").run(sides.source().users(), MailMove.Terms.of(1), progress, new Interruption());
      if (tally.failed() > 0) {
        throw new AssertionError(tally.lines());
      }
    }

    private void takeBack() throws TrekException {
      Ledger ledger = ledger();
      MoveUndo undo = new MoveUndo(ledger, sides(), Clock.systemUTC(), "test");
      undo.run(ledger.users());
      if (!undo.lines().isEmpty()) {
        throw new AssertionError(undo.lines());
      }
    }
  }

  @Override
  void act(CrashWorld world, Progress progress) throws TrekException {
    ((Noted) world).move(progress);
  }

  @Override
  End recover(CrashWorld world, boolean back, Progress progress) throws TrekException {
    Noted noted = (Noted) world;
    if (back) {
      noted.takeBack();
      return End.BEFORE;
    }
    noted.move(progress);
    return End.AFTER;
  }

  /** The files' names at the target are made of the time: what is compared there are the mailboxes as they are seen. */
  @Override
  SortedMap<String, String> scan(CrashWorld world, boolean all) throws IOException, TrekException {
    SortedMap<String, String> lines = new TreeMap<>(world.scan(all));
    lines.keySet().removeIf(each -> each.startsWith(ROOT));
    lines.putAll(mailboxes(world, !all));
    return lines;
  }

  /** Returns the mailboxes at the target as they are seen, a line for each folder; those without messages where asked for. */
  static SortedMap<String, String> mailboxes(CrashWorld world, boolean empty) throws TrekException {
    SortedMap<String, String> lines = new TreeMap<>();
    MailStore target = StoreKind.open(world.estate().view().host("lab1"), TO);
    for (String user : target.users()) {
      for (MailFolder each : target.folders(user)) {
        List<String> messages = new ArrayList<>();
        each.messages(message -> messages.add(message.uid() + " " + message.arrived() + " " + message.marks()));
        if (!messages.isEmpty() || empty) {
          lines.put("mailbox " + user + " " + each.name(), each.uidValidity() + " " + each.uidNext() + " " + messages);
        }
      }
    }
    return lines;
  }
}
