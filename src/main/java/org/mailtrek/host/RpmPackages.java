package org.mailtrek.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The packages of a machine with rpm: its database for what is there, archives in folders or the repositories of dnf, yum or zypper for what could
 * be. Versions are written {@code [EPOCH:]VERSION-RELEASE.ARCH}. Configuration files and services are treated as on a Debian machine
 * ({@link RpmTransaction}); whatever goes is kept as an archive before.
 */
final class RpmPackages implements Packages, PackagesView {

  private static final int LOCK_SECONDS = 60;

  private final FilesView files;
  private final Optional<DownloadFolder> downloads;
  private final Programs programs;
  private final AccountsView accounts;
  private final RpmTool rpm;
  private final RpmStore store;
  private final RpmSolver solver;
  private final RpmKeeping keeping;
  private final RpmTransaction transaction;
  private final RpmRefusals refusals;
  private final HostPath kept;
  private final RpmArchives archives;

  /** Makes the packages of a machine; removed ones go to the folder {@code kept}, and come from there or from {@code archives} or from repositories. */
  RpmPackages(Machine machine, AccountsView accounts, List<HostPath> archives, HostPath kept) throws TrekException {
    this(machine, accounts, archives, kept, LOCK_SECONDS);
  }

  RpmPackages(Machine machine, AccountsView accounts, List<HostPath> places, HostPath kept, int lockSeconds) throws TrekException {
    this.files = machine.files();
    this.programs = machine.programs().within(Duration.ofHours(1));
    this.accounts = accounts;
    List<HostPath> folders = new ArrayList<>(places);
    this.downloads = places.stream().findFirst().map(each -> new DownloadFolder(machine, each, "rpm"));
    folders.add(kept);
    this.store = new RpmStore(folders, programs);
    this.rpm = new RpmTool(programs, lockSeconds);
    this.solver = solver();
    this.kept = kept;
    this.archives = new RpmArchives(programs, store, solver, kept);
    this.refusals = new RpmRefusals(programs, solver);
    this.keeping = new RpmKeeping(programs, rpm, store, solver, kept);
    this.transaction = new RpmTransaction(programs, rpm, store, kept);
  }

  private RpmSolver solver() throws TrekException {
    if (rpm.real()) {
      for (String tool : PackageFamily.suse(files) ? List.of("zypper", "dnf", "yum") : List.of("dnf", "yum", "zypper")) {
        if (files.stat(HostPath.of("/usr/bin").resolve(tool)).isPresent()) {
          return new RecentSolver(tool.equals("zypper") ? new Zypper(programs, files) : new Dnf(tool, programs, files));
        }
      }
    }
    return new RpmAlone(programs, rpm, store);
  }

  @Override
  public PackagesView view() {
    return this;
  }

  @Override
  public SortedMap<String, Installed> installed() throws TrekException {
    SortedMap<String, Installed> found = RpmQueries.installed(rpm);
    for (String each : transaction.unfinished()) {
      found.computeIfPresent(each, (name, one) -> new Installed(name, one.version(), false));
    }
    return found;
  }

  @Override
  public List<String> available(String name) throws TrekException {
    return archives.versions(name);
  }

  @Override
  public List<String> offered() throws TrekException {
    return Stream.concat(store.all().stream().map(RpmStore.Archive::name), solver.names()).distinct().sorted().toList();
  }

  @Override
  public Contents contents(String name, String version) throws TrekException {
    return archives.contents(name, version).owned(accounts);
  }

  @Override
  public void contentsAhead(Collection<String> packages) throws TrekException {
    archives.ahead(packages);
  }

  @Override
  public boolean atHand(String name, String version) throws TrekException {
    return store.find(name, version).isPresent();
  }

  @Override
  public boolean fetches() throws TrekException {
    return rpm.real();
  }

  @Override
  public List<HostPath> listed(String name) throws TrekException {
    return RpmQueries.files(rpm, name);
  }

  @Override
  public String family() {
    return "rpm";
  }

