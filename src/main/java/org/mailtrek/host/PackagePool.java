package org.mailtrek.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The archives at hand: the repository {@code pool/} and, in {@code kept/}, those of packages that were removed. */
final class PackagePool {

  private static final HostPath KEPT = HostPath.of("/kept");

  private final Path folder;
  private final Store beside;

  PackagePool(Path folder, Store beside) {
    this.folder = folder;
    this.beside = beside;
  }

  /** Returns the archives of a package, newest first. */
  List<PackageArchive> archives(String name) throws TrekException {
    List<PackageArchive> found = new ArrayList<>();
    for (PackageArchive each : all()) {
      if (each.name().equals(name) && found.stream().noneMatch(other -> other.version().equals(each.version()))) {
        found.add(each);
      }
    }
    found.sort(Comparator.comparing(PackageArchive::version, Versions.ORDER).reversed());
    return found;
  }

  List<String> names() throws TrekException {
    return all().stream().map(PackageArchive::name).distinct().sorted().toList();
  }

  PackageArchive archive(String name, String version) throws TrekException {
    return find(name, version)
        .orElseThrow(
            () ->
                TrekException.at(name + "=" + version)
                    .found("no such package in the repository")
                    .next("packages list --available shows what is there"));
  }

  Optional<PackageArchive> find(String name, String version) throws TrekException {
    for (String where : List.of("pool", "kept")) {
      Path path = folder.resolve(where).resolve(name + "_" + version + ".zip");
      if (Files.isRegularFile(path)) {
        return Optional.of(PackageArchive.open(path));
      }
    }
    return Optional.empty();
  }

  /** Keeps an archive. */
  void keep(PackageWriter archive) throws TrekException {
    beside.writer().folders(KEPT);
    beside.writer().replace(KEPT.resolve(archive.fileName()), archive.toBytes(), Optional.empty());
  }

  private List<PackageArchive> all() throws TrekException {
    List<PackageArchive> found = new ArrayList<>();
    for (String where : List.of("pool", "kept")) {
      if (Files.isDirectory(folder.resolve(where))) {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder.resolve(where), "*.zip")) {
          for (Path each : paths) {
            found.add(PackageArchive.open(each));
          }
        } catch (IOException e) {
          throw Refusal.of(folder.resolve(where).toString(), e);
        }
      }
    }
    return found;
  }
}
