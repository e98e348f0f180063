package org.mailtrek.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What one release knows of one configuration file. Immutable. */
public final class CatalogueFile {

  private final String name;
  private final Release release;
  private final Map<String, Directive> byName;
  private final boolean takesAnyName;

  /**
   * Makes what a release knows.
   *
   * @param name the file's name, such as {@code server.cfg}
   * @param release the release
   * @param byName the directives by name; the order that it has is that of the names; nobody changes it any more
   */
  CatalogueFile(String name, Release release, Map<String, Directive> byName) {
    this.name = name;
    this.release = release;
    this.byName = Collections.unmodifiableMap(byName);
    this.takesAnyName = name.equals("ldap.propmap.cfg") || !unknown() && namesNothing();
  }

  /** Returns the file's name. */
  public String name() {
    return name;
  }

  /** Returns the release. */
  public Release release() {
    return release;
  }

  /** Returns the directives by name, in the order of names. */
  public Map<String, Directive> byName() {
    return byName;
  }

  /** Returns the directives in the order of their names. */
  public Collection<Directive> directives() {
    return byName.values();
  }

  /** Returns a directive by its exact name. */
  public Optional<Directive> find(String directive) {
    return Optional.ofNullable(byName.get(directive));
  }

  /** Returns this file as if nothing were shipped: the values built in are in force. */
  CatalogueFile bare() {
    Map<String, Directive> plain = new LinkedHashMap<>();
    byName.forEach((key, each) -> plain.put(key, each.bare()));
    return new CatalogueFile(name, release, plain);
  }

  /** Returns whether the release has no such file: nothing reads it, and none is shipped. */
  public boolean unknown() {
    return byName.isEmpty();
  }

  /** Returns whether any name is taken: property maps, and files of programs of which only the shipped file is known. */
  public boolean takesAnyName() {
    return takesAnyName;
  }

  private boolean namesNothing() {
    return byName.values().stream().noneMatch(Directive::accepted);
  }

  /** Returns whether the program accepts this name; misspelt and removed ones it does not. */
  public boolean accepts(String directive) {
    return takesAnyName() || find(directive).map(Directive::accepted).orElse(false);
  }

  /** Returns whether a value for this name changes what the program does. */
  public boolean effective(String directive) {
    return takesAnyName() || find(directive).map(Directive::effective).orElse(false);
  }

  /**
   * Returns the accepted name that looks most like another.
   *
   * @return empty when none differs in a third of its letters or less
   */
  public Optional<String> nearest(String directive) {
    String best = null;
    int least = directive.length() / 3 + 1;
    for (Directive each : byName.values()) {
      int distance = each.accepted() ? Spelling.distance(each.name(), directive, least) : least;
      if (distance < least) {
        least = distance;
        best = each.name();
      }
    }
    return Optional.ofNullable(best);
  }
}
