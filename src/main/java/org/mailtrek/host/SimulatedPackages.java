package org.mailtrek.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The package manager of a simulated machine, after dpkg's manner. Every call first removes what a crash left of its records. */
final class SimulatedPackages implements Packages, PackagesView {

  private final String host;
  private final Store store;
  private final PackageRecords records;
  private final PackagePool pool;
  private final SystemAccounts accounts;
  private final SimulatedServices services;
  private final Faults faults;

  SimulatedPackages(String host, Store store, PackagePool pool, SimulatedServices services, Faults faults) {
    this.host = host;
    this.store = store;
    this.records = new PackageRecords(store);
    this.pool = pool;
    this.accounts = new SystemAccounts(store);
    this.services = services;
    this.faults = faults;
  }

  @Override
  public PackagesView view() {
    return this;
  }

  @Override
  public SortedMap<String, Installed> installed() throws TrekException {
    return records.status().installed();
  }

  @Override
  public List<String> available(String name) throws TrekException {
    return pool.archives(name).stream().map(PackageArchive::version).toList();
  }

  @Override
  public List<String> offered() throws TrekException {
    return pool.names();
  }

  @Override
  public Contents contents(String name, String version) throws TrekException {
    return new ArchiveContents(pool.archive(name, version), accounts);
  }

  @Override
  public String family() {
    return "dpkg";
  }

  @Override
  public void install(List<String> packages) throws TrekException {
    records.sweep();
    List<PackageArchive> archives = new ArrayList<>();
    for (String each : packages) {
      archives.add(named(each));
    }
    for (PackageArchive each : archives) {
      refuseConflicts(each);
      refuseForeignFiles(each, archives);
    }
    for (PackageArchive each : archives) {
      Installed present = installed().get(each.name());
      if (present == null || !present.complete() || !present.version().equals(each.version())) {
        if (present != null) {
          keep(present);
        }
        new PackageInstallation(this, each).run();
      }
    }
  }

  private PackageArchive named(String wanted) throws TrekException {
    int equals = wanted.indexOf('=');
    if (equals < 1) {
      throw TrekException.at(host).kind(TrekException.Kind.USAGE).found(wanted + " names no version").next("write it as NAME=VERSION");
    }
    return pool.archive(wanted.substring(0, equals), wanted.substring(equals + 1));
  }

  private void refuseConflicts(PackageArchive archive) throws TrekException {
    for (String each : archive.texts("conflicts")) {
      if (installed().containsKey(each)) {
        throw TrekException.at(host).found(archive.name() + " conflicts with " + each + ", which is installed").next("packages remove " + host + " " + each);
      }
    }
  }

  private void refuseForeignFiles(PackageArchive archive, List<PackageArchive> together) throws TrekException {
    Map<HostPath, String> others = records.others(archive.name());
    for (Map.Entry<HostPath, PackageArchive.Item> each : archive.items().entrySet()) {
      String other = others.get(each.getKey());
      boolean theirs = each.getValue().kind() != FileState.Kind.FOLDER && other != null && installed().containsKey(other);
      if (theirs && !archive.texts("replaces").contains(other) && together.stream().noneMatch(one -> one.name().equals(other))) {
        throw TrekException.at(host + ":" + each.getKey())
            .found("would be overwritten by " + archive.name() + " and belongs to " + other)
            .next("packages remove " + host + " " + other);
      }
    }
  }

  @Override
  public void remove(List<String> names) throws TrekException {
    records.sweep();
    for (String each : names) {
      Installed present = installed().get(each);
      if (present != null) {
        keep(present);
        new PackageRemoval(store, records, each).run(services);
      }
    }
  }

  /** Keeps an archive of what is installed where nobody offers it any more, so that it can come back. */
  private void keep(Installed present) throws TrekException {
    if (present.complete() && pool.find(present.name(), present.version()).isEmpty()) {
      pool.keep(new PackageRepacking(store, records, accounts).of(present.name()));
    }
  }

  @Override
  public void forget(List<String> names) throws TrekException {
    records.sweep();
    for (String each : names) {
      if (records.status().state(each).equals(Optional.of(PackageStatus.REMOVED))) {
        new PackageRemoval(store, records, each).forget(services, accounts);
      }
    }
  }

  @Override
  public void finish() throws TrekException {
    records.sweep();
    for (Installed each : new TreeMap<>(installed()).values()) {
      String state = records.status().state(each.name()).orElse("");
      if (state.equals(PackageStatus.INSTALLING)) {
        new PackageInstallation(this, pool.archive(each.name(), each.version())).run();
      } else if (state.equals(PackageStatus.REMOVING)) {
        new PackageRemoval(store, records, each.name()).run(services);
      }
    }
  }

  Store store() {
    return store;
  }

  PackageRecords records() {
    return records;
  }

  Faults faults() {
    return faults;
  }

  String host() {
    return host;
  }

  SystemAccounts accounts() {
    return accounts;
  }

  SimulatedServices services() {
    return services;
  }
}
