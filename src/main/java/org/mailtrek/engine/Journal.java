package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Disk;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Writes the journal, under the {@link Lease}. Several threads may write: their lines come one after another.
 *
 * <p>Opening it cuts what a crash left of the last two lines, keeps those bytes aside, and makes everything durable before anything is built
 * on it. At most {@link JournalScan#UNSYNCED_AT_MOST} lines are ever unsynced. After a failed fsync nothing is written any more.
 */
final class Journal {

  private static final String RESERVE = "reserve";
  private static final int RESERVE_SIZE = 1 << 16;
  private static final int ROOM = JournalScan.LONGEST_LINE * 3 / 4;

  private final Home home;
  private final Clock clock;
  private final History history;
  private final HostPath file;
  private String lastDigest;
  private long lines;
  private long length;
  private int unsynced;
  private boolean dead;

  private Journal(Home home, Clock clock, History history, JournalScan.Found found) {
    this.home = home;
    this.clock = clock;
    this.history = history;
    this.file = JournalScan.file(home);
    this.lines = found.lines();
    this.length = found.length();
    this.lastDigest = found.lastDigest();
  }

  /**
   * Opens the journal for writing.
   *
   * @throws TrekException when it is corrupt or was cut; nothing was written then
   */
  static Journal open(Home home, Clock clock) throws TrekException {
    History history = new History();
    JournalScan.Found found = JournalScan.read(home, history::take);
    Optional<String> beyond = SideFiles.beyond(home, found.lines());
    if (beyond.isPresent()) {
      throw TrekException.at(JournalScan.file(home)).found(beyond.get()).next("put the journal back from a copy of the estate's folder (nothing was removed); where there is none: journal recover");
    }
    home.makeFolder(home.journal());
    home.makeFolder(SideFiles.folder(home));
    Journal journal = new Journal(home, clock, history, found);
    journal.cut(found.tailBytes());
    journal.settle();
    return journal;
  }

  private void cut(long tailBytes) throws TrekException {
    if (tailBytes > 0) {
      home.write(home.journal().resolve("cut-" + (lines + 1) + "-" + clock.millis()), tail(tailBytes));
      disk().truncate(file, length);
    }
  }

  private byte[] tail(long size) throws TrekException {
    try (InputStream in = home.view().read(file)) {
      in.skipNBytes(length);
      return in.readNBytes((int) size);
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
    }
  }

  private void settle() throws TrekException {
    if (home.view().stat(file).isEmpty()) {
      disk().create(file);
    }
    disk().fsync(file);
    disk().fsync(home.journal());
    SideFiles.removeFrom(home, lines + 1);
    SideFiles.remove(home, history.reserved());
    Spool.removeAll(home);
  }

  /**
   * Makes sure of the room for the last lines of a run when the disk fills up.
   *
   * @throws TrekException when there is no room for it
   */
  synchronized void reserve() throws TrekException {
    HostPath reserve = home.journal().resolve(RESERVE);
    if (home.view().stat(reserve).map(there -> there.size() == RESERVE_SIZE).orElse(false)) {
      return;
    }
    home.remove(reserve);
    disk().create(reserve);
    byte[] room = new byte[RESERVE_SIZE];
    Arrays.fill(room, (byte) '.');
    try {
      disk().append(reserve, room, 0, room.length);
      disk().fsync(reserve);
    } catch (TrekException e) {
      home.remove(reserve);
      throw e;
    }
    disk().fsync(home.journal());
  }

  /** Returns what the lines so far, those just written among them, come to. */
  History history() {
    return history;
  }

  /** Returns the sequence number of the next line. */
  synchronized long next() {
    return lines + 1;
  }

  /**
   * Reserves the number of a line for an intent that will stand further down: while its side files are written, others go on. The number names them,
   * and all scratch of the change.
   */
  long reserve(long run, String step) throws TrekException {
    return append(run, step, Phase.NOTE, Json.object("text", "prepares a change", History.RESERVES, true)).sequence();
  }

  /** Writes a line that need not be durable before the next one. */
  synchronized Line append(long run, String step, Phase phase, JSONObject body) throws TrekException {
    checkAlive();
    Line line = new Line(lines + 1, clock.instant(), run, step, phase, body);
    byte[] bytes = bytes(line, lastDigest);
    if (bytes.length >= JournalScan.LONGEST_LINE) {
      throw new IllegalStateException("a line of " + bytes.length + " bytes could not be read again: " + phase.word() + " of run " + run);
    }
    try {
      disk().append(file, bytes, 0, bytes.length);
    } catch (TrekException e) {
      takeBack();
      throw e;
    }
    lines++;
    unsynced++;
    long offset = length;
    length += bytes.length;
    lastDigest = Digests.hex(bytes);
    history.take(line, offset);
    if (unsynced >= JournalScan.UNSYNCED_AT_MOST) {
      sync();
    }
    return line;
  }

  /** Writes a line, durably. */
  synchronized Line appendDurably(long run, String step, Phase phase, JSONObject body) throws TrekException {
    Line line = append(run, step, phase, body);
    sync();
    return line;
  }

  /** Returns sentences short enough to stand in one line together, cut at their ends where they must be. */
  static List<String> fitting(List<String> sentences) {
    List<String> cut = sentences;
    for (int longest = 1 << 12; longest > 1 << 5 && Json.bytes(Json.object("left", cut)).length > ROOM; longest /= 2) {
      int at = longest;
      cut = sentences.stream().map(each -> each.length() <= at ? each : each.substring(0, at) + "...").toList();
    }
    return cut;
  }

  /** Returns whether sentences fit into a line as they are. */
  static boolean fits(List<String> sentences) {
    return Json.bytes(Json.object("noted", sentences)).length <= ROOM;
  }

  /** Makes all lines durable. */
  synchronized void sync() throws TrekException {
    checkAlive();
    if (unsynced == 0) {
      return;
    }
    try {
      disk().fsync(file);
    } catch (TrekException e) {
      dead = true;
      throw e;
    }
    unsynced = 0;
  }

  /** Takes away the part of a line that did not fit, and makes room for the lines that say so. */
  private void takeBack() throws TrekException {
    dead = true;
    disk().truncate(file, length);
    home.remove(home.journal().resolve(RESERVE));
    dead = false;
  }

  private void checkAlive() throws TrekException {
    if (dead) {
      throw TrekException.at(file).found("an earlier write failed, so nothing more is written").next("check the disk, then resume or undo");
    }
  }

  /** Returns a line as it lies in the file, behind one of that digest. */
  static byte[] bytes(Line line, String before) {
    JSONObject json =
        Json.object(
            "seq", line.sequence(),
            "time", line.time().toString(),
            "format", JournalScan.FORMAT,
            "run", line.run(),
            "step", line.step(),
            "phase", line.phase().word(),
            "before", before,
            "what", line.body());
    byte[] text = Json.bytes(json);
    byte[] whole = Arrays.copyOf(text, text.length + 1);
    whole[text.length] = '\n';
    return whole;
  }

  private Disk disk() {
    return home.disk();
  }
}
