package org.mailtrek.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The values of a file of the old release: what its file sets (under canonical names), what is built in, what was shipped. */
final class OldValues {

  private final CatalogueFile known;
  private final Map<String, String> active = new LinkedHashMap<>();

  OldValues(CatalogueFile known, Map<String, String> active) {
    this.known = known;
    for (Map.Entry<String, String> each : active.entrySet()) {
      String name = canonical(each.getKey());
      this.active.remove(name);
      this.active.put(name, each.getValue());
    }
  }

  /** Returns the name that an alias stands for; what aliases of single attributes stand for has no name of its own. */
  private String canonical(String name) {
    Optional<Directive> found = known.find(name);
    String other = found.isPresent() ? found.get().replacement().orElse(name) : name;
    return known.find(other).isPresent() ? other : name;
  }

  CatalogueFile known() {
    return known;
  }

  Map<String, String> active() {
    return active;
  }

  boolean sets(String name) {
    return active.containsKey(name);
  }

  /** The value in force: from the file, else built in; empty text when there is none. */
  String inForce(String name) {
    String set = active.get(name);
    Optional<Directive> directive = set == null ? known.find(name) : Optional.empty();
    return set != null ? set : directive.isPresent() ? directive.get().builtIn() : "";
  }

  /** Whether the administrator put in another value than the shipped file has. */
  boolean changed(String name) {
    Optional<Directive> directive = known.find(name);
    return sets(name) && !(directive.isPresent() && Meaning.same(directive.get().stock(), active.get(name)));
  }
}
