package org.mailtrek.mailbox;

import java.nio.file.Path;
import java.time.Clock;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalDisk;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;

/**
 * A move of messages with its stores opened.
 *
 * @param ledger what is known of it
 * @param sides the two stores
 */
public record OpenedMove(Ledger ledger, MailMove.Sides sides) {

  /**
   * Where the ledgers of an estate lie.
   *
   * @param disk writes the machine that Mailtrek runs on
   * @param files reads it
   * @param folder the folder that has a ledger for each pair of stores
   * @param locks the folder of their kernel locks: the same one, unless the machine is simulated
   */
  public record Notes(Disk disk, FilesView files, HostPath folder, Path locks) {

    private static final String MACHINE = "this machine";

    /** Returns the place of an estate's ledgers, beside its journal. */
    public static Notes of(Path estate) throws TrekException {
      Path folder = estate.toAbsolutePath().normalize().resolve("moves");
      return new Notes(new LocalDisk(MACHINE, Path.of("/")), LocalHost.files(MACHINE), HostPath.of(folder.toString()), folder);
    }
  }

  /**
   * Opens the stores and the ledger of a move.
   *
   * @throws TrekException when one of the stores is none, or is not there
   */
  public static OpenedMove of(Estate estate, Notes notes, MovePair pair) throws TrekException {
    MailMove.Place here = new MailMove.Place(notes.disk(), notes.files());
    MailMove.Place from = NamedStore.imap(pair.source()) ? here : place(estate.host(pair.sourceHost()));
    MailMove.Place to = NamedStore.imap(pair.target()) ? here : place(estate.host(pair.targetHost()));
    Ledger ledger = Ledger.open(notes.disk(), notes.files(), notes.folder(), pair, notes.locks());
    return new OpenedMove(ledger, new MailMove.Sides(NamedStore.open(estate.view(), pair.sourceHost(), pair.source()), from, NamedStore.fill(estate, to, pair.target(), ledger), to));
  }

  private static MailMove.Place place(Host host) throws TrekException {
    return new MailMove.Place(host.disk(), host.view());
  }

  /** Returns who moves; {@code owner} is told to people. */
  public MailMove move(Clock clock, String owner) {
    return new MailMove(ledger, sides, clock, owner);
  }

  /** Returns who takes back. */
  public MoveUndo undo(Clock clock, String owner) {
    return new MoveUndo(ledger, sides, clock, owner);
  }
}
