package org.mailtrek.shell;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Shows progress: one line that is redrawn on a terminal, or one for each of several hosts and one for all; elsewhere a line every 30 seconds or 5 hundredths, whichever is rarer. Where nothing is counted it
 * says so as well, by {@link #pulse}. May be called by several threads.
 */
final class ProgressLine {

  private static final long REDRAW_MILLIS = 100;
  private static final long LINE_MILLIS = 30_000;
  private static final int LINE_PERCENT = 5;
  private static final int LEAST_WIDTH = 20;
  /** Up, and away with what stands there. */
  private static final String LINE_UP = "\u001b[A\u001b[2K";
  /** Work that counted nothing for so long is said to wait. */
  private static final long SILENT_MILLIS = 5_000;

  private final PrintStream out;
  private final boolean redraws;
  private final boolean quiet;
  private final Clock clock;
  private final Meter meter;
  private final IntSupplier width;
  private final HostMeters hosts;
  private int drawn;
  private int lines;
  private long lastAt;
  private int lastPercent;
  private Optional<Resting> resting = Optional.empty();
  private boolean held;

  /** What is said while nothing counts. */
  private record Resting(String what, String limit, long since) {}

  ProgressLine(PrintStream out, boolean redraws, boolean quiet, Clock clock, IntSupplier width) {
    this.out = out;
    this.redraws = redraws;
    this.quiet = quiet;
    this.clock = clock;
    this.meter = new Meter(clock);
    this.hosts = new HostMeters(clock);
    this.width = width;
    this.lastAt = Long.MIN_VALUE / 2;
  }

  synchronized void update(String title, String unit, long done, long total) {
    if (quiet) {
      return;
    }
    if (title.isEmpty()) {
      clear();
      hosts.clear();
      meter.update("", "", 0, 0);
      return;
    }
    resting = resting.map(each -> new Resting(each.what(), each.limit(), clock.millis()));
    boolean another = !title.equals(meter.title());
    meter.update(title, unit, done, total);
    if (redraws) {
      redraw(another);
    } else {
      line(another);
    }
  }

  /** Takes how far one of several hosts is. */
  synchronized void update(String host, String title, String unit, long done, long total) {
    if (quiet) {
      return;
    }
    resting = resting.map(each -> new Resting(each.what(), each.limit(), clock.millis()));
    hosts.update(host, title, unit, done, total);
    long now = clock.millis();
    if (!held && redraws && now - lastAt >= REDRAW_MILLIS) {
      lastAt = now;
      draw(hosts.lines(true));
    } else if (!redraws && now - lastAt >= LINE_MILLIS) {
      lastAt = now;
      hosts.lines(false).forEach(each -> out.println(Cells.visible(each)));
      out.flush();
    }
  }

  /** Draws lines where lines were drawn before. */
  private void draw(List<String> texts) {
    clear();
    List<String> fitting = texts.stream().map(each -> Cells.fit(Cells.visible(each), Math.max(LEAST_WIDTH, width.getAsInt()) - 1)).toList();
    out.print(String.join("\n", fitting));
    out.flush();
    lines = fitting.size();
    drawn = Cells.width(fitting.get(lines - 1));
  }

  private void redraw(boolean another) {
    long now = clock.millis();
    if (!another && now - lastAt < REDRAW_MILLIS) {
      return;
    }
    lastAt = now;
    draw(meter.line(true));
  }

  private void draw(String text) {
    if (lines > 1) {
      clear();
    }
    String line = Cells.fit(Cells.visible(text), Math.max(LEAST_WIDTH, width.getAsInt()) - 1);
    int columns = Cells.width(line);
    out.print("\r" + line + " ".repeat(Math.max(0, drawn - columns)));
    out.flush();
    drawn = columns;
  }

  private void line(boolean another) {
    long now = clock.millis();
    if (another) {
      lastAt = now;
      lastPercent = meter.percent();
    } else if (now - lastAt >= LINE_MILLIS && (meter.percent() == 0 || meter.percent() - lastPercent >= LINE_PERCENT)) {
      lastAt = now;
      lastPercent = meter.percent();
      out.println(Cells.visible(meter.line(false)));
    }
    out.flush();
  }

  /**
   * From now on a {@link #pulse} shows that something is being done.
   *
   * @param what what it is called while nothing says more
   * @param limit how long it may wait, in words
   */
  synchronized void begin(String what, String limit) {
    resting = Optional.of(new Resting(what, limit, clock.millis()));
  }

  /** Takes the line away, and draws none by a {@link #pulse} until {@link #release}: somebody is asked, or the command's own data pass. */
  synchronized void hold() {
    clear();
    held = true;
  }

  /** Ends a {@link #hold}. */
  synchronized void release() {
    held = false;
    resting = resting.map(each -> new Resting(each.what(), each.limit(), clock.millis()));
  }

  /** Shows that something is being done and for how long, also where nothing counts; after five seconds of that, that it waits and how long it may. */
  synchronized void pulse() {
    if (quiet || held || resting.isEmpty()) {
      return;
    }
    long now = clock.millis();
    if (!hosts.none()) {
      if (redraws) {
        draw(hosts.lines(true));
      }
      return;
    }
    Resting at = resting.get();
    Duration silent = Duration.ofMillis(now - at.since());
    String waits = silent.toMillis() < SILENT_MILLIS ? "" : "  waiting for " + Units.duration(silent) + at.limit();
    String head = meter.title().isEmpty() ? at.what() + "  " + Units.duration(silent) : meter.line(redraws);
    if (redraws) {
      draw(waits.isEmpty() ? head : (meter.title().isEmpty() ? at.what() : meter.title()) + waits);
    } else if (!waits.isEmpty() && now - Math.max(lastAt, at.since()) >= LINE_MILLIS) {
      lastAt = now;
      out.println(Cells.visible((meter.title().isEmpty() ? at.what() : meter.title()) + waits));
      out.flush();
    }
  }

  /** Prints something where the line is, which stands below it afterwards. */
  synchronized void above(Runnable print) {
    clear();
    print.run();
  }

  /** Takes the line away, so that something else can be written there. */
  synchronized void clear() {
    if (redraws && drawn > 0) {
      out.print("\r" + " ".repeat(drawn) + "\r");
      for (; lines > 1; lines--) {
        out.print(LINE_UP);
      }
      out.flush();
      drawn = 0;
      lines = 0;
    }
  }
}
