package org.mailtrek.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds installed programs, also those that ordinary users have not on their path. */
public final class LabProgram {

  private LabProgram() {}

  /** Returns where a program is, by its name or its path; empty when it is not installed. */
  public static Optional<Path> find(String name) {
    if (name.startsWith("/")) {
      return Optional.of(Path.of(name)).filter(Files::isExecutable);
    }
    return Stream.concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin", "/sbin", "/usr/libexec", "/usr/lib/openldap"))
        .filter(folder -> !folder.isEmpty()).map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
  }

  static String require(String name) {
    return find(name).orElseThrow(() -> new IllegalStateException(name + " is not installed; annotate the test with @RequiresLab")).toString();
  }
}
