package org.mailtrek.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.PackagesView.Installed;
import org.mailtrek.host.TrekException;

/**
 * Finds which packages of Zarafa go and which of Kopano come. Packages are chosen by what is known of them, never because their name merely matches a
 * pattern; each is named with its version. What was found is remembered as long as the same packages are installed: two steps ask.
 */
final class Successors {

  /** What the vendor calls its packages, and what takes their place; an empty text means that nothing does. */
  private static final Map<String, String> SUCCESSORS =
      Map.ofEntries(
          Map.entry("zarafa", "kopano-server-packages"),
          Map.entry("zarafa-server", "kopano-server"),
          Map.entry("zarafa-dagent", "kopano-dagent"),
          Map.entry("zarafa-gateway", "kopano-gateway"),
          Map.entry("zarafa-ical", "kopano-ical"),
          Map.entry("zarafa-monitor", "kopano-monitor"),
          Map.entry("zarafa-spooler", "kopano-spooler"),
          Map.entry("zarafa-search", "kopano-search"),
          Map.entry("zarafa-search-plus", "kopano-search"),
          Map.entry("zarafa-indexer", "kopano-search"),
          Map.entry("zarafa-presence", "kopano-presence"),
          Map.entry("zarafa-utils", "kopano-utils"),
          Map.entry("zarafa-archiver", "kopano-archiver"),
          Map.entry("zarafa-backup", "kopano-backup"),
          Map.entry("zarafa-client", "kopano-client"),
          Map.entry("zarafa-common", "kopano-common"),
          Map.entry("zarafa-contacts", "kopano-contacts"),
          Map.entry("zarafa-lang", "kopano-lang"),
          Map.entry("zarafa-libs", "kopano-libs"),
          Map.entry("zarafa-libmapi", "kopano-libs"),
          Map.entry("zarafa-libarchiver", "kopano-libs"),
          Map.entry("zarafa-webapp", "kopano-webapp"),
          Map.entry("zarafa-licensed", ""),
          Map.entry("zarafa-multiserver", ""),
          Map.entry("zarafa-webaccess", ""),
          Map.entry("zarafa-ws", ""),
          Map.entry("zarafa-dev", ""),
          Map.entry("zarafa-dbg", ""),
          Map.entry("python-zarafa", "python-kopano"),
          Map.entry("python-mapi", "python-mapi"),
          Map.entry("php5-mapi", "php-mapi"));

  /** What is installed whatever was there. */
  private static final List<String> CORE = List.of("kopano-server", "kopano-common", "kopano-libs");

  private final String host;
  private final String version;
  private final PackagedRelease release;
  private final PackageSource source;
  private Optional<Found> last = Optional.empty();

  Successors(String host, String version, PackageSource source) {
    this.host = host;
    this.version = version;
    this.release = new PackagedRelease(version);
    this.source = source;
  }

  String host() {
    return host;
  }

  String version() {
    return version;
  }

  /**
   * What goes and comes.
   *
   * @param installed what was installed when it was found
   * @param removed in the order in which they go
   * @param added in the order in which they come
   * @param notes what is to be said about it
   */
  record Found(SortedMap<String, Installed> installed, List<PackageSet.Item> removed, List<PackageSet.Item> added, List<String> notes) {}

  /** A package of these names is Zarafa's, whatever its version; python-mapi and php-mapi are of both products. */
  static boolean onlyZarafas(String name) {
    return SUCCESSORS.containsKey(name) && !SUCCESSORS.get(name).equals(name);
  }

  /** Whether a package of this name is one of either product. */
  static boolean known(String name) {
    return SUCCESSORS.containsKey(name) || SUCCESSORS.containsValue(name);
  }

  /**
   * Finds them.
   *
   * @throws TrekException when the server's package is not to be had, or the package manager refuses
   */
  synchronized Found find(PackagesView packages) throws TrekException {
    SortedMap<String, Installed> installed = packages.installed();
    if (last.isEmpty() || !last.get().installed().equals(installed)) {
      last = Optional.of(find(packages, new Found(installed, new ArrayList<>(), new ArrayList<>(), new ArrayList<>())));
    }
    return last.get();
  }

