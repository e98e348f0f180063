package org.mailtrek.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that answers what the vendor's installer would ask: {@code KEY=VALUE}, with comments behind {@code #} at the beginning of a line. Immutable; lines that
 * are not changed stay as they are, byte for byte.
 */
public final class StateFile {

  private final List<String> lines;

  private StateFile(List<String> lines) {
    this.lines = List.copyOf(lines);
  }

  /** Reads a text; whatever is wrong with it is for {@link StateFileCheck}. */
  public static StateFile parse(String text) {
    return new StateFile(List.of(text.split("\n", -1)));
  }

  /**
   * Returns a new file with every key of a function.
   *
   * @param verb {@code upgrade} or {@code uninstall}
   * @param values by key; what is not among them has its usual value
   */
  public static StateFile write(String verb, Map<String, String> values) {
    List<String> lines = new ArrayList<>(List.of("# answers for commpkg " + verb + " --silent FILE; what is typed there wins over this file"));
    for (StateKey each : StateKey.of(verb)) {
      lines.add("# " + each.meaning() + ": " + each.kind().words());
      lines.add(each.name() + "=" + (each.kind() == StateKey.Kind.VERB ? verb : values.getOrDefault(each.name(), each.usual())));
    }
    lines.add("");
    return new StateFile(lines);
  }

  /** A line that sets a key. */
  record Entry(int line, String key, String value) {}

  /** Returns the lines that set something, from the first. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      int equals = line.indexOf('=');
      if (!comment(line) && equals >= 0) {
        entries.add(new Entry(at + 1, line.substring(0, equals).strip(), line.substring(equals + 1).strip()));
      }
    }
    return entries;
  }

  /** Returns the numbers, from 1, of the lines that set nothing and are no comment. */
  List<Integer> strays() {
    List<Integer> strays = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      if (!comment(lines.get(at)) && lines.get(at).indexOf('=') < 0) {
        strays.add(at + 1);
      }
    }
    return strays;
  }

  private static boolean comment(String line) {
    return line.isBlank() || line.stripLeading().startsWith("#");
  }

  /** Returns a value; of several the last, which counts. */
  public Optional<String> value(String key) {
    return entries().stream().filter(each -> each.key.equals(key)).map(Entry::value).reduce((first, last) -> last);
  }

  /** Returns the function that it is for. */
  public String verb() {
    return value("VERB").orElse("upgrade");
  }

  /** Returns this file with another value; where the key is not there, behind the last line. */
  public StateFile with(String key, String value) {
    List<String> changed = new ArrayList<>(lines);
    Optional<Entry> last = entries().stream().filter(each -> each.key.equals(key)).reduce((first, second) -> second);
    if (last.isPresent()) {
      String line = changed.get(last.get().line - 1);
      String end = line.endsWith("\r") ? "\r" : "";
      changed.set(last.get().line - 1, line.substring(0, line.indexOf('=') + 1) + value + end);
    } else {
      int end = changed.size() > 0 && changed.get(changed.size() - 1).isEmpty() ? changed.size() - 1 : changed.size();
      changed.add(end, key + "=" + value);
    }
    return new StateFile(changed);
  }

  /**
   * Returns the values of the file that a command line wins over, each with what it then is.
   *
   * @param options the options of commpkg that are typed besides, with their values
   */
  public Map<String, String> overridden(Map<String, String> options) {
    Map<String, String> over = new LinkedHashMap<>();
    for (StateKey each : StateKey.of(verb())) {
      Optional<String> typed = each.option().filter(options::containsKey);
      if (typed.isPresent() && value(each.name()).isPresent()) {
        over.put(each.name(), options.get(typed.get()));
      }
    }
    return over;
  }

  /** Returns the whole text. */
  public String text() {
    return String.join("\n", lines);
  }
}
