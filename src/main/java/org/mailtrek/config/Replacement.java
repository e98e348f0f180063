package org.mailtrek.config;

import java.util.List;

/**
 * What took the place of a directive.
 *
 * @param file the file it was in
 * @param directive its old name; {@code *} when the whole file was renamed
 * @param successors the new name or names
 * @param kind how the value carries over
 * @param since the first release that has the new name
 */
public record Replacement(String file, String directive, List<String> successors, Kind kind, Release since) {

  /** How the value of a replaced directive carries over. */
  public enum Kind {
    /** The same value under a new name. */
    PLAIN,
    /** The values of several become one. */
    MERGED,
    /** Another way to say it. */
    REPLACED
  }

  /** Copies the list. */
  public Replacement {
    successors = List.copyOf(successors);
  }

  static Replacement parse(String row) {
    String[] field = row.split("\t", -1);
    Kind kind = Kind.valueOf(field[4].toUpperCase(java.util.Locale.ROOT));
    Release since = Release.plain(field[5].equals("z") ? Release.Product.ZCP : Release.Product.KC, field[6]);
    return new Replacement(field[1], field[2], List.of(field[3].split(" ")), kind, since);
  }
}
