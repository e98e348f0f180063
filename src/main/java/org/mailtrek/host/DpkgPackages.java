package org.mailtrek.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The packages of a Debian machine: dpkg for what is there, archives in folders or apt for what could be. Services do not start by themselves
 * while packages change ({@link QuietServices}); an administrator's configuration files are kept.
 */
final class DpkgPackages implements Packages, PackagesView {

  static final HostPath DATABASE = HostPath.of("/var/lib/dpkg");

  /** Fetches into a folder of its own, so that the archive appears among those kept only when it is complete. */
  private static final String FETCH =
      "mkdir -p -- \"$1\" && cd \"$1\" && new=$(mktemp -d fetch.XXXXXX) && cd \"$new\" || exit\n"
          + "apt-get download -- \"$2\"; code=$?\n"
          + "[ $code != 0 ] || mv -f -- *.deb .. || code=$?\n"
          + "cd .. && rm -rf -- \"$new\"; exit $code";

  private final FilesView files;
  private final HostPath kept;
  private final Programs programs;
  private final DebStore store;
  private final AccountsView accounts;
  private final QuietServices quiet;

  /** Makes the packages of a machine; removed ones go to the folder {@code kept}, and come from there or from {@code archives} or from apt. */
  DpkgPackages(Machine machine, AccountsView accounts, List<HostPath> archives, HostPath kept) {
    this.files = machine.files();
    this.kept = kept;
    this.programs = machine.programs().with("DEBIAN_FRONTEND", "noninteractive").within(java.time.Duration.ofHours(1));
    List<HostPath> folders = new ArrayList<>(archives);
    folders.add(kept);
    this.store = new DebStore(folders, files, programs);
    this.accounts = accounts;
    this.quiet = new QuietServices(files, machine.disk());
  }

  @Override
  public PackagesView view() {
    return this;
  }

  @Override
  public SortedMap<String, Installed> installed() throws TrekException {
    SortedMap<String, Installed> found = new TreeMap<>();
    for (String[] each : query("${Package}\\t${Version}\\t${Status}\\n")) {
      String[] status = each[2].split(" ");
      String state = status[status.length - 1];
      if (!state.equals("config-files") && !state.equals("not-installed")) {
        boolean complete = List.of("installed", "triggers-awaited", "triggers-pending").contains(state) && status[1].equals("ok");
        found.put(each[0], new Installed(each[0], each[1], complete));
      }
    }
    return found;
  }

  private List<String[]> query(String format, String... names) throws TrekException {
    List<String> line = new ArrayList<>(List.of("dpkg-query", "--admindir=" + programs.word(DATABASE), "--show", "--showformat=" + format));
    line.addAll(List.of(names));
    Programs.Ended ended = programs.run(new byte[0], line);
    if (!ended.ok() && names.length == 0 && !ended.err().contains("no packages found")) {
      throw refused("dpkg-query", ended);
    }
    return ended.text().lines().map(each -> each.split("\t", -1)).toList();
  }

  @Override
  public List<String> available(String name) throws TrekException {
    Stream<String> here = store.of(name).stream().map(DebStore.Deb::version);
    Stream<String> there = Stream.empty();
    if (real()) {
      there = programs.run("apt-cache", "madison", "--", name).text().lines().map(line -> line.split("\\|")).filter(each -> each.length > 2).map(each -> each[1].strip());
    }
    return Stream.concat(here, there).distinct().sorted(Versions.ORDER.reversed()).toList();
  }

  @Override
  public List<String> offered() throws TrekException {
    Stream<String> there = real() ? programs.run("apt-cache", "pkgnames").text().lines() : Stream.empty();
    return Stream.concat(store.names().stream(), there).distinct().sorted().toList();
  }

  @Override
  public Contents contents(String name, String version) throws TrekException {
    Optional<DebStore.Deb> deb = store.find(name, version);
    if (deb.isEmpty()) {
      fetch(name, version);
      deb = store.find(name, version);
    }
    return new DebArchive(deb.orElseThrow(() -> unknown(name, version)).archive(), programs, accounts);
  }

