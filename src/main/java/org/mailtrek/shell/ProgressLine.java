package org.mailtrek.shell;

import java.io.PrintStream;
import java.time.Clock;
import java.util.function.IntSupplier;

/**
 * Shows progress: one line that is redrawn on a terminal; elsewhere a line every 30 seconds or 5 hundredths, whichever is rarer. May be called by
 * several threads.
 */
final class ProgressLine {

  private static final long REDRAW_MILLIS = 100;
  private static final long LINE_MILLIS = 30_000;
  private static final int LINE_PERCENT = 5;
  private static final int LEAST_WIDTH = 20;

  private final PrintStream out;
  private final boolean redraws;
  private final boolean quiet;
  private final Clock clock;
  private final Meter meter;
  private final IntSupplier width;
  private int drawn;
  private long lastAt;
  private int lastPercent;

  ProgressLine(PrintStream out, boolean redraws, boolean quiet, Clock clock, IntSupplier width) {
    this.out = out;
    this.redraws = redraws;
    this.quiet = quiet;
    this.clock = clock;
    this.meter = new Meter(clock);
    this.width = width;
    this.lastAt = Long.MIN_VALUE / 2;
  }

  synchronized void update(String title, String unit, long done, long total) {
    if (quiet) {
      return;
    }
    if (title.isEmpty()) {
      clear();
      meter.update("", "", 0, 0);
      return;
    }
    boolean another = !title.equals(meter.title());
    meter.update(title, unit, done, total);
    if (redraws) {
      redraw(another);
    } else {
      line(another);
    }
  }

  private void redraw(boolean another) {
    long now = clock.millis();
    if (!another && now - lastAt < REDRAW_MILLIS) {
      return;
    }
    lastAt = now;
    String line = Cells.fit(Cells.visible(meter.line(true)), Math.max(LEAST_WIDTH, width.getAsInt()) - 1);
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

  /** Takes the line away, so that something else can be written there. */
  synchronized void clear() {
    if (redraws && drawn > 0) {
      out.print("\r" + " ".repeat(drawn) + "\r");
      out.flush();
      drawn = 0;
    }
  }
}
