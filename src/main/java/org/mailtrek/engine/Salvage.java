package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.Disk;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Makes a journal usable again of which lines were changed, damaged or cut off, under the {@link Lease}. Lines that can be believed keep their numbers, so that side
 * files stay theirs; in place of each other one stands a note, which every undo of its run will name. The damaged journal is kept under another name.
 * Killed at any instruction, either the old journal is there or the new one.
 */
final class Salvage {

  private static final String FRESH = "journal.recovering";
  private static final long GAP_AT_MOST = 1_000_000;

  private final Home home;
  private final Clock clock;
  private final HostPath fresh;
  private final BitSet intents = new BitSet();
  private final Set<Long> begun = new HashSet<>();
  private final List<String> lost = new ArrayList<>();
  private String digest = "";
  private long lines;
  private long run;
  private String step = "";

  private Salvage(Home home, Clock clock) {
    this.home = home;
    this.clock = clock;
    this.fresh = home.journal().resolve(FRESH);
  }

  /** Recovers what can be; does nothing to a journal that is whole. */
  static JournalView.Recovery of(Home home, Clock clock, String owner) throws TrekException {
    JournalScan.Found found = JournalScan.scan(home, (line, offset) -> { });
    Optional<String> beyond = SideFiles.beyond(home, found.lines());
    if (found.problem().isEmpty() && beyond.isEmpty()) {
      return new JournalView.Recovery(found.lines(), List.of(), Optional.empty());
    }
    return new Salvage(home, clock).recover(found.problem().orElseGet(beyond::get), owner);
  }

  private JournalView.Recovery recover(String problem, String owner) throws TrekException {
    HostPath file = JournalScan.file(home);
    HostPath kept = home.journal().resolve("damaged-" + clock.millis() + ".jsonl");
    home.remove(fresh);
    disk().create(fresh);
    Optional<InputStream> there = home.open(file);
    if (there.isPresent()) {
      try (InputStream in = new BufferedInputStream(there.get(), 1 << 16)) {
        RawLines raw = new RawLines(in);
        for (Optional<Line> each = raw.next(); each.isPresent(); each = raw.next()) {
          take(each.get());
        }
      } catch (IOException e) {
        throw TrekException.at(file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
      }
    }
    fill(SideFiles.last(home) + 1);
    write(0, "", Phase.NOTE, Json.object("text", "the journal was recovered: " + problem + "; as it was it is kept as " + kept.name(), "owner", owner));
    disk().fsync(fresh);
    if (there.isPresent()) {
      disk().link(file, kept);
    }
    disk().rename(fresh, file);
    disk().fsync(home.journal());
    return new JournalView.Recovery(lines, lost, there.map(any -> kept));
  }

  private void take(Line line) throws TrekException {
    if (line.sequence() <= lines || line.sequence() - lines > GAP_AT_MOST) {
      return;
    }
    fill(line.sequence());
    run = line.run();
    step = line.step();
    if (line.phase() == Phase.RUN_BEGIN) {
      begun.add(run);
    }
    if (run > 0 && !begun.contains(run)) {
      lose(0, "line " + line.sequence() + " belongs to run " + run + ", whose beginning is lost: that run can't be taken back any more", true);
    } else if (orphan(line)) {
      long intent = Json.number(line.body(), "intent");
      lose(run, "what line " + intent + " changed in step " + step + " is not known any more, and is left as it is", line.phase() == Phase.DONE);
    } else {
      if (line.phase() == Phase.INTENT) {
        intents.set((int) line.sequence());
      }
      copy(line);
    }
  }

  /** Returns whether a line says how a change ended of which the line that told it is lost. */
  private boolean orphan(Line line) throws TrekException {
    boolean ends = line.phase() == Phase.DONE || line.phase() == Phase.UNDONE || line.phase() == Phase.FAILED;
    return ends && line.body().hasField("intent") && !intents.get((int) Math.min(Integer.MAX_VALUE, Json.number(line.body(), "intent")));
  }

  /** Puts notes in the places of lost lines, up to a number. */
  private void fill(long next) throws TrekException {
    long from = lines + 1;
    if (from < next) {
      String which = from == next - 1 ? "line " + from + " is" : "lines " + from + " to " + (next - 1) + " are";
      lose(begun.contains(run) ? run : 0, which + " lost", false);
    }
    while (lines + 1 < next) {
      write(0, "", Phase.NOTE, Json.object("text", "a lost line"));
    }
  }

  private void lose(long of, String sentence, boolean counts) throws TrekException {
    String earlier = lost.isEmpty() ? "" : lost.get(lost.size() - 1);
    if (!earlier.endsWith("any more") || !sentence.endsWith("any more")) {
      lost.add(sentence);
    }
    write(of, of > 0 ? step : "", Phase.NOTE, Json.object("text", sentence, RunTally.LOST, sentence, "skipped", counts));
  }

  private void copy(Line line) throws TrekException {
    append(line.time(), line.run(), line.step(), line.phase(), line.body());
  }

  private void write(long of, String in, Phase phase, JSONObject body) throws TrekException {
    append(clock.instant(), of, in, phase, body);
  }

  private void append(Instant time, long of, String in, Phase phase, JSONObject body) throws TrekException {
    byte[] bytes = Journal.bytes(new Line(lines + 1, time, of, in, phase, body), digest);
    disk().append(fresh, bytes, 0, bytes.length);
    digest = Digests.hex(bytes);
    lines++;
  }

  private Disk disk() {
    return home.disk();
  }
}
