package org.mailtrek.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.HostPath;

/**
 * Takes the configuration files of one release over into those of another. Pure: reads trees, returns what the new files hold.
 *
 * <p>Running it again on its own result returns the same files.
 */
public final class Takeover {

  private static final Set<String> LDAP_TEMPLATES = Set.of("ldap.openldap.cfg", "ldap.active-directory.cfg");

  private final Catalogue catalogue;
  private final TakeoverOptions options;

  /** Prepares a takeover with a catalogue and options. */
  public Takeover(Catalogue catalogue, TakeoverOptions options) {
    this.catalogue = catalogue;
    this.options = options;
  }

  /**
   * Takes all files over.
   *
   * @param given the old files under their own paths, and templates that they include; those that are missing are taken as they were shipped
   * @param target what is there of the new release: files in its folder, and templates that those include
   */
  public TakeoverResult run(ConfigTree given, ConfigTree target) {
    ConfigTree source = new StockTree(catalogue, options.from()).complete(given);
    TakeoverResult.Draft result = new TakeoverResult.Draft();
    ConfigTree around = new StockTree(catalogue, options.to()).complete(target);
    Plugin plugin = Plugin.of(options, catalogue, source);
    Set<HostPath> included = included(source);
    List<HostPath> order = new ArrayList<>(source.in(options.source()));
    order.sort((one, other) -> Boolean.compare(!LDAP_TEMPLATES.contains(one.name()), !LDAP_TEMPLATES.contains(other.name()))); // what others may include comes first
    for (HostPath path : order) {
      if (included.contains(path)) {
        continue;
      }
      List<FilePair> pairs = pairs(path, plugin, source);
      for (FilePair pair : pairs) {
        ConfigTree there = path.name().startsWith("ldap.") ? around.with(result.soFar()) : around;
        new FileTakeover(catalogue, options, source, there, pair).into(result);
      }
      if (pairs.isEmpty() && configuration(path.name())) {
        leave(path, result);
      }
    }
    return result.finish();
  }

  private static boolean configuration(String name) {
    return name.endsWith(".cfg") || name.equals("autorespond");
  }

  private void leave(HostPath path, TakeoverResult.Draft result) {
    boolean template = LDAP_TEMPLATES.contains(path.name());
    String reason = template ? "not in use; " + options.to() + " brings its own" : "no program of " + options.to() + " reads it";
    result.verdict(new Verdict(Verdict.Kind.REMOVED, path.name(), "*", "*", Optional.empty(), Optional.empty(), reason));
  }

  private Set<HostPath> included(ConfigTree source) {
    Set<HostPath> included = new HashSet<>();
    for (HostPath path : source.in(options.source())) {
      if (configuration(path.name())) {
        included.addAll(Effective.of(source, path, Dialect.of(path.name(), options.from())).read());
        included.remove(path);
      }
    }
    return included;
  }

  /** The autoresponder's settings may live in another file of the new release, or in two. */
  private List<FilePair> pairs(HostPath path, Plugin plugin, ConfigTree source) {
    List<FilePair> pairs = new ArrayList<>(pair(path, plugin, source).stream().toList());
    AutorespondTranslation.elsewhere(catalogue, options.to(), path.name())
        .filter(other -> !source.has(options.source().resolve(other)))
        .ifPresent(other -> pairs.add(pairOf(path, path.name(), other, other)));
    return pairs;
  }

  private Optional<FilePair> pair(HostPath path, Plugin plugin, ConfigTree source) {
    String name = path.name();
    if (plugin.file().equals(Optional.of(path)) && !plugin.catalogueName().equals("unix.cfg")) {
      String newName = options.strategy() == Strategy.MERGE ? "ldap.cfg" : name;
      return Optional.of(pairOf(path, plugin.catalogueName(), newName, plugin.catalogueName()));
    }
    if (LDAP_TEMPLATES.contains(name) && options.strategy() == Strategy.MERGE) {
      return Optional.empty();
    }
    if (name.equals("ldap.cfg")) {
      String flavour = Plugin.flavour(catalogue, options.from(), Effective.of(source, path, Dialect.DAEMON));
      return plugin.file().isPresent() && options.strategy() == Strategy.MERGE
          ? Optional.empty()
          : Optional.of(pairOf(path, flavour, "ldap.cfg", flavour));
    }
    String newName = successor(name);
    boolean unknown = catalogue.file(options.to(), newName).unknown();
    return unknown ? Optional.empty() : Optional.of(pairOf(path, name, newName, newName));
  }

  private String successor(String name) {
    boolean there = !catalogue.file(options.to(), name).unknown();
    String other =
        switch (name) {
          case "indexer.cfg" -> "search.cfg";
          case "backup-plus.cfg" -> "backup.cfg";
          default -> name;
        };
    return there ? name : other;
  }

  private FilePair pairOf(HostPath path, String knownAs, String newName, String wantedAs) {
    CatalogueFile wanted = shipped(options.to(), newName, wantedAs);
    return new FilePair(
        path,
        Dialect.of(path.name(), options.from()),
        shipped(options.from(), path.name(), knownAs),
        options.target().resolve(newName),
        Dialect.of(newName, options.to()),
        wanted,
        () -> new StockTree(catalogue, options.to()).file(newName, wantedAs));
  }

  /** Returns what a release knows of a file; where {@code ldap.cfg} only includes its template, what it sets itself counts before that. */
  private CatalogueFile shipped(Release release, String name, String knownAs) {
    CatalogueFile known = catalogue.file(release, knownAs);
    if (!name.equals("ldap.cfg") || knownAs.equals(name) || !StockTree.shares(release)) {
      return known;
    }
    SortedMap<String, Directive> both = new TreeMap<>(known.byName());
    catalogue.file(release, name).directives().stream().filter(Directive::exampleSets).filter(each -> !each.name().startsWith("!")).forEach(each -> both.put(each.name(), each));
    return new CatalogueFile(known.name(), release, both);
  }

  /** Returns the old release's files that are not read by any program of the new one; for lists. */
  public List<HostPath> left(ConfigTree source) {
    Plugin plugin = Plugin.of(options, catalogue, source);
    List<HostPath> left = new ArrayList<>();
    for (HostPath path : source.in(options.source())) {
      if (pairs(path, plugin, source).isEmpty()) {
        left.add(path);
      }
    }
    return left;
  }
}
