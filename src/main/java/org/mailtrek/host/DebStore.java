package org.mailtrek.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Debian packages that lie in folders of this machine: one that an operator named, and the one where removed packages are kept. */
final class DebStore {

  private final List<Path> folders;
  private final Children children;

  DebStore(List<Path> folders, Children children) {
    this.folders = List.copyOf(folders);
    this.children = children;
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
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, "*.deb")) {
          for (Path each : paths) {
            found.add(read(each));
          }
        } catch (IOException e) {
          throw Refusal.of(folder.toString(), e);
        }
      }
    }
    return found;
  }

  private Deb read(Path archive) throws TrekException {
    Children.Ended ended = children.run("dpkg-deb", "--show", "--showformat=${Package}\\n${Version}", archive.toString());
    List<String> facts = ended.text().lines().toList();
    if (!ended.ok() || facts.size() != 2) {
      throw TrekException.at(archive).found("is no package: " + ended.lastWords()).next("take it away, or fetch it again");
    }
    return new Deb(facts.get(0), facts.get(1), archive);
  }

  record Deb(String name, String version, Path archive) {}
}