  /** Fetches an archive into the folder of those kept: nothing on the machine changes by that. */
  private void fetch(String name, String version) throws TrekException {
    if (!real() || !available(name).contains(version)) {
      throw unknown(name, version);
    }
    Programs.Ended ended = programs.run("sh", "-c", FETCH, "sh", programs.word(kept), name + "=" + version);
    if (!ended.ok()) {
      throw refused("apt-get download", ended);
    }
  }

  /** Returns whether this is a machine, rather than a folder that acts as its root. */
  private boolean real() throws TrekException {
    return programs.word(HostPath.ROOT).equals("/");
  }

  private TrekException unknown(String name, String version) {
    return TrekException.at(programs.host() + ": " + name + "=" + version).found("no such package is at hand").next("packages list --available " + programs.host());
  }

  @Override
  public String family() {
    return "dpkg";
  }

  @Override
  public void install(List<String> packages) throws TrekException {
    List<String> archives = new ArrayList<>();
    SortedMap<String, Installed> present = installed();
    for (String each : packages) {
      int equals = each.indexOf('=');
      if (equals < 1) {
        throw TrekException.at(programs.host()).kind(TrekException.Kind.USAGE).found(each + " names no version").next("write it as NAME=VERSION");
      }
      String name = each.substring(0, equals);
      String version = each.substring(equals + 1);
      if (!new Installed(name, version, true).equals(present.get(name))) {
        contents(name, version);
        archives.add(programs.word(store.find(name, version).orElseThrow(() -> unknown(name, version)).archive()));
      }
    }
    if (!archives.isEmpty()) {
      List<String> line = new ArrayList<>(List.of("--force-confold", "--force-confdef", "--install"));
      line.addAll(archives);
      dpkg(line);
    }
  }

  @Override
  public void remove(List<String> names) throws TrekException {
    SortedMap<String, Installed> present = installed();
    List<String> there = names.stream().filter(present::containsKey).toList();
    for (String each : there) {
      keep(present.get(each));
    }
    if (!there.isEmpty()) {
      List<String> line = new ArrayList<>(List.of("--remove"));
      line.addAll(there);
      dpkg(line);
    }
  }

  private void keep(Installed gone) throws TrekException {
    if (gone.complete() && store.find(gone.name(), gone.version()).isEmpty() && (!real() || !available(gone.name()).contains(gone.version()))) {
      throw TrekException.at(programs.host() + ": " + gone.name())
          .kind(TrekException.Kind.REFUSED)
          .found("version " + gone.version() + " could not be brought back: no archive of it is at hand")
          .next("put its .deb into " + kept + " (dpkg-repack " + gone.name() + " makes one), then try again");
    }
  }

  @Override
  public void forget(List<String> names) throws TrekException {
    for (String name : names) {
      List<String[]> known = query("${Status}\\t${Package}\\n", name);
      if (known.stream().anyMatch(each -> each[0].endsWith(" config-files"))) {
        if (new DpkgConffiles(files, programs).unchanged(name)) {
          dpkg(List.of("--purge", name));
        }
      }
    }
  }

  @Override
  public void finish() throws TrekException {
    quiet.end();
    dpkg(List.of("--force-confold", "--force-confdef", "--configure", "--pending"));
    for (String[] each : query("${Package}\\t${Version}\\t${Status}\\n")) {
      if (each[2].contains("half-installed")) {
        Optional<DebStore.Deb> deb = store.find(each[0], each[1]);
        if (each[2].startsWith("install") && deb.isPresent()) {
          dpkg(List.of("--force-confold", "--force-confdef", "--install", programs.word(deb.get().archive())));
        } else {
          dpkg(List.of("--force-remove-reinstreq", "--remove", each[0]));
        }
      }
    }
  }

  private void dpkg(List<String> arguments) throws TrekException {
    List<String> line = new ArrayList<>(List.of("dpkg"));
    if (!real()) {
      line.add("--root=" + programs.word(HostPath.ROOT));
    }
    line.addAll(arguments);
    quiet.begin();
    try {
      Programs.Ended ended = programs.run(new byte[0], line);
      if (!ended.ok()) {
        throw refused("dpkg", ended);
      }
    } finally {
      quiet.end();
    }
  }

  private TrekException refused(String tool, Programs.Ended ended) {
    return TrekException.at(programs.host()).found(tool + " failed: " + ended.lastWords()).next("mend what it says, then go on with: resume");
  }
}
