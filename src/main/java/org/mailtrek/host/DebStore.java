package org.mailtrek.host;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Debian packages that lie in folders of a machine. */
final class DebStore {

  private static final String READ =
      "for file do dpkg-deb --show --showformat='${Package}\\t${Version}\\t${Pre-Depends}, ${Depends}\\n' -- \"$file\" || echo; done";

  private final ArchiveFolders<Deb> folders;

  DebStore(List<HostPath> folders, Programs programs) {
    this.folders = new ArchiveFolders<>(folders, programs, new ArchiveFolders.Form<>("deb", List.of("sh", "-c", READ, "sh"), 3, (facts, file) -> new Deb(facts[0], facts[1], file, needs(facts[2]))));
  }

  /** Returns the archives of a package, newest first. */
  List<Deb> of(String name) throws TrekException {
    return folders.all().stream()
        .filter(each -> each.name.equals(name))
        .sorted(Comparator.comparing(Deb::version, Versions.ORDER).reversed())
        .toList();
  }

  List<String> names() throws TrekException {
    return folders.all().stream().map(Deb::name).distinct().sorted().toList();
  }

  Optional<Deb> find(String name, String version) throws TrekException {
    return of(name).stream().filter(each -> each.version.equals(version)).findFirst();
  }

  /** Returns for each need the names that meet it (deb-control(5), Depends). */
  private static List<List<String>> needs(String field) {
    return Arrays.stream(field.split(","))
        .map(each -> Arrays.stream(each.split("\\|")).map(name -> name.strip().replaceFirst("[\\s:(].*", "")).filter(name -> !name.isEmpty()).toList())
        .filter(each -> !each.isEmpty())
        .collect(Collectors.toList());
  }

  /**
   * An archive.
   *
   * @param file the argument by which programs of the machine name it
   * @param needs for each need the names of packages that meet it
   */
  record Deb(String name, String version, String file, List<List<String>> needs) {}
}
