package org.mailtrek.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Debian packages that lie in folders of a machine: one that an operator named, and the one where removed packages are kept. */
final class DebStore {

  private final List<HostPath> folders;
  private final FilesView files;
  private final Programs programs;

  DebStore(List<HostPath> folders, FilesView files, Programs programs) {
    this.files = files;
    this.folders = List.copyOf(folders);
    this.programs = programs;
  }

  /** Returns the archives of a package, newest first. */
  List<Deb> of(String name) throws TrekException {
    return all().stream()
        .filter(each -> each.name.equals(name))
        .sorted(Comparator.comparing(Deb::version, Versions.ORDER).reversed())
        .toList();
  }

  List<String> names() throws TrekException {
    return all().stream().map(Deb::name).distinct().sorted().toList();
  }

  Optional<Deb> find(String name, String version) throws TrekException {
    return of(name).stream().filter(each -> each.version.equals(version)).findFirst();
  }

  private List<Deb> all() throws TrekException {
    List<Deb> found = new ArrayList<>();
    for (HostPath folder : folders) {
      if (files.stat(folder).isPresent()) {
        for (HostPath each : files.list(folder)) {
          if (each.name().endsWith(".deb")) {
            found.add(read(each));
          }
        }
      }
    }
    return found;
  }

  private Deb read(HostPath archive) throws TrekException {
    Programs.Ended ended = programs.run("dpkg-deb", "--show", "--showformat=${Package}\\n${Version}", programs.word(archive));
    List<String> facts = ended.text().lines().toList();
    if (!ended.ok() || facts.size() != 2) {
      throw TrekException.at(archive).found("is no package: " + ended.lastWords()).next("take it away, or fetch it again");
    }
    return new Deb(facts.get(0), facts.get(1), archive);
  }

  record Deb(String name, String version, HostPath archive) {}
}