  @Override
  public List<Exchange> exchanges(List<String> install, List<String> remove) throws TrekException {
    SortedMap<String, Installed> present = installed();
    refusals.brokenOff(present.values());
    refusals.held(Stream.concat(install.stream().map(each -> each.replaceFirst("=.*", "")), remove.stream()).toList()); // what is locked a solver may not even name
    List<String> wanted = new ArrayList<>();
    for (String each : install) {
      wanted.add(each.indexOf('=') < 0 ? each : archives.whole(each));
    }
    List<RpmSolver.Wish> wishes = new ArrayList<>();
    for (Exchange each : Exchange.asAsked(this, new RpmClosure(this, store, rpm).of(wanted), remove)) {
      wishes.add(new RpmSolver.Wish(each, each.after().isEmpty() ? "" : archives.here(each.name() + "=" + each.after().get()).map(RpmStore.Archive::file).orElse("")));
    }
    List<Exchange> found = new ArrayList<>();
    for (Exchange each : wishes.isEmpty() ? List.<Exchange>of() : solver.simulate(wishes)) {
      Optional<String> before = Optional.ofNullable(present.get(each.name())).map(Installed::version);
      if (!before.equals(each.after())) {
        found.add(new Exchange(each.name(), before, each.after()));
      }
    }
    refusals.held(found.stream().map(Exchange::name).toList());
    for (Exchange each : found) {
      if (each.before().isPresent()) {
        keeping.check(present.get(each.name()));
      }
    }
    return found;
  }

  @Override
  public void install(List<String> packages) throws TrekException {
    SortedMap<String, Installed> present = installed();
    Set<String> wanted = new LinkedHashSet<>();
    for (String each : packages) {
      String named = archives.whole(each);
      Installed there = present.get(named.substring(0, named.indexOf('=')));
      if (there == null || !there.complete() || !named.equals(there.name() + "=" + there.version())) {
        wanted.add(named);
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    List<RpmStore.Archive> coming = archives.of(List.copyOf(wanted));
    refusals.held(coming.stream().map(RpmStore.Archive::name).toList());
    Set<String> departing = new LinkedHashSet<>();
    for (RpmStore.Archive each : coming) {
      departing.add(each.name());
      departing.addAll(each.replaces());
    }
    departing.retainAll(present.keySet());
    for (String each : departing) {
      keeping.keep(present.get(each));
    }
    Map<String, Boolean> services = new TreeMap<>();
    for (RpmStore.Archive each : coming) {
      contents(each.name(), each.version()).services().forEach(service -> services.put(service, !present.containsKey(each.name())));
    }
    transaction.install(coming, departing.stream().map(present::get).toList(), services);
  }

  @Override
  public void remove(List<String> names) throws TrekException {
    SortedMap<String, Installed> present = installed();
    List<Installed> there = names.stream().distinct().filter(present::containsKey).map(present::get).toList();
    if (there.isEmpty()) {
      return;
    }
    refusals.held(there.stream().map(Installed::name).toList());
    for (Installed each : there) {
      keeping.keep(each);
    }
    transaction.remove(there);
  }

  @Override
  public void fetch(List<String> packages) throws TrekException {
    archives.of(packages);
  }

  @Override
  public void discard(List<String> packages) throws TrekException {
    archives.discard(packages);
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
    Set<String> present = installed().keySet();
    for (String each : names) {
      if (!present.contains(each)) {
        transaction.forget(each);
      }
    }
  }

  @Override
  public void finish() throws TrekException {
    transaction.finish();
  }

  @Override
  public Repositories repositories() {
    return solver.repositories(kept).<Repositories>map(each -> each).orElseGet(() -> new NoRepositories("rpm alone"));
  }

  @Override
  public void enlist(String repository) throws TrekException {
    solver.forgetAnswers();
    tool().enlist(repository);
  }

  @Override
  public void unlist(String repository) throws TrekException {
    solver.forgetAnswers();
    tool().unlist(repository);
  }

  private RepositoryTool tool() throws TrekException {
    return solver.repositories(kept).orElseThrow(() -> TrekException.at(programs.host()).kind(TrekException.Kind.REFUSED).found("has no dnf, yum or zypper").next("put the packages into a folder instead"));
  }
}
