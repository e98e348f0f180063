package org.mailtrek.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailtrek.host.TrekException;

/** The runs of an estate, told from its journal. Safe for several threads. */
final class History {

  /** Marks a line whose number is reserved for an intent further down. */
  static final String RESERVES = "reserves";

  private final Map<Long, RunTally> byNumber = new LinkedHashMap<>();
  private final Set<Long> reserved = new HashSet<>();

  static History read(Home home) throws TrekException {
    History history = new History();
    JournalScan.read(home, (line, offset) -> history.take(line, offset));
    return history;
  }

  /** Takes the next line, read or just written. */
  synchronized void take(Line line, long offset) throws TrekException {
    if (line.run() == 0) {
      return;
    }
    if (line.phase() == Phase.RUN_BEGIN) {
      byNumber.put(line.run(), new RunTally(line, offset));
      return;
    }
    if (line.phase() == Phase.NOTE && Json.flag(line.body(), RESERVES)) {
      reserved.add(line.sequence());
    } else if (line.phase() == Phase.INTENT) {
      reserved.remove(SideFiles.record(line));
    }
    tally(line.run()).take(line);
  }

  /** Returns the numbers that were reserved and that no intent has taken. */
  synchronized Set<Long> reserved() {
    return Set.copyOf(reserved);
  }

  synchronized List<RunInfo> runs() {
    return byNumber.values().stream().map(RunTally::info).toList();
  }

  synchronized List<RunTally> tallies() {
    return new ArrayList<>(byNumber.values());
  }

  synchronized RunInfo run(long number) throws TrekException {
    return tally(number).info();
  }

  synchronized RunTally tally(long number) throws TrekException {
    RunTally found = byNumber.get(number);
    if (found == null) {
      throw Refusals.noRun(Long.toString(number));
    }
    return found;
  }

  synchronized long nextRun() {
    return byNumber.keySet().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
  }
}
