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
}
