package org.mailtrek.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The archives of packages written {@code NAME=VERSION}: in a folder already, or fetched by apt. */
final class DebArchives {

  private final DebStore store;
  private final Apt apt;
  private final DpkgTool dpkg;
  private final Programs programs;
  private final AccountsView accounts;
  private final Map<DebStore.Deb, DebArchive.Read> read = new HashMap<>();

  DebArchives(DebStore store, Apt apt, DpkgTool dpkg, Programs programs, AccountsView accounts) {
    this.store = store;
    this.apt = apt;
    this.dpkg = dpkg;
    this.programs = programs;
    this.accounts = accounts;
  }

  /** Returns what a package holds; its archive is fetched for that where it is in no folder. */
  PackagesView.Contents contents(String name, String version) throws TrekException {
    Optional<DebStore.Deb> there = store.find(name, version);
    if (there.isEmpty()) {
      of(List.of(name + "=" + version));
      there = store.find(name, version);
    }
    return new DebArchive(read(there.orElseThrow(() -> unknown(name + "=" + version))), programs, accounts);
  }

  /** Reads several archives at once, after fetching those that are not in a folder, and what their configuration files hold. */
  void ahead(List<String> wanted) throws TrekException {
    of(wanted);
    List<DebStore.Deb> debs = new ArrayList<>();
    for (String each : wanted) {
      debs.add(store.find(name(each), version(each)).orElseThrow(() -> unknown(each)));
    }
    List<List<String>> reading = new ArrayList<>();
    synchronized (read) {
      debs.stream().filter(each -> !read.containsKey(each)).forEach(each -> reading.addAll(DebArchive.reading(each.file())));
    }
    programs.looking().ahead(reading);
    List<List<String>> giving = new ArrayList<>();
    for (DebStore.Deb each : debs) {
      giving.addAll(DebArchive.giving(read(each)));
    }
    programs.looking().ahead(giving);
  }

  private DebArchive.Read read(DebStore.Deb deb) throws TrekException {
    synchronized (read) {
      DebArchive.Read known = read.get(deb);
      if (known == null) {
        known = DebArchive.read(deb.file(), programs);
        read.put(deb, known);
      }
      return known;
    }
  }

  /** Returns the archives of packages, after fetching those that are not in a folder. */
  List<String> of(List<String> wanted) throws TrekException {
    List<String> missing = new ArrayList<>();
    for (String each : wanted) {
      if (here(each).isEmpty()) {
        if (!dpkg.real() || !offered(each)) {
          throw unknown(each);
        }
        missing.add(each);
      }
    }
    if (!missing.isEmpty()) {
      apt.fetch(missing);
    }
    List<String> found = new ArrayList<>();
    for (String each : wanted) {
      found.add(here(each).orElseThrow(() -> unknown(each)));
    }
    return found;
  }

  private boolean offered(String wanted) throws TrekException {
    try (Stream<String> versions = apt.versions(name(wanted))) {
      return versions.anyMatch(version(wanted)::equals);
    }
  }

  /** Returns the archive that lies in a folder. */
  Optional<String> here(String wanted) throws TrekException {
    return store.find(name(wanted), version(wanted)).map(DebStore.Deb::file);
  }

  /**
   * Returns the name of {@code NAME=VERSION}.
   *
   * @throws TrekException of kind {@code USAGE} when no version is named
   */
  String name(String wanted) throws TrekException {
    if (wanted.indexOf('=') < 1) {
      throw TrekException.at(programs.host()).kind(TrekException.Kind.USAGE).found(wanted + " names no version").next("write it as NAME=VERSION");
    }
    return wanted.substring(0, wanted.indexOf('='));
  }

  /** Returns the version of {@code NAME=VERSION}. */
  static String version(String wanted) {
    return wanted.substring(wanted.indexOf('=') + 1);
  }

  private TrekException unknown(String wanted) {
    return TrekException.at(programs.host() + ": " + wanted).found("no such package is at hand").next("packages list --available " + programs.host());
  }
}
