package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Packages;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.PackagesView.Installed;
import org.mailtrek.host.TrekException;

/**
 * Installs, removes or exchanges packages, by name and version. What a crash left half-installed is finished first, in either direction.
 * Forward nothing is purged; the way back also takes away the configuration files that an installation or an upgrade brought, if they are unchanged, and
 * gives the files of packages that come back the times, owners and modes that they had.
 *
 * @param host name of the host
 * @param packages the packages, in the order of their installation
 * @param unseen those that come new and whose archives nobody has looked into: what services they bring is known when they are there, and then they
 *     are kept from starting at boot
 */
public record PackageSet(String host, List<Item> packages, Set<String> unseen) implements Change {

  static final String KIND = "package-set";

  /**
   * One package.
   *
   * @param name its name
   * @param before the version that is installed; empty when there is none
   * @param after the version that will be installed; empty when it is removed
   */
  public record Item(String name, Optional<String> before, Optional<String> after) {

    /** Checks that the package changes. */
    public Item {
      if (before.equals(after)) {
        throw new IllegalArgumentException(name + ": before and after are the same");
      }
    }

    @Override
    public String toString() {
      return before.isEmpty() ? name + " " + after.orElseThrow() : after.isEmpty() ? name + " " + before.get() : name + " " + before.get() + " -> " + after.get();
    }
  }

