package org.mailtrek.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.HostPath;

/** The shipped configuration files: of real releases where they are at hand, else written from the catalogue. */
final class StockFolders {

  private final Path real = Path.of(System.getProperty("mailtrek.shared", "../shared"), "data", "config");
  private final Catalogue catalogue;

  StockFolders(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  boolean real(Release release) {
    return Files.isDirectory(real.resolve(release.toString()));
  }

  ConfigTree of(Release release) throws IOException {
    return real(release) ? read(release) : written(release);
  }

  private ConfigTree read(Release release) throws IOException {
    SortedMap<HostPath, byte[]> files = new TreeMap<>();
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(real.resolve(release.toString()))) {
      for (Path file : folder) {
        files.put(HostPath.of(release.folder()).resolve(file.getFileName().toString()), Files.readAllBytes(file));
      }
    }
    return new ConfigTree(files);
  }

  private ConfigTree written(Release release) {
    SortedMap<HostPath, byte[]> files = new TreeMap<>();
    for (String name : catalogue.files(release)) {
      files.put(HostPath.of(release.folder()).resolve(name), StockFile.write(catalogue.file(release, name)));
    }
    return new ConfigTree(files);
  }
}
