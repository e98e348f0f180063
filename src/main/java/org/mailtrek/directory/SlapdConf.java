package org.mailtrek.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;

/** A {@code slapd.conf} (slapd.conf(5)) as its lines: finds and changes the indexes of one database; everything else stays as it is, byte for byte. Immutable. */
final class SlapdConf {

  private static final String INDEX = "index";

  private final List<String> lines;

  private SlapdConf(List<String> lines) {
    this.lines = lines;
  }

  static SlapdConf of(String text) {
    return new SlapdConf(List.of(text.split("(?<=\n)")));
  }

  String text() {
    return String.join("", lines);
  }

  /**
   * A setting with the lines on which it stands.
   *
   * @param from its first line
   * @param to the line behind its last
   * @param words all of it, continuations joined
   */
  private record Setting(int from, int to, String words) {

    boolean is(String name) {
      return words.split("\\s", 2)[0].toLowerCase(Locale.ROOT).equals(name);
    }

    String value() {
      String[] parts = words.strip().split("\\s+", 2);
      String value = parts.length < 2 ? "" : parts[1];
      return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"") ? value.substring(1, value.length() - 1) : value;
    }
  }

  private List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    for (int at = 0; at < lines.size(); ) {
      int to = at + 1;
      StringBuilder words = new StringBuilder(lines.get(at).stripTrailing());
      while (to < lines.size() && lines.get(to).matches("(?s)[ \t].*\\S.*")) {
        words.append(' ').append(lines.get(to++).strip());
      }
      if (!words.isEmpty() && words.charAt(0) != '#') {
        all.add(new Setting(at, to, words.toString()));
      }
      at = to;
    }
    return all;
  }

  /** Returns the settings of the database of a suffix; none where it is not described here. */
  private List<Setting> database(String suffix) {
    List<Setting> section = new ArrayList<>();
    for (Setting each : settings()) {
      if (each.is("database")) {
        if (holds(section, suffix)) {
          return section;
        }
        section.clear();
      }
      section.add(each);
    }
    return holds(section, suffix) ? section : List.of();
  }

  private static boolean holds(List<Setting> section, String suffix) {
    return section.stream().anyMatch(each -> {
      try {
        return each.is("suffix") && DN.equals(each.value(), suffix);
      } catch (LDAPException e) {
        return false; // what is no name of an entry is no suffix
      }
    });
  }

  /** Returns whether the database of a suffix is described here. */
  boolean describes(String suffix) {
    return !database(suffix).isEmpty();
  }

  /** Returns what is indexed, as the settings say after {@code index}. */
  List<String> indexes(String suffix) {
    return database(suffix).stream().filter(each -> each.is(INDEX)).map(Setting::value).toList();
  }

  /** Returns the same with other indexes: some gone, others behind those that are there, or behind the database's folder. */
  SlapdConf indexed(String suffix, List<String> gone, List<String> come) {
    List<Setting> section = database(suffix);
    Optional<Setting> last = section.stream().filter(each -> each.is(INDEX) || each.is("directory")).reduce((one, other) -> other);
    List<String> changed = new ArrayList<>(lines);
    int place = last.map(Setting::to).orElse(section.get(section.size() - 1).to());
    if (!come.isEmpty() && !changed.get(place - 1).endsWith("\n")) {
      changed.set(place - 1, changed.get(place - 1) + "\n");
    }
    changed.addAll(place, come.stream().map(each -> INDEX + " " + each + "\n").toList());
    List<Setting> away = section.stream().filter(each -> each.is(INDEX) && gone.contains(each.value())).toList();
    for (int at = away.size() - 1; at >= 0; at--) {
      changed.subList(away.get(at).from(), away.get(at).to()).clear();
    }
    return new SlapdConf(changed);
  }
}
