package org.mailtrek.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The packages of a Debian machine: dpkg for what is there, archives in folders or apt for what could be. Services do not start by themselves
 * while packages change ({@link QuietServices}); an administrator's configuration files are kept; whatever goes is kept as an archive before.
 */
final class DpkgPackages implements Packages, PackagesView {

  private static final int LOCK_SECONDS = 60;

  private final FilesView files;
  private final Optional<DownloadFolder> downloads;
  private final Programs programs;
  private final DpkgTool dpkg;
  private final DebStore store;
  private final DebArchives archives;
  private final DebKeeping keeping;
  private final DpkgFinishing finishing;
  private final Apt apt;
  private final HeldUnits units;
  private final RepositoryTool repositories;
  private final KeptArchives kept;

  /** Makes the packages of a machine; removed ones go to the folder {@code kept}, and come from there or from {@code archives} or from apt. */
  DpkgPackages(Machine machine, AccountsView accounts, List<HostPath> archives, HostPath kept) {
    this(machine, accounts, archives, kept, LOCK_SECONDS);
  }

  DpkgPackages(Machine machine, AccountsView accounts, List<HostPath> places, HostPath kept, int lockSeconds) {
    this.files = machine.files();
    this.programs = machine.programs().with("DEBIAN_FRONTEND", "noninteractive").within(Duration.ofHours(1));
    List<HostPath> folders = new ArrayList<>(places);
    this.downloads = places.stream().findFirst().map(each -> new DownloadFolder(machine, each, "deb"));
    folders.add(kept);
    this.store = new DebStore(folders, programs);
    this.units = new HeldUnits(programs);
    this.repositories = new AptRepositories(programs);
    this.dpkg = new DpkgTool(programs, new QuietServices(files, machine.disk()), lockSeconds);
    this.apt = new Apt(programs, kept);
    this.archives = new DebArchives(store, apt, dpkg, programs, accounts);
    this.kept = new KeptArchives(programs, kept);
    this.finishing = new DpkgFinishing(programs, dpkg, archives);
    this.keeping = new DebKeeping(programs, dpkg, store, apt, kept);
  }

  @Override
  public PackagesView view() {
    return this;
  }

  @Override
  public SortedMap<String, Installed> installed() throws TrekException {
    SortedMap<String, Installed> found = new TreeMap<>();
    for (String[] each : dpkg.query("${Package}\\t${Version}\\t${Status}\\n")) {
      String[] status = each[2].split(" ");
      String state = status[status.length - 1];
      if (!state.equals("config-files") && !state.equals("not-installed")) {
        boolean complete = List.of("installed", "triggers-awaited", "triggers-pending").contains(state) && status[1].equals("ok");
        found.put(each[0], new Installed(each[0], each[1], complete));
      }
    }
    return found;
  }

  @Override
  public List<String> available(String name) throws TrekException {
    Stream<String> here = store.of(name).stream().map(DebStore.Deb::version);
    Stream<String> there = dpkg.real() ? apt.versions(name) : Stream.empty();
    return Stream.concat(here, there).distinct().sorted(Versions.ORDER.reversed()).toList();
  }

  @Override
  public List<String> offered() throws TrekException {
    return Stream.concat(store.names().stream(), dpkg.real() ? apt.names() : Stream.empty()).distinct().sorted().toList();
  }

  @Override
  public Contents contents(String name, String version) throws TrekException {
    return archives.contents(name, version);
  }

  @Override
  public void availableAhead(Collection<String> names) throws TrekException {
    if (dpkg.real()) {
      apt.ahead(names);
    }
  }

  @Override
  public void contentsAhead(Collection<String> packages) throws TrekException {
    archives.ahead(List.copyOf(packages));
  }

  @Override
  public List<Exchange> exchanges(List<String> install, List<String> remove) throws TrekException {
    new DpkgRefusals(programs, dpkg).brokenOff(installed().values());
    List<Exchange> asked = Exchange.asAsked(this, new DebClosure(this, store).of(install), remove);
    List<Exchange> found = asked;
    if (dpkg.real() && !asked.isEmpty()) {
      List<String> words = new ArrayList<>(List.of("install"));
      for (Exchange each : asked) {
        String wanted = each.name() + "=" + each.after().orElse("");
        words.add(each.after().isEmpty() ? each.name() + "-" : archives.here(wanted).orElse(wanted));
      }
      found = apt.simulate(words);
    }
    new DpkgRefusals(programs, dpkg).held(found.stream().map(Exchange::name).toList());
    return found;
  }

  @Override
  public boolean atHand(String name, String version) throws TrekException {
    return store.find(name, version).isPresent();
  }

  @Override
  public boolean fetches() throws TrekException {
    return dpkg.real();
  }

  @Override
  public List<HostPath> listed(String name) throws TrekException {
    return new DpkgConffiles(files, programs).listed(name);
  }

