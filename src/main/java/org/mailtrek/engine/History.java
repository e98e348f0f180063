package org.mailtrek.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.host.TrekException;

/** The runs of an estate, told from its journal. */
final class History {

  private final Map<Long, RunTally> byNumber = new LinkedHashMap<>();

  static History read(Home home) throws TrekException {
    History history = new History();
    JournalScan.read(home, (line, offset) -> history.take(line, offset));
    return history;
  }

  /** Takes the next line, read or just written. */
  void take(Line line, long offset) throws TrekException {
    if (line.run() == 0) {
      return;
    }
    if (line.phase() == Phase.RUN_BEGIN) {
      byNumber.put(line.run(), new RunTally(line, offset));
      return;
    }
    tally(line.run()).take(line);
  }

  List<RunInfo> runs() {
    return byNumber.values().stream().map(RunTally::info).toList();
  }

  List<RunTally> tallies() {
    return new ArrayList<>(byNumber.values());
  }

  RunInfo run(long number) throws TrekException {
    return tally(number).info();
  }

  RunTally tally(long number) throws TrekException {
    RunTally found = byNumber.get(number);
    if (found == null) {
      throw Refusals.noRun(Long.toString(number));
    }
    return found;
  }

  long nextRun() {
    return byNumber.keySet().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
  }
}
