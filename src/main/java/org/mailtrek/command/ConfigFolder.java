package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mailtrek.config.ConfigTree;
import org.mailtrek.config.Release;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Configuration files of this machine, read under the paths that the programs know them by. */
final class ConfigFolder {

  private ConfigFolder() {}

  /** Reads the files of a folder, or single files, as if they lay in the release's own folder. */
  static ConfigTree read(List<Path> paths, HostPath as) throws TrekException {
    SortedMap<HostPath, byte[]> files = new TreeMap<>();
    for (Path path : paths) {
      try {
        if (Files.isDirectory(path)) {
          try (Stream<Path> entries = Files.list(path)) {
            for (Path each : entries.filter(Files::isRegularFile).sorted().toList()) {
              files.put(named(as, each), Files.readAllBytes(each));
            }
          }
        } else {
          files.put(named(as, path), Files.readAllBytes(path));
        }
      } catch (IOException e) {
        throw TrekException.at(path).found(Files.exists(path) ? "can't be read: " + e.getMessage() : "there is no such file or folder").because(e).next("check the path");
      }
    }
    return new ConfigTree(files);
  }

  private static HostPath named(HostPath folder, Path file) {
    return folder.resolve(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a release as it was typed.
   *
   * @throws TrekException of kind {@code USAGE} when it is none
   */
  static Release release(String option, String typed) throws TrekException {
    try {
      return Release.of(typed);
    } catch (IllegalArgumentException e) {
      throw TrekException.at(option).kind(TrekException.Kind.USAGE).found(e.getMessage()).because(e).next(option + " kc-8.7.25");
    }
  }

  /** Offers releases that are often wanted. */
  static Values releases() {
    return Offers.words(
        "zcp-7.2.6: the last of Zarafa", "zcp-7.1.15: Zarafa", "kc-8.1.0: the first widely used Kopano", "kc-8.7.25: the last of 8.7", "kc-11.0.2: the last of all", "zcp-7.1.11: Zarafa", "zcp-7.0.3: the oldest known");
  }
}
