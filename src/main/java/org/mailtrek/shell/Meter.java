package org.mailtrek.shell;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a piece of work is, with rate and time left from a sliding window. The time left is shown once the window holds enough.
 */
final class Meter {

  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration STABLE = Duration.ofSeconds(2);
  private static final int BAR = 20;

  private record Sample(long at, long done) {}

  private final Clock clock;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private String title = "";
  private String unit = "";
  private long started;
  private long done;
  private long total;

  Meter(Clock clock) {
    this.clock = clock;
  }

  /** Takes a new count; another title starts another piece of work. */
  void update(String newTitle, String newUnit, long newDone, long newTotal) {
    long now = clock.millis();
    if (!newTitle.equals(title)) {
      samples.clear();
      started = now;
    }
    title = newTitle;
    unit = newUnit;
    done = newDone;
    total = newTotal;
    samples.addLast(new Sample(now, newDone));
    while (samples.size() > 2 && now - samples.peekFirst().at() > WINDOW.toMillis()) {
      samples.removeFirst();
    }
  }

  /** Returns the title of the work at hand; empty when there is none. */
  String title() {
    return title;
  }

  /** Returns how much is done, in hundredths; 99 until the work has ended, and 0 where the total is not known. */
  int percent() {
    return total <= 0 ? 0 : (int) Math.min(99, done * 100 / total);
  }

  private double perSecond() {
    Sample first = samples.peekFirst();
    Sample last = samples.peekLast();
    return first == null || last.at() == first.at() ? 0 : (last.done() - first.done()) * 1000.0 / (last.at() - first.at());
  }

  /** Returns the time left; empty until that can be told. */
  Optional<Duration> left() {
    double rate = perSecond();
    if (rate <= 0 || total <= 0 || clock.millis() - started < STABLE.toMillis()) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis((long) ((total - done) / rate * 1000)));
  }

  /** Returns one line. */
  String line(boolean bar) {
    StringBuilder line = new StringBuilder(title);
    if (total > 0) {
      if (bar) {
        int filled = (int) Math.min(BAR, done * BAR / total);
        line.append(" [").append("#".repeat(filled)).append("-".repeat(BAR - filled)).append("]");
      }
      line.append(String.format(Locale.ROOT, " %d %%  %s of %s", percent(), count(done), count(total)));
    } else if (done > 0) {
      line.append("  ").append(count(done));
    }
    if (!unit.isEmpty() && !unit.equals("bytes")) {
      line.append(' ').append(unit);
    }
    if (perSecond() > 0 && !unit.isEmpty()) {
      line.append("  ").append(Units.rate(perSecond(), unit));
    }
    line.append("  ").append(Units.duration(Duration.ofMillis(clock.millis() - started)));
    left().ifPresent(left -> line.append(", ").append(Units.duration(left)).append(" left"));
    return line.toString();
  }

  private String count(long value) {
    return unit.equals("bytes") ? Units.bytes(value) : Long.toString(value);
  }
}
