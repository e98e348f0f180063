package org.mailtrek.shell;

import java.time.Duration;
import java.util.Locale;

/** Sizes, rates and durations as people read them. */
final class Units {

  private static final String[] SIZES = {"KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final long SECONDS_PER_MINUTE = 60;
  private static final long MINUTES_PER_HOUR = 60;

  private Units() {}

  /** Returns a size: {@code 512 B}, {@code 1.5 GiB}. */
  static String bytes(double bytes) {
    if (Math.abs(bytes) < 1024) {
      return String.format(Locale.ROOT, "%.0f B", bytes);
    }
    double value = bytes;
    int unit = -1;
    while (Math.abs(value) >= 1024 && unit + 1 < SIZES.length) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, SIZES[unit]);
  }

  /** Returns a duration: {@code 840 ms}, {@code 12.3 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  static String duration(Duration duration) {
    long millis = duration.toMillis();
    long seconds = duration.toSeconds();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (seconds < SECONDS_PER_MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    long minutes = seconds / SECONDS_PER_MINUTE;
    if (minutes < MINUTES_PER_HOUR) {
      return minutes + " min " + seconds % SECONDS_PER_MINUTE + " s";
    }
    return minutes / MINUTES_PER_HOUR + " h " + minutes % MINUTES_PER_HOUR + " min";
  }

  /** Returns a rate: {@code 42.0 MiB/s} for bytes, else {@code 1234 entries/s}. */
  static String rate(double perSecond, String unit) {
    if (unit.equals("bytes")) {
      return bytes(perSecond) + "/s";
    }
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f %s/s" : "%.0f %s/s", perSecond, unit);
  }
}
