package org.mailtrek.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.host.HostPath;

/**
 * Compares the configuration of one side with that of another, by meaning: what the one's values would be over there, and what is in force there.
 * Both sides may be of one release.
 */
public final class SideComparison {

  private final Catalogue catalogue;
  private final TakeoverOptions options;
  private final ConfigTree wanted;
  private final ConfigTree there;
  private final Map<String, String> oldNames = new HashMap<>();

  private SideComparison(Catalogue catalogue, TakeoverOptions options, TakeoverResult taken, ConfigTree other) {
    this.catalogue = catalogue;
    this.options = options;
    StockTree stock = new StockTree(catalogue, options.to());
    this.wanted = stock.complete(taken.files());
    this.there = stock.complete(other);
    taken.verdicts().forEach(each -> oldNames.putIfAbsent(each.file() + " " + each.newName(), each.directive()));
  }

  /**
   * Returns what differs, and what the other side's release can't take.
   *
   * @param options the releases and folders of the sides
   * @param one the side that would be taken over
   * @param other the side that is there
   */
  public static TakeoverResult of(Catalogue catalogue, TakeoverOptions options, ConfigTree one, ConfigTree other) {
    TakeoverResult taken = new Takeover(catalogue, options.with(Strategy.COPY)).run(one, ConfigTree.EMPTY);
    List<Verdict> verdicts = new ArrayList<>(new SideComparison(catalogue, options, taken, other).differences());
    taken.verdicts().stream().filter(each -> each.kind().dropped()).forEach(verdicts::add);
    return new TakeoverResult(taken.files(), verdicts, taken.notes());
  }

  private List<Verdict> differences() {
    Set<HostPath> paths = new TreeSet<>(wanted.in(options.target()));
    paths.addAll(there.in(options.target()));
    List<Verdict> verdicts = new ArrayList<>();
    for (HostPath path : paths) {
      CatalogueFile known = catalogue.file(options.to(), path.name());
      if (wanted.has(path) && there.has(path)) {
        values(known, path, verdicts);
      } else if (!known.unknown()) {
        String reason = wanted.has(path) ? "the file is on the first side only" : "the file is on the second side only";
        verdicts.add(new Verdict(Verdict.Kind.DIFFERS, path.name(), "*", "*", Optional.empty(), Optional.empty(), reason));
      }
    }
    return verdicts;
  }

  private void values(CatalogueFile known, HostPath path, List<Verdict> into) {
    Dialect dialect = Dialect.of(path.name(), options.to());
    Effective one = Effective.of(wanted, path, dialect);
    Effective other = Effective.of(there, path, dialect);
    Set<String> names = new LinkedHashSet<>(one.values().keySet());
    names.addAll(other.values().keySet());
    for (String name : names) {
      String builtIn = known.find(name).map(Directive::builtIn).orElse("");
      String first = one.value(name).orElse(builtIn);
      String second = other.value(name).orElse(builtIn);
      if (!Meaning.same(first, second)) {
        String oldName = oldNames.getOrDefault(path.name() + " " + name, name);
        String reason = other.value(name).isEmpty() ? "built in on the second side" : one.value(name).isEmpty() ? "built in on the first side" : "";
        into.add(new Verdict(Verdict.Kind.DIFFERS, path.name(), oldName, name, Optional.of(first), Optional.of(second), reason));
      }
    }
  }
}
