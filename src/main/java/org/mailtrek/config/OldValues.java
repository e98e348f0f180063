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
    active.forEach((name, value) -> {
      this.active.remove(canonical(name));
      this.active.put(canonical(name), value);
    });
  }

  /** Returns the name that an alias stands for; what aliases of single attributes stand for has no name of its own. */
  private String canonical(String name) {
    return known.find(name).flatMap(Directive::replacement).filter(other -> known.find(other).isPresent()).orElse(name);
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
    return Optional.ofNullable(active.get(name)).or(() -> known.find(name).map(Directive::builtIn)).orElse("");
  }

  /** Whether the administrator put in another value than the shipped file has. */
  boolean changed(String name) {
    return sets(name) && !known.find(name).map(each -> Meaning.same(each.stock(), active.get(name))).orElse(false);
  }
}
