package org.mailtrek.shell;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far hosts are that are worked on side by side: a line each, in the order in which they began, and one for all. */
final class HostMeters {

  private record Counted(long done, long total) {}

  private final Clock clock;
  private final Map<String, Meter> meters = new LinkedHashMap<>();
  private final Map<String, Counted> counts = new LinkedHashMap<>();

  HostMeters(Clock clock) {
    this.clock = clock;
  }

  /** Takes a new count of one host. */
  void update(String host, String title, String unit, long done, long total) {
    meters.computeIfAbsent(host, fresh -> new Meter(clock)).update(host + ": " + title, unit, done, total);
    counts.put(host, new Counted(done, total));
  }

  /** Returns whether no host is worked on. */
  boolean none() {
    return meters.isEmpty();
  }

  /** Forgets all hosts. */
  void clear() {
    meters.clear();
    counts.clear();
  }

  /** Returns a line for each host, and behind them, where there are several, how much is done of all. */
  List<String> lines(boolean bar) {
    List<String> lines = new ArrayList<>();
    meters.values().forEach(each -> lines.add(each.line(bar)));
    if (meters.size() > 1) {
      lines.add(all());
    }
    return lines;
  }

  /** Returns what all hosts come to, in one line. */
  String all() {
    long done = counts.values().stream().mapToLong(Counted::done).sum();
    long total = counts.values().stream().mapToLong(Counted::total).sum();
    String count = total == 0 ? "" : String.format(Locale.ROOT, " %d %%  %d of %d", Math.min(99, done * 100 / total), done, total);
    return "all " + meters.size() + " hosts" + count;
  }
}