  private Found find(PackagesView packages, Found found) throws TrekException {
    packages.availableAhead(found.installed().keySet().stream().map(each -> SUCCESSORS.getOrDefault(each, "")).filter(each -> !each.isEmpty()).collect(Collectors.toCollection(() -> new java.util.TreeSet<>(CORE))));
    boolean zarafa = found.installed().keySet().stream().anyMatch(Successors::onlyZarafas);
    for (Installed each : found.installed().values()) {
      String successor = SUCCESSORS.get(each.name());
      if (successor == null || !zarafa || release.is(each.version())) {
        if (each.name().startsWith("zarafa")) {
          found.notes().add("package " + each.name() + " " + each.version() + " is not known to have a successor: it stays; look at it before you go on");
        }
        continue;
      }
      found.removed().add(new PackageSet.Item(each.name(), Optional.of(each.version()), Optional.empty()));
      if (successor.isEmpty()) {
        found.notes().add("package " + each.name() + " has no successor in Kopano: what it did will no longer be there");
      } else {
        successor(packages, found, successor);
      }
    }
    if (!found.removed().isEmpty()) {
      for (String each : CORE) {
        if (!packages.available(each).isEmpty()) {
          successor(packages, found, each);
        }
      }
      companions(packages, found);
    }
    return found;
  }

  /** Adds what the package manager would install and remove beside what was chosen, as others need it. */
  private static void companions(PackagesView packages, Found found) throws TrekException {
    List<String> wanted = found.added().stream().map(each -> each.name() + "=" + each.after().orElseThrow()).toList();
    List<String> unwanted = found.removed().stream().map(PackageSet.Item::name).filter(name -> !names(found.added(), name)).toList();
    for (PackagesView.Exchange each : packages.exchanges(wanted, unwanted)) {
      if (each.after().isPresent() && !names(found.added(), each.name())) {
        found.added().add(new PackageSet.Item(each.name(), each.before(), each.after()));
        found.notes().add("package " + each.name() + " " + each.after().get() + " comes with them, as others need it");
      } else if (each.after().isEmpty() && !names(found.removed(), each.name())) {
        found.removed().add(new PackageSet.Item(each.name(), each.before(), each.after()));
        found.notes().add("package " + each.name() + " goes with them, as it needs what is removed");
      }
    }
  }

  private static boolean names(List<PackageSet.Item> items, String name) {
    return items.stream().anyMatch(each -> each.name().equals(name));
  }

  private void successor(PackagesView packages, Found found, String name) throws TrekException {
    SortedMap<String, Installed> installed = found.installed();
    boolean stays = installed.containsKey(name) && (!SUCCESSORS.containsKey(name) || release.is(installed.get(name).version()));
    if (stays || names(found.added(), name)) {
      return;
    }
    Optional<String> offered = Optional.empty();
    for (String each : packages.available(name)) {
      boolean fits = release.is(each) && (source == PackageSource.REPOSITORY || packages.atHand(name, each));
      offered = offered.isEmpty() && fits ? Optional.of(each) : offered;
    }
    if (offered.isPresent()) {
      found.added().add(new PackageSet.Item(name, Optional.empty(), offered));
    } else if (name.equals("kopano-server")) {
      throw source.lacks(host, "kopano-server " + version, packages.available(name));
    } else {
      found.notes().add("package " + name + " " + version + " is not offered: it will not be installed");
    }
  }

  /** Returns the names of those that would have to be fetched to be looked into: a preview fetches nothing. */
  static java.util.SortedSet<String> unseen(PackagesView packages, List<PackageSet.Item> added) throws TrekException {
    java.util.SortedSet<String> unseen = new java.util.TreeSet<>();
    for (PackageSet.Item each : added) {
      if (!packages.atHand(each.name(), each.after().orElseThrow())) {
        unseen.add(each.name());
      }
    }
    return unseen;
  }
}
