package org.mailtrek.mailbox;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Scratch;
import org.mailtrek.host.TrekException;

/**
 * Measures how fast a target is filled: moves a sample into a store of the same format beside the target, as the real move would, with digests and syncs, and takes
 * it away again. What a kill leaves of it is taken away by the next measurement; it bears a name that is no user's.
 */
public final class WriteSample {

  private static final int USERS = 20;
  private static final int OF_A_FOLDER = 50;
  private static final long BYTES = 1L << 20;
  private static final String NAME = "measure";

  private WriteSample() {}

  /**
   * What was measured.
   *
   * @param messages how many messages were written
   * @param bytes what these have together
   * @param nanos how long it took
   */
  public record Measured(long messages, long bytes, long nanos) {

    /** Returns how long it would take to write so many messages of so many bytes, in milliseconds: by whichever of the two takes longer. */
    public long millis(long all, long allBytes) {
      double byCount = (double) nanos * all / Math.max(1, messages);
      double byBytes = (double) nanos * allBytes / Math.max(1, bytes);
      return Math.round(Math.max(byCount, byBytes) / 1_000_000);
    }
  }

  /**
   * Measures.
   *
   * @param opened the move that is planned; nothing of it is changed
   * @param notes where ledgers lie
   * @param pair from where to where
   * @param threads how many folders at once
   * @throws TrekException of kind {@code USAGE} when the target is no store of files, {@code IN_USE} when somebody else measures; or when the host refuses
   */
  public static Measured of(OpenedMove opened, OpenedMove.Notes notes, MovePair pair, List<String> users, int threads) throws TrekException {
    if (!opened.sides().target().onDisk()) {
      throw TrekException.at("--measure").kind(TrekException.Kind.USAGE).found("what is put into an IMAP server stays there, so nothing is tried on it").next("without --measure");
    }
    Optional<FolderLocks.Held> lock = new FolderLocks(notes.locks().resolve(NAME + ".locks")).take(pair.target());
    if (lock.isEmpty()) {
      throw TrekException.at("--measure").kind(TrekException.Kind.IN_USE).found("somebody else measures the same target").next("a moment later");
    }
    try {
      return alone(opened, notes, pair, users, threads);
    } finally {
      lock.get().close();
    }
  }

  private static Measured alone(OpenedMove opened, OpenedMove.Notes notes, MovePair pair, List<String> users, int threads) throws TrekException {
    MailMove.Place to = opened.sides().to();
    UserPlaces places = UserPlaces.of(pair.target().substring(pair.target().indexOf(':') + 1));
    HostPath scratch = new Scratch(0, 0).beside(places.above().resolve(NAME));
    HostPath ledger = notes.folder().resolve(NAME);
    remove(to.disk(), to.files(), scratch);
    remove(notes.disk(), notes.files(), ledger);
    try {
      TargetOwner.of(to.files(), places.above()).folder(to.disk(), to.files(), scratch);
      MailTarget target = StoreKind.fill(to.disk(), to.files(), pair.target().substring(0, pair.target().indexOf(':') + 1) + new UserPlaces(scratch, places.below()));
      List<String> some = SampledStore.spread(users, USERS);
      MailStore sample = new SampledStore(opened.sides().source(), some, OF_A_FOLDER, BYTES);
      Ledger noted = Ledger.open(notes.disk(), notes.files(), ledger, pair, Path.of(notes.locks().toString(), NAME));
      MailMove move = new MailMove(noted, new MailMove.Sides(sample, opened.sides().from(), target, to), Clock.systemUTC(), NAME);
      long began = System.nanoTime();
      MoveTally tally = move.run(some, MailMove.Terms.of(threads), Progress.NONE, new Interruption());
      return new Measured(tally.added(), tally.bytes(), System.nanoTime() - began);
    } finally {
      remove(to.disk(), to.files(), scratch);
      remove(notes.disk(), notes.files(), ledger);
    }
  }

  private static void remove(Disk disk, FilesView files, HostPath path) throws TrekException {
    Optional<FileState> there = files.stat(path);
    if (there.isPresent()) {
      for (HostPath each : there.get().kind() == FileState.Kind.FOLDER ? files.list(path) : List.<HostPath>of()) {
        remove(disk, files, each);
      }
      disk.delete(path);
    }
  }
}