  @Override
  public String family() {
    return "dpkg";
  }

  @Override
  public void install(List<String> packages) throws TrekException {
    SortedMap<String, Installed> present = installed();
    Set<String> wanted = new LinkedHashSet<>();
    for (String each : packages) {
      if (!new Installed(archives.name(each), DebArchives.version(each), true).equals(present.get(archives.name(each)))) {
        wanted.add(each);
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    List<String> found = archives.of(List.copyOf(wanted));
    List<String> names = wanted.stream().map(each -> each.substring(0, each.indexOf('='))).toList();
    new DpkgRefusals(programs, dpkg).held(names);
    for (int at = 0; at < names.size(); at++) {
      if (present.containsKey(names.get(at))) {
        keeping.keep(present.get(names.get(at)), found.get(at));
      }
    }
    units.during(services(wanted), () -> unpack(found, names));
  }

  private Set<String> services(Set<String> wanted) throws TrekException {
    Set<String> services = new LinkedHashSet<>();
    if (dpkg.real()) {
      for (String each : wanted) {
        services.addAll(contents(archives.name(each), DebArchives.version(each)).services());
      }
    }
    return services;
  }

  /** Packages of a split or renamed set get in each other's way at the first try: what dpkg then could configure is out of the way at the second. */
  private void unpack(List<String> all, List<String> names) throws TrekException {
    Programs.Ended first = dpkg.dpkg("--install", all);
    if (first.ok()) {
      return;
    }
    if (PackageTrouble.locked(first)) {
      throw PackageTrouble.of(programs.host(), "dpkg", first);
    }
    Programs.Ended second = dpkg.dpkg("--install", all);
    if (second.ok()) {
      return;
    }
    if (dpkg.real() && mendable(names) && dpkg.mend().ok()) {
      return;
    }
    throw PackageTrouble.of(programs.host(), "dpkg", second);
  }

  /** Whether apt would mend what is unmet with packages that were agreed on, and no others. */
  private boolean mendable(List<String> names) {
    try {
      List<Exchange> mending = apt.simulate(List.of("--fix-broken", "install"));
      return !mending.isEmpty() && mending.stream().allMatch(each -> each.after().isPresent() && names.contains(each.name()));
    } catch (TrekException hopeless) {
      return false; // dpkg's own words are the better explanation
    }
  }

  @Override
  public void remove(List<String> names) throws TrekException {
    remove(names, List.of());
  }

  @Override
  public void remove(List<String> names, Collection<String> exchanged) throws TrekException {
    SortedMap<String, Installed> present = installed();
    List<String> there = names.stream().filter(present::containsKey).toList();
    if (there.isEmpty()) {
      return;
    }
    new DpkgRefusals(programs, dpkg).held(there);
    for (String each : there) {
      keeping.keep(present.get(each), "");
    }
    List<String> words = new ArrayList<>(exchanged.isEmpty() ? List.of() : List.of("--ignore-depends=" + String.join(",", exchanged)));
    words.addAll(there);
    checked(dpkg.dpkg("--remove", words));
  }

  @Override
  public void fetch(List<String> packages) throws TrekException {
    archives.of(packages);
  }

  @Override
  public void discard(List<String> packages) throws TrekException {
    for (String each : packages) {
      kept.discard(archives.here(each));
    }
  }

  @Override
  public Optional<Downloads> downloads() {
    return downloads.map(each -> each);
  }

  @Override
  public Optional<Unpacking> unpacking() {
    return downloads.map(each -> each);
  }

  @Override
  public void forget(List<String> names) throws TrekException {
    for (String name : names) {
      List<String[]> known = dpkg.query("${Status}\\t${Package}\\n", name);
      if (known.stream().anyMatch(each -> each[0].endsWith(" config-files")) && new DpkgConffiles(files, programs).unchanged(name)) {
        checked(dpkg.dpkg("--purge", List.of("--force-depends", name))); // it is removed already: nobody who needs it loses more
      }
    }
  }

  @Override
  public void finish() throws TrekException {
    if (dpkg.real()) {
      List<HostPath> brought = new ArrayList<>();
      for (Installed each : installed().values()) {
        brought.addAll(each.complete() ? List.of() : listed(each.name()));
      }
      units.duringAndAfter(ServiceFiles.services(brought), finishing::run);
    } else {
      finishing.run();
    }
  }

  private void checked(Programs.Ended ended) throws TrekException {
    if (!ended.ok()) {
      throw PackageTrouble.of(programs.host(), "dpkg", ended);
    }
  }

  @Override
  public Repositories repositories() {
    return repositories;
  }

  @Override
  public void enlist(String repository) throws TrekException {
    repositories.enlist(repository);
  }

  @Override
  public void unlist(String repository) throws TrekException {
    repositories.unlist(repository);
  }
}