  /** Checks that there is something to do. */
  public PackageSet {
    packages = List.copyOf(packages);
    unseen = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(unseen));
    if (packages.isEmpty()) {
      throw new IllegalArgumentException(host + ": no packages");
    }
  }

  /** Changes packages whose archives are at hand. */
  public PackageSet(String host, List<Item> packages) {
    this(host, packages, Set.of());
  }

  /**
   * Returns the services that an installed package has brought.
   *
   * @throws TrekException when the host can't be asked
   */
  public static Set<String> services(HostView host, Item installed) throws TrekException {
    return PackageServices.of(host, installed);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    List<String> parts = new ArrayList<>();
    for (int way = 0; way < 3; way++) {
      int which = way;
      List<String> names = packages.stream().filter(each -> way(each) == which).map(Item::toString).toList();
      if (!names.isEmpty()) {
        parts.add(List.of("remove ", "install ", "exchange ").get(way) + String.join(", ", names));
      }
    }
    return host + ": packages: " + String.join("; ", parts);
  }

  private static int way(Item item) {
    return item.after().isEmpty() ? 0 : item.before().isEmpty() ? 1 : 2;
  }

  @Override
  public Set<String> touches() {
    Set<String> keys = new HashSet<>();
    packages.forEach(each -> keys.add("package " + host + " " + each.name()));
    return keys;
  }

  @Override
  public boolean shades(Change earlier) {
    return earlier instanceof ServiceState service && service.host().equals(host);
  }

  @Override
  public long deletes() {
    return packages.stream().filter(each -> each.after().isEmpty()).count();
  }

  @Override
  public JSONObject toJson() {
    Fields fields = Fields.kind(KIND).put("host", host).put("packages", packages, PackageSet::form);
    if (!unseen.isEmpty()) {
      fields.put("unseen", String.join(" ", unseen));
    }
    return fields.object();
  }

  private static JSONObject form(Item item) {
    Fields fields = new Fields().put("name", item.name());
    item.before().ifPresent(version -> fields.put("before", version));
    item.after().ifPresent(version -> fields.put("after", version));
    return fields.object();
  }

  static PackageSet read(Fields fields) {
    return new PackageSet(fields.text("host"), fields.list("packages", value -> item(Fields.of((JSONObject) value))), Set.of(fields.maybe("unseen", fields::text).map(text -> text.split(" ")).orElse(new String[0])));
  }

  private static Item item(Fields fields) {
    return new Item(fields.text("name"), fields.maybe("before", fields::text), fields.maybe("after", fields::text));
  }

  @Override
  public void keep(View view, Side side) throws TrekException {
    PackageFiles.keep(view.host(host), packages, side);
    PackageServices.keep(view.host(host), packages, side);
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    SortedMap<String, Installed> installed = view.host(host).packages().installed();
    boolean allBefore = true;
    boolean allAfter = true;
    for (Item each : packages) {
      Installed found = installed.get(each.name());
      if (found != null && !found.complete()) {
        return Seen.BETWEEN;
      }
      Optional<String> version = Optional.ofNullable(found).map(Installed::version);
      if (!version.equals(each.before()) && !version.equals(each.after())) {
        return Seen.FOREIGN;
      }
      allBefore &= version.equals(each.before());
      allAfter &= version.equals(each.after());
    }
    return allAfter ? Seen.AFTER : allBefore ? Seen.BEFORE : Seen.BETWEEN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Packages manager = estate.host(host).packages();
    manager.finish();
    Left left = foreign(manager.view()).and(own(estate.host(host), side).bringBack());
    List<Item> removed = known(manager.view()).stream().filter(each -> each.after().isEmpty()).toList();
    manager.remove(installed(manager.view(), removed), exchanged());
    install(manager, Item::after);
    for (Item each : known(manager.view())) {
      if (unseen.contains(each.name())) {
        PackageServices.hush(estate.host(host).services(), manager.view().contents(each.name(), each.after().orElseThrow()).services());
      }
    }
    estate.host(host).disk().syncAll(HostPath.ROOT);
    return left;
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Packages manager = estate.host(host).packages();
    manager.finish();
    Left left = foreign(manager.view());
    List<Item> ours = known(manager.view());
    List<Item> brought = ours.stream().filter(each -> each.before().isEmpty()).toList();
    manager.remove(installed(manager.view(), brought), exchanged());
    left = left.and(forget(estate.host(host), brought, side));
    left = left.and(PackageFiles.edited(estate.host(host).view(), brought, side));
    List<Item> exchanged = ours.stream().filter(each -> each.before().isPresent() && each.after().isPresent()).toList();
    left = left.and(PackageFiles.takeAway(estate.host(host), exchanged, side));
    OwnConfiguration own = own(estate.host(host), side);
    if (!wanted(manager.view(), exchanged, Item::before).isEmpty()) {
      own.putAside();
    }
    install(manager, Item::before);
    left = left.and(own.bringBack());
    PackageFiles.takeAwayBeside(estate.host(host), ours.stream().filter(each -> each.before().isPresent()).toList(), side);
    PackageServices.giveBack(estate.host(host), ours.stream().map(Item::name).collect(Collectors.toSet()), side);
    PackageFiles.giveBack(estate.host(host), side);
    estate.host(host).disk().syncAll(HostPath.ROOT);
    return left;
  }

  private OwnConfiguration own(Host on, Side side) throws TrekException {
    return OwnConfiguration.of(on, side, packages.stream().filter(each -> way(each) == 2).toList());
  }

  /** Returns the names of those of which one version takes the place of another. */
  private List<String> exchanged() {
    return packages.stream().filter(each -> way(each) == 2).map(Item::name).toList();
  }

  /** Has the package manager forget what it knows of removed packages, but for those that had the administrator's own file for theirs: it would delete that. */
  private static Left forget(Host host, List<Item> removed, Side side) throws TrekException {
    List<String> names = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    OwnConfiguration own = OwnConfiguration.of(host, side, removed);
    for (Item each : removed) {
      if (own.any(each)) {
        sentences.add(host.name() + ": " + each.name() + " is removed, and stays on record with its configuration files, of which some were there before it");
      } else {
        names.add(each.name());
      }
    }
    host.packages().forget(names);
    return new Left(sentences);
  }

  /** Installs what is not there in the version that is wanted: an archive of what was never removed may be nowhere to be had. */
  private void install(Packages manager, Function<Item, Optional<String>> version) throws TrekException {
    List<String> missing = wanted(manager.view(), known(manager.view()), version);
    if (!missing.isEmpty()) {
      manager.install(missing);
      if (manager.view().installed().values().stream().anyMatch(each -> !each.complete())) {
        manager.finish(); // those that waited for what was missing
      }
    }
  }

  /** Returns the names of those that are installed. */
  private static List<String> installed(PackagesView view, List<Item> of) throws TrekException {
    return of.stream().map(Item::name).filter(view.installed()::containsKey).toList();
  }

  /** Returns those of which another version is wanted than is there, with that version. */
  private static List<String> wanted(PackagesView view, List<Item> of, Function<Item, Optional<String>> version) throws TrekException {
    Map<String, Installed> now = view.installed();
    List<String> missing = new ArrayList<>();
    for (Item each : of) {
      Optional<String> present = Optional.ofNullable(now.get(each.name())).map(Installed::version);
      version.apply(each).filter(one -> !present.equals(Optional.of(one))).ifPresent(one -> missing.add(each.name() + "=" + one));
    }
    return missing;
  }

  /** Returns the items that are as before or as after. */
  private List<Item> known(PackagesView view) throws TrekException {
    Map<String, Installed> now = view.installed();
    return packages.stream().filter(each -> isKnown(each, now.get(each.name()))).toList();
  }

  private static boolean isKnown(Item item, Installed found) {
    Optional<String> version = Optional.ofNullable(found).map(Installed::version);
    return version.equals(item.before()) || version.equals(item.after());
  }

  private Left foreign(PackagesView view) throws TrekException {
    Map<String, Installed> now = view.installed();
    List<String> left = new ArrayList<>();
    for (Item each : packages) {
      Installed found = now.get(each.name());
      if (!isKnown(each, found)) {
        left.add(host + ": package " + each.name() + " is " + (found == null ? "gone" : "at " + found.version()) + ", changed by somebody else: left alone");
      }
    }
    return new Left(left);
  }

  @Override
  public View over(View below) {
    return OverlayView.host(below, host, view -> OverlayPackages.over(view, packages, unseen));
  }

  @Override
  public Set<Place> folders(View view) throws TrekException {
    Set<Place> folders = new HashSet<>();
    for (HostPath each : PackageFiles.of(view.host(host), packages)) {
      for (HostPath folder = each.parent(); !folder.root(); folder = folder.parent()) {
        if (!folders.add(new Place(host, folder))) {
          break;
        }
      }
    }
    return folders;
  }
}
