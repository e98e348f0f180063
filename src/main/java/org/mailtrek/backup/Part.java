package org.mailtrek.backup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailtrek.host.TrekException;

/** A part of an estate that can be backed up by itself. */
public enum Part {
  /** The files of the configuration. */
  CONFIG,
  /** The entries of the directory. */
  LDAP,
  /** The tables of the database. */
  DATABASE,
  /** The attachments, as second names of their files. */
  ATTACHMENTS,
  /** The files of the database, for which it is stopped; only where it is named. */
  DATABASE_FILES,
  /** The files of the search index, which can be built anew; only where it is named. */
  INDEX;

  /** What {@code all} means where a backup is made. */
  private static final Set<Part> USUAL = EnumSet.complementOf(EnumSet.of(INDEX, DATABASE_FILES));

  /** Returns the word of the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads words, {@code all} among them, in any order, alone or separated by commas; none means all. Neither the index nor the files of the database are among all.
   *
   * @throws TrekException of kind {@code USAGE} when one is none of the words
   */
  public static Set<Part> read(String where, List<String> words) throws TrekException {
    List<String> single = new ArrayList<>();
    words.forEach(each -> single.addAll(Arrays.asList(each.split(","))));
    Set<Part> found = EnumSet.noneOf(Part.class);
    for (String word : single) {
      Set<Part> meant = EnumSet.allOf(Part.class);
      meant.removeIf(part -> word.equals("all") ? !USUAL.contains(part) : !part.word().equals(word));
      if (meant.isEmpty()) {
        throw TrekException.at(where).kind(TrekException.Kind.USAGE).found("'" + word + "' is no part of a backup").next("one or more of config, ldap, database, attachments, index, database-files; or all, which is the first four");
      }
      found.addAll(meant);
    }
    return single.isEmpty() ? usual() : found;
  }

  /** Returns all that can't be made anew. */
  public static Set<Part> usual() {
    return EnumSet.copyOf(USUAL);
  }

  /** Returns the words, separated by commas, in a fixed order. */
  public static String words(Set<Part> parts) {
    return String.join(",", Arrays.stream(values()).filter(parts::contains).map(Part::word).toList());
  }
}
