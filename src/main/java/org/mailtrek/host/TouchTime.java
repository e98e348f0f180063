package org.mailtrek.host;

import java.time.Instant;
import java.util.Locale;

/** A time as touch(1) reads it, to the nanosecond. */
final class TouchTime {

  private TouchTime() {}

  /** Returns the word. The tool reads sign and fraction as people do: -0.5 is half a second before 1970, which Java counts as -1 and 0.5. */
  static String of(Instant time) {
    boolean before = time.getEpochSecond() < 0;
    boolean part = before && time.getNano() > 0;
    long seconds = Math.abs(part ? time.getEpochSecond() + 1 : time.getEpochSecond());
    return String.format(Locale.ROOT, "@%s%d.%09d", before ? "-" : "", seconds, part ? 1_000_000_000 - time.getNano() : time.getNano());
  }
}
