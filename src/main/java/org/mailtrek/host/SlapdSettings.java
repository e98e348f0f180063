package org.mailtrek.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration of an OpenLDAP server as text: what slapcat writes of {@code slapd.d}, or a {@code slapd.conf} (slapd.conf(5)). Knows of it only
 * which database keeps its files where, and which names its schemas define.
 *
 * @param lines logical lines, continuations joined
 * @param entries whether they are LDIF
 */
record SlapdSettings(List<String> lines, boolean entries) {

  private static final Pattern DEFINITION = Pattern.compile("(olc)?(attributetypes?|objectclasse?s?)");
  private static final Pattern NAMED = Pattern.compile("\\sNAME\\s+('[^']*'|\\([^)]*\\))");

  static SlapdSettings ofEntries(String ldif) {
    return new SlapdSettings(ldif.replaceAll("\r?\n ", "").lines().toList(), true);
  }

  static SlapdSettings ofFile(String text) {
    return new SlapdSettings(text.replaceAll("\r?\n[ \t]+", " ").lines().toList(), false);
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  Optional<String> folder(String suffix) {
    int at = place(suffix);
    return at < 0 ? Optional.empty() : Optional.of(value(lines.get(at)));
  }

  /** Returns the same with the files of one database elsewhere. */
  SlapdSettings moved(String suffix, String folder) throws TrekException {
    int at = place(suffix);
    if (at < 0) {
      throw TrekException.at("slapd").found("its configuration has no database for " + suffix).next("correct base under directory in estate.yaml");
    }
    List<String> changed = new ArrayList<>(lines);
    changed.set(at, entries ? "olcDbDirectory: " + folder : "directory \"" + folder + '"');
    return new SlapdSettings(changed, entries);
  }

  /** Returns the names of the attributes and classes that are defined here, in lower case. */
  Set<String> names() {
    Set<String> names = new HashSet<>();
    for (String line : lines) {
      if (DEFINITION.matcher(name(line)).matches()) {
        Matcher named = NAMED.matcher(value(line));
        while (named.find()) {
          for (String each : named.group(1).split("[\\s()']+")) {
            names.add(each.toLowerCase(Locale.ROOT));
          }
        }
      }
    }
    names.remove("");
    return names;
  }

  /** Returns the numbers that the server may have. */
  List<String> numbers() {
    return lines.stream().filter(each -> name(each).equals(entries ? "olcserverid" : "serverid")).map(each -> value(each).split("\\s")[0]).toList();
  }

  /** Returns whether replicas may be fed from a log of changes (slapd's delta-syncrepl): a database that the overlay accesslog writes is itself given to replicas. */
  boolean feedsFromLog() {
    List<String> logs = lines.stream().filter(each -> name(each).equals(entries ? "olcaccesslogdb" : "logdb")).map(this::value).toList();
    return logs.stream().anyMatch(log -> entries ? feedsEntry(log) : feedsBlock(log));
  }

  private boolean feedsEntry(String log) {
    String dn = "";
    String database = "";
    Set<String> feeding = new HashSet<>();
    for (String line : lines) {
      String name = name(line);
      dn = name.equals("dn") ? value(line) : dn;
      database = name.equals("olcsuffix") && SlapdTools.same(value(line), log) ? dn : database;
      if (name.equals("olcoverlay") && value(line).matches("(\\{[0-9]+})?syncprov")) {
        feeding.add(dn);
      }
    }
    String below = "," + database;
    return !database.isEmpty() && feeding.stream().anyMatch(each -> each.endsWith(below));
  }

  private boolean feedsBlock(String log) {
    boolean wanted = false;
    boolean feeding = false;
    for (String line : lines) {
      if (begins(line)) {
        wanted = false;
        feeding = false;
      }
      wanted |= name(line).equals("suffix") && SlapdTools.same(value(line), log);
      feeding |= name(line).equals("overlay") && value(line).equals("syncprov");
      if (wanted && feeding) {
        return true;
      }
    }
    return false;
  }

  /** Returns the files that are included. */
  List<String> includes() {
    return entries ? List.of() : lines.stream().filter(each -> name(each).equals("include")).map(this::value).toList();
  }

  /** Returns which line says where the database of a suffix keeps its files; negative when none does. */
  private int place(String suffix) {
    int directory = -1;
    boolean wanted = false;
    for (int at = 0; at <= lines.size(); at++) {
      String line = at < lines.size() ? lines.get(at) : "";
      if (at == lines.size() || begins(line)) {
        if (wanted && directory >= 0) {
          return directory;
        }
        directory = -1;
        wanted = false;
      }
      String name = name(line);
      directory = name.equals(entries ? "olcdbdirectory" : "directory") ? at : directory;
      wanted |= name.equals(entries ? "olcsuffix" : "suffix") && SlapdTools.same(value(line), suffix);
    }
    return -1;
  }

  private boolean begins(String line) {
    return entries ? line.isEmpty() : name(line).equals("database");
  }

  private String name(String line) {
    String[] words = line.split(entries ? ":" : "[ \t]", 2);
    return words[0].toLowerCase(Locale.ROOT);
  }

  /** Returns what stands in base 64; what does not is taken as it is. */
  private static String decoded(String value) {
    try {
      return new String(java.util.Base64.getDecoder().decode(value), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IllegalArgumentException plain) {
      return value;
    }
  }

  private String value(String line) {
    String[] words = line.split(entries ? ":" : "[ \t]+", 2);
    String value = words.length < 2 ? "" : words[1].strip();
    if (entries && value.startsWith(":")) {
      return decoded(value.substring(1).strip());
    }
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"") ? value.substring(1, value.length() - 1) : value;
  }
}
