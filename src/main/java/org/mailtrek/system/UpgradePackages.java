package org.mailtrek.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.estate.View;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.PackagesView.Installed;
import org.mailtrek.host.TrekException;

/**
 * Upgrades the packages of Kopano Core that are installed, and no others: those of the old release's version, by what is known of them. What the new
 * release no longer makes is removed, as it needs the old libraries; what took its place comes.
 */
final class UpgradePackages implements Step {

  /** What was renamed between releases, the likeliest first. */
  private static final Map<String, List<String>> SUCCESSORS =
      Map.of(
          "python-kopano", List.of("python3-kopano"),
          "python-mapi", List.of("python3-mapi"),
          "php5-mapi", List.of("php-mapi", "php7.0-mapi"),
          "php7.0-mapi", List.of("php-mapi"),
          "kopano-python-utils", List.of("kopano-python3-utils"));

  private static final List<String> ALWAYS = List.of("kopano-server", "kopano-common", "kopano-libs");

  private final String host;
  private final PackagedRelease from;
  private final PackagedRelease to;
  private final PackageSource source;

  UpgradePackages(String host, PackagedRelease from, PackagedRelease to, PackageSource source) {
    this.host = host;
    this.from = from;
    this.to = to;
    this.source = source;
  }

  @Override
  public String id() {
    return "upgrade-packages";
  }

  @Override
  public String title() {
    return "Upgrade the packages of Kopano from " + from.number() + " to " + to.number();
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K8");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    Wanted wanted = wanted(view.host(host).packages());
    wanted.notes().forEach(preview::note);
    if (!wanted.install().isEmpty()) {
      new ChangePackages(host, wanted.install(), wanted.remove()).preview(view, preview);
    }
  }

  /** Returns what will come, with all that the package manager takes along. */
  List<PackageSet.Item> coming(PackagesView packages) throws TrekException {
    Wanted wanted = wanted(packages);
    if (wanted.install().isEmpty()) {
      return List.of();
    }
    return packages.exchanges(wanted.install(), wanted.remove()).stream().filter(each -> each.after().isPresent()).map(each -> new PackageSet.Item(each.name(), each.before(), each.after())).toList();
  }

  /**
   * What is asked of the package manager.
   *
   * @param install each {@code NAME=VERSION}; empty when nothing is of the old release
   * @param remove names
   * @param notes what is to be said about it
   */
  private record Wanted(List<String> install, List<String> remove, List<String> notes) {}

  private Wanted wanted(PackagesView packages) throws TrekException {
    SortedMap<String, Installed> installed = packages.installed();
    Wanted wanted = new Wanted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<Installed> old = installed.values().stream().filter(each -> from.is(each.version()) && !to.is(each.version()) && cores(each.name())).toList();
    if (old.isEmpty()) {
      return wanted;
    }
    packages.availableAhead(asked(old));
    for (Installed each : old) {
      Optional<String> next = next(packages, each.name());
      next.filter(one -> !wanted.install().contains(one)).ifPresent(wanted.install()::add);
      if (next.isEmpty() || !next.get().startsWith(each.name() + "=")) {
        wanted.remove().add(each.name());
        wanted.notes().add("package " + each.name() + " is not made for " + to.number() + (next.isPresent() ? ": " + next.get() + " takes its place" : ": what it did will no longer be there"));
      }
    }
    for (String each : ALWAYS) {
      Optional<String> next = installed.containsKey(each) ? Optional.empty() : offered(packages, each);
      next.filter(one -> !wanted.install().contains(one)).ifPresent(wanted.install()::add);
    }
    if (wanted.install().stream().noneMatch(each -> each.startsWith("kopano-server="))) {
      throw source.lacks(host, "kopano-server " + to.number(), packages.available("kopano-server"));
    }
    return wanted;
  }

  /** The packages that the project makes; web applications and others have releases of their own. */
  private static boolean cores(String name) {
    return name.startsWith("kopano-") || name.startsWith("libkc") || name.startsWith("libkopano") || name.equals("libmapi1") || SUCCESSORS.containsKey(name)
        || SUCCESSORS.values().stream().anyMatch(each -> each.contains(name)) || name.startsWith("python3-kopano") || name.startsWith("python3-mapi");
  }

  private static List<String> asked(List<Installed> old) {
    List<String> names = new ArrayList<>(ALWAYS);
    for (Installed each : old) {
      names.add(each.name());
      names.addAll(SUCCESSORS.getOrDefault(each.name(), List.of()));
    }
    return names;
  }

  private Optional<String> next(PackagesView packages, String name) throws TrekException {
    Optional<String> same = offered(packages, name);
    if (same.isPresent()) {
      return same;
    }
    for (String each : SUCCESSORS.getOrDefault(name, List.of())) {
      Optional<String> other = offered(packages, each);
      if (other.isPresent()) {
        return other;
      }
    }
    return Optional.empty();
  }

  private Optional<String> offered(PackagesView packages, String name) throws TrekException {
    for (String each : packages.available(name)) {
      if (to.is(each) && (source == PackageSource.REPOSITORY || packages.atHand(name, each))) {
        return Optional.of(name + "=" + each);
      }
    }
    return Optional.empty();
  }

  @Override
  public void verify(View view) throws TrekException {
    for (Installed each : view.host(host).packages().installed().values()) {
      boolean left = from.is(each.version()) && !to.is(each.version());
      if (cores(each.name()) && (left || !each.complete())) {
        throw TrekException.at(host + ": " + each.name())
            .kind(TrekException.Kind.DIFFERENT)
            .found(each.complete() ? "is still of " + from.number() : "is only half installed")
            .next("packages list " + host);
      }
    }
  }
}
