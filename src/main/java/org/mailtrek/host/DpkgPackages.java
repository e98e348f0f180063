package org.mailtrek.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  private final Root root;
  private final Path kept;
  private final Children children;
  private final DebStore store;
  private final AccountsView accounts;
  private final QuietServices quiet;

  /** Makes the packages of a root; removed ones go to the folder {@code kept}, and come from there or from {@code archives} or from apt. */
  DpkgPackages(Root root, Disk disk, AccountsView accounts, List<Path> archives, Path kept) {
    this.root = root;
    this.kept = kept;
    this.children = Children.of(root.host()).with("DEBIAN_FRONTEND", "noninteractive").within(java.time.Duration.ofHours(1));
    List<Path> folders = new ArrayList<>(archives);
    folders.add(kept);
    this.store = new DebStore(folders, children);
    this.accounts = accounts;
    this.quiet = new QuietServices(new LocalFiles(root, state -> state), disk);
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
    List<String> line = new ArrayList<>(List.of("dpkg-query", "--admindir=" + root.folder().resolve("var/lib/dpkg"), "--show", "--showformat=" + format));
    line.addAll(List.of(names));
    Children.Ended ended = children.run(new byte[0], line);
    if (!ended.ok() && names.length == 0 && !ended.err().contains("no packages found")) {
      throw refused("dpkg-query", ended);
    }
    return ended.text().lines().map(each -> each.split("\t", -1)).toList();
  }

  @Override
  public List<String> available(String name) throws TrekException {
    Stream<String> here = store.of(name).stream().map(DebStore.Deb::version);
    Stream<String> there = Stream.empty();
    if (root.real()) {
      there = children.run("apt-cache", "madison", "--", name).text().lines().map(line -> line.split("\\|")).filter(each -> each.length > 2).map(each -> each[1].strip());
    }
    return Stream.concat(here, there).distinct().sorted(Versions.ORDER.reversed()).toList();
  }

  @Override
  public List<String> offered() throws TrekException {
    Stream<String> there = root.real() ? children.run("apt-cache", "pkgnames").text().lines() : Stream.empty();
    return Stream.concat(store.names().stream(), there).distinct().sorted().toList();
  }

  @Override
  public Contents contents(String name, String version) throws TrekException {
    Optional<DebStore.Deb> deb = store.find(name, version);
    if (deb.isEmpty()) {
      fetch(name, version);
      deb = store.find(name, version);
    }
    return new DebArchive(deb.orElseThrow(() -> unknown(name, version)).archive(), children, accounts);
  }

  /** Fetches an archive into the folder of those kept: nothing on the machine changes by that. */
  private void fetch(String name, String version) throws TrekException {
    if (!root.real() || !available(name).contains(version)) {
      throw unknown(name, version);
    }
    try {
      Files.createDirectories(kept);
      Path folder = Files.createTempDirectory(kept, "fetch");
      Children.Ended ended = children.run("sh", "-c", "cd \"$1\" && exec apt-get download -- \"$2\"", "sh", folder.toString(), name + "=" + version);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path each : (Iterable<Path>) files::iterator) {
          Files.move(each, kept.resolve(each.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
      }
      Files.delete(folder);
      if (!ended.ok()) {
        throw refused("apt-get download", ended);
      }
    } catch (IOException e) {
      throw Refusal.of(kept.toString(), e);
    }
  }

  private TrekException unknown(String name, String version) {
    return TrekException.at(root.host() + ": " + name + "=" + version).found("no such package is at hand").next("packages list --available " + root.host());
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
        throw TrekException.at(root.host()).kind(TrekException.Kind.USAGE).found(each + " names no version").next("write it as NAME=VERSION");
      }
      String name = each.substring(0, equals);
      String version = each.substring(equals + 1);
      if (!new Installed(name, version, true).equals(present.get(name))) {
        contents(name, version);
        archives.add(store.find(name, version).orElseThrow(() -> unknown(name, version)).archive().toString());
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
    if (gone.complete() && store.find(gone.name(), gone.version()).isEmpty() && (!root.real() || !available(gone.name()).contains(gone.version()))) {
      throw TrekException.at(root.host() + ": " + gone.name())
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
        if (new DpkgConffiles(root, children).unchanged(name)) {
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
          dpkg(List.of("--force-confold", "--force-confdef", "--install", deb.get().archive().toString()));
        } else {
          dpkg(List.of("--force-remove-reinstreq", "--remove", each[0]));
        }
      }
    }
  }

  private void dpkg(List<String> arguments) throws TrekException {
    List<String> line = new ArrayList<>(List.of("dpkg"));
    if (!root.real()) {
      line.add("--root=" + root.folder());
    }
    line.addAll(arguments);
    quiet.begin();
    try {
      Children.Ended ended = children.run(new byte[0], line);
      if (!ended.ok()) {
        throw refused("dpkg", ended);
      }
    } finally {
      quiet.end();
    }
  }

  private TrekException refused(String tool, Children.Ended ended) {
    return TrekException.at(root.host()).found(tool + " failed: " + ended.lastWords()).next("mend what it says, then go on with: resume");
  }
}
