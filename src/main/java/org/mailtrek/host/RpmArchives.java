package org.mailtrek.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The archives of packages of a machine, in folders and in repositories, and what they hold; each is read once. */
final class RpmArchives {

  private final Programs programs;
  private final RpmStore store;
  private final RpmSolver solver;
  private final HostPath kept;
  private final Map<RpmStore.Archive, RpmArchive> read = new HashMap<>();

  RpmArchives(Programs programs, RpmStore store, RpmSolver solver, HostPath kept) {
    this.programs = programs;
    this.store = store;
    this.solver = solver;
    this.kept = kept;
  }

  /** Returns the versions that could be installed, the newest first. */
  List<String> versions(String name) throws TrekException {
    return Stream.concat(store.of(name).stream().map(RpmStore.Archive::version), solver.versions(name)).distinct().sorted(RpmVersions.ORDER.reversed()).toList();
  }

  /** Returns what a package holds; its archive is fetched for that where it is in no folder. */
  RpmArchive contents(String name, String version) throws TrekException {
    RpmStore.Archive archive = of(List.of(name + "=" + version)).get(0);
    synchronized (read) {
      if (!read.containsKey(archive)) {
        read.put(archive, RpmArchive.read(archive.file(), programs));
      }
      return read.get(archive);
    }
  }

  /** Reads several archives at once, after fetching those that are not in a folder. */
  void ahead(Collection<String> packages) throws TrekException {
    programs.looking().ahead(of(List.copyOf(packages)).stream().map(each -> RpmArchive.reading(each.file())).toList());
  }

  /** Removes archives that were fetched. */
  void discard(List<String> packages) throws TrekException {
    for (String each : packages) {
      new KeptArchives(programs, kept).discard(here(each).map(RpmStore.Archive::file));
    }
  }

  /** Returns the archives of packages written {@code NAME=VERSION}, after fetching those that are not in a folder. */
  List<RpmStore.Archive> of(List<String> wanted) throws TrekException {
    List<String> whole = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String each : wanted) {
      String named = whole(each);
      whole.add(named);
      if (here(named).isEmpty()) {
        missing.add(named);
      }
    }
    if (!missing.isEmpty()) {
      solver.fetch(missing, kept);
    }
    List<RpmStore.Archive> found = new ArrayList<>();
    for (String each : whole) {
      found.add(here(each).orElseThrow(() -> unknown(each)));
    }
    return found;
  }

  /** Returns the archive of a package where it lies in a folder. */
  Optional<RpmStore.Archive> here(String wanted) throws TrekException {
    return store.find(wanted.substring(0, wanted.indexOf('=')), wanted.substring(wanted.indexOf('=') + 1));
  }

  /** Returns {@code NAME=VERSION} with the architecture where somebody left it out. */
  String whole(String wanted) throws TrekException {
    int equals = wanted.indexOf('=');
    if (equals < 1) {
      throw TrekException.at(programs.host()).kind(TrekException.Kind.USAGE).found(wanted + " names no version").next("write it as NAME=VERSION");
    }
    String name = wanted.substring(0, equals);
    String version = RpmStore.plain(wanted.substring(equals + 1));
    for (String each : versions(name)) {
      if (each.equals(version) || RpmVersions.withoutArchitecture(each).equals(version)) {
        return name + "=" + each;
      }
    }
    throw unknown(wanted);
  }

  private TrekException unknown(String wanted) {
    return TrekException.at(programs.host() + ": " + wanted).found("no such package is at hand").next("packages list --available " + programs.host());
  }
}
