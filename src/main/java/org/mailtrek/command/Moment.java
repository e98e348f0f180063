package org.mailtrek.command;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A point in time as people read it, in whole seconds; programs get all that is known of it. */
public final class Moment {

  private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Moment() {}

  /** Returns a time such as {@code 2026-11-22 00:40:00 UTC}. */
  public static String words(Instant time) {
    return FORM.format(time);
  }

  /** Returns how long something took: {@code 4.2 s}, from a minute on {@code 3 min 20 s}. */
  static String took(long millis) {
    return millis < 60_000 ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0) : millis / 60_000 + " min " + millis / 1000 % 60 + " s";
  }
}
