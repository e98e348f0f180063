package org.mailtrek.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The text of {@code /var/lib/dpkg/status}: a stanza a package. Stanzas that are not changed stay as they are. Immutable.
 *
 * @param stanzas the fields of each package, by its name, in the order of the file; further lines of a field belong to its value
 */
record PackageStatus(Map<String, Map<String, String>> stanzas) {

  static final String INSTALLED = "install ok installed";
  static final String INSTALLING = "install reinstreq half-installed";
  static final String REMOVING = "deinstall reinstreq half-installed";
  static final String REMOVED = "deinstall ok config-files";

  static PackageStatus parse(String text) {
    Map<String, Map<String, String>> stanzas = new LinkedHashMap<>();
    for (String stanza : text.split("\n\n+")) {
      Map<String, String> fields = new LinkedHashMap<>();
      String field = "";
      for (String line : stanza.split("\n")) {
        int colon = line.indexOf(':');
        if (!line.startsWith(" ") && colon > 0) {
          field = line.substring(0, colon);
          fields.put(field, line.substring(colon + 1).strip());
        } else if (!field.isEmpty()) {
          fields.merge(field, line, (one, two) -> one + "\n" + two);
        }
      }
      if (fields.containsKey("Package")) {
        stanzas.put(fields.get("Package"), fields);
      }
    }
    return new PackageStatus(stanzas);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (Map<String, String> fields : stanzas.values()) {
      fields.forEach((name, value) -> text.append(name).append(value.startsWith("\n") ? ":" : ": ").append(value).append('\n'));
      text.append('\n');
    }
    return text.toString();
  }

  Optional<String> state(String name) {
    return Optional.ofNullable(stanzas.get(name)).map(fields -> fields.getOrDefault("Status", ""));
  }

  Optional<String> version(String name) {
    return Optional.ofNullable(stanzas.get(name)).map(fields -> fields.getOrDefault("Version", ""));
  }

  SortedMap<String, PackagesView.Installed> installed() {
    SortedMap<String, PackagesView.Installed> found = new TreeMap<>();
    stanzas.forEach(
        (name, fields) -> {
          String state = fields.getOrDefault("Status", "");
          if (!state.endsWith(" config-files") && !state.endsWith(" not-installed")) {
            found.put(name, new PackagesView.Installed(name, fields.getOrDefault("Version", ""), state.endsWith(" ok installed")));
          }
        });
    return found;
  }

  /** Returns the date of the youngest package, which the file has as its time: equal content, equal time. */
  Instant date() {
    return stanzas.values().stream()
        .map(fields -> fields.getOrDefault("Date", ""))
        .filter(text -> text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"))
        .map(Instant::parse)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  PackageStatus with(String name, Map<String, String> fields) {
    Map<String, Map<String, String>> changed = new LinkedHashMap<>(stanzas);
    if (changed.containsKey(name)) {
      changed.put(name, fields);
      return new PackageStatus(changed);
    }
    Map<String, Map<String, String>> ordered = new LinkedHashMap<>();
    List<String> later = new ArrayList<>(stanzas.keySet().stream().filter(each -> each.compareTo(name) > 0).toList());
    Optional<String> next = later.stream().findFirst();
    stanzas.forEach(
        (each, its) -> {
          if (next.isPresent() && next.get().equals(each)) {
            ordered.put(name, fields);
          }
          ordered.put(each, its);
        });
    ordered.putIfAbsent(name, fields);
    return new PackageStatus(ordered);
  }

  PackageStatus withState(String name, String state) {
    Map<String, String> fields = new LinkedHashMap<>(stanzas.get(name));
    fields.put("Status", state);
    return with(name, fields);
  }

  PackageStatus without(String name) {
    Map<String, Map<String, String>> changed = new LinkedHashMap<>(stanzas);
    changed.remove(name);
    return new PackageStatus(changed);
  }
}
