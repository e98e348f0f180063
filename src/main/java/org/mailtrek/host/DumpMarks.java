package org.mailtrek.host;

import java.util.Optional;

/** The lines by which a dump says where it begins and ends: one without its end mark was cut short. */
final class DumpMarks {

  static final String END = "-- mailtrek-dump complete";
  private static final String BEGIN = "-- mailtrek-dump 1 ";
  /** The end mark of {@code mariadb-dump} and {@code mysqldump}. */
  private static final String TOOLS_END = "-- Dump completed";

  private DumpMarks() {}

  /** Returns the first line: with what the tables don't say, such as the character set that new tables get. */
  static String begin(String about) {
    return BEGIN + about;
  }

  /** Returns what the first line says beside, empty for a line that is none. */
  static Optional<String> about(String line) {
    return line.startsWith(BEGIN) ? Optional.of(line.substring(BEGIN.length())) : Optional.empty();
  }

  static boolean ends(String line) {
    return line.equals(END) || line.startsWith(TOOLS_END);
  }
}
