package org.mailtrek.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.View;
import org.mailtrek.host.PackagesView.Installed;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/**
 * Removes the packages of Zarafa and installs their successors. Packages are chosen by what is known of them, never because their name merely
 * matches a pattern; each is named with its version in the plan. Nothing is purged.
 */
final class ReplacePackages implements Step {

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

  ReplacePackages(String host, String version) {
    this.host = host;
    this.version = version;
    this.release = new PackagedRelease(version);
  }

  @Override
  public String id() {
    return "replace-packages";
  }

  @Override
  public String title() {
    return "Replace the packages of Zarafa by those of Kopano " + version;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K8", "Z1", "Z3");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    PackagesView packages = view.host(host).packages();
    SortedMap<String, Installed> installed = packages.installed();
    List<PackageSet.Item> removed = new ArrayList<>();
    List<PackageSet.Item> added = new ArrayList<>();
    packages.availableAhead(installed.keySet().stream().map(each -> SUCCESSORS.getOrDefault(each, "")).filter(each -> !each.isEmpty()).collect(Collectors.toCollection(() -> new TreeSet<>(CORE))));
    boolean zarafa = installed.keySet().stream().anyMatch(ReplacePackages::onlyZarafas);
    for (Installed each : installed.values()) {
      String successor = SUCCESSORS.get(each.name());
      if (successor == null || !zarafa || release.is(each.version())) {
        if (each.name().startsWith("zarafa")) {
          preview.note("package " + each.name() + " " + each.version() + " is not known to have a successor: it stays; look at it before you go on");
        }
        continue;
      }
      removed.add(new PackageSet.Item(each.name(), Optional.of(each.version()), Optional.empty()));
      if (successor.isEmpty()) {
        preview.note("package " + each.name() + " has no successor in Kopano: what it did will no longer be there");
      } else {
        successor(packages, installed, added, successor, preview);
      }
    }
    if (!removed.isEmpty()) {
      for (String each : CORE) {
        if (!packages.available(each).isEmpty()) {
          successor(packages, installed, added, each, preview);
        }
      }
      companions(packages, removed, added, preview);
      exchange(view, removed, added, preview);
    }
  }

  /** Adds what the package manager would install and remove beside what was chosen, as others need it. */
  private static void companions(PackagesView packages, List<PackageSet.Item> removed, List<PackageSet.Item> added, Preview preview) throws TrekException {
    List<String> wanted = added.stream().map(each -> each.name() + "=" + each.after().orElseThrow()).toList();
    List<String> unwanted = removed.stream().map(PackageSet.Item::name).filter(name -> !names(added, name)).toList();
    for (PackagesView.Exchange each : packages.exchanges(wanted, unwanted)) {
      if (each.after().isPresent() && !names(added, each.name())) {
        added.add(new PackageSet.Item(each.name(), each.before(), each.after()));
        preview.note("package " + each.name() + " " + each.after().get() + " comes with them, as others need it");
      } else if (each.after().isEmpty() && !names(removed, each.name())) {
        removed.add(new PackageSet.Item(each.name(), each.before(), each.after()));
        preview.note("package " + each.name() + " goes with them, as it needs what is removed");
      }
    }
  }

  private static boolean names(List<PackageSet.Item> items, String name) {
    return items.stream().anyMatch(each -> each.name().equals(name));
  }

  /** A package of these names is Zarafa's, whatever its version; python-mapi and php-mapi are of both products. */
  private static boolean onlyZarafas(String name) {
    return SUCCESSORS.containsKey(name) && !SUCCESSORS.get(name).equals(name);
  }

  /** Removes and installs, and keeps what was installed from starting at boot until it is configured and its turn has come. */
  private void exchange(View view, List<PackageSet.Item> removed, List<PackageSet.Item> added, Preview preview) throws TrekException {
    Change gone = new PackageSet(host, removed);
    preview.change(gone);
    if (added.isEmpty()) {
      return;
    }
    Change brought = new PackageSet(host, added);
    preview.change(brought);
    View after = brought.over(gone.over(view));
    Set<String> services = new TreeSet<>();
    view.host(host).packages().contentsAhead(added.stream().map(each -> each.name() + "=" + each.after().orElseThrow()).toList());
    for (PackageSet.Item each : added) {
      services.addAll(view.host(host).packages().contents(each.name(), each.after().orElseThrow()).services());
    }
    after.host(host).services().statesAhead(services);
    for (String each : services) {
      Optional<Change> quiet = ServiceState.of(after, host, each, Run.STOPPED, false);
      if (quiet.isPresent()) {
        preview.change(quiet.get());
      }
    }
  }

  private void successor(
      PackagesView packages, SortedMap<String, Installed> installed, List<PackageSet.Item> added, String name, Preview preview) throws TrekException {
    boolean stays = installed.containsKey(name) && (!SUCCESSORS.containsKey(name) || release.is(installed.get(name).version()));
    if (stays || added.stream().anyMatch(each -> each.name().equals(name))) {
      return;
    }
    Optional<String> offered = packages.available(name).stream().filter(release::is).findFirst();
    if (offered.isPresent()) {
      added.add(new PackageSet.Item(name, Optional.empty(), offered));
    } else if (name.equals("kopano-server")) {
      throw TrekException.at(host)
          .found("no package kopano-server " + version + " can be installed; there is " + packages.available(name))
          .next("set up the repository or put the packages into a folder that the package manager reads, then plan again");
    } else {
      preview.note("package " + name + " " + version + " is not offered: it will not be installed");
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    for (Installed each : view.host(host).packages().installed().values()) {
      boolean ours = SUCCESSORS.containsKey(each.name()) || SUCCESSORS.containsValue(each.name());
      if (onlyZarafas(each.name()) || ours && !each.complete()) {
        throw TrekException.at(host + ": " + each.name())
            .kind(TrekException.Kind.DIFFERENT)
            .found(each.complete() ? "is still installed" : "is only half installed")
            .next("packages list " + host);
      }
    }
  }
}
