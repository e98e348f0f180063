package org.mailtrek.practice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A real Debian package while it is being made, with {@code dpkg-deb}; everything in it is root's, as its scripts see to other owners. */
final class DebPackage {

  private static final FileTime DATE = FileTime.from(Instant.parse("2017-02-20T10:00:00Z"));

  private final Map<String, String> control = new LinkedHashMap<>();
  private final Map<String, Item> tree = new TreeMap<>();
  private final Map<String, StringBuilder> scripts = new TreeMap<>();
  private final List<String> conffiles = new ArrayList<>();

  DebPackage(String name, String version, String description) {
    control.put("Package", name);
    control.put("Version", version);
    control.put("Architecture", "all");
    control.put("Maintainer", "Mailtrek's lab <lab@example.com>");
    control.put("Section", "mail");
    control.put("Priority", "optional");
    control.put("Description", description);
  }

  String name() {
    return control.get("Package");
  }

  /** Adds a field of the control file. */
  DebPackage field(String name, String value) {
    control.put(name, value);
    return this;
  }

  DebPackage file(String path, String text, int mode) {
    tree.put(path, new Item(text, mode));
    return this;
  }

  /** Adds a configuration file: the package manager asks before it overwrites it, and leaves it when the package is removed. */
  DebPackage conffile(String path, String text, int mode) {
    conffiles.add(path);
    return file(path, text, mode);
  }

  DebPackage folder(String path) {
    tree.put(path + "/", new Item("", 0755));
    return this;
  }

  /** Adds lines to a maintainer script, such as {@code postinst}. */
  DebPackage script(String name, String lines) {
    scripts.computeIfAbsent(name, each -> new StringBuilder("#!/bin/sh\nset -e\n")).append(lines);
    return this;
  }

  /** Makes the archive in a folder and returns it. */
  Path build(Path folder) throws IOException, InterruptedException {
    Path root = Files.createTempDirectory("mailtrek-deb-");
    try {
      for (Map.Entry<String, Item> each : tree.entrySet()) {
        Path at = root.resolve(each.getKey().substring(1));
        if (each.getKey().endsWith("/")) {
          Files.createDirectories(at);
        } else {
          write(at, each.getValue().text(), each.getValue().mode());
        }
      }
      StringBuilder fields = new StringBuilder();
      control.forEach((name, value) -> fields.append(name).append(": ").append(value).append('\n'));
      write(root.resolve("DEBIAN/control"), fields.toString(), 0644);
      if (!conffiles.isEmpty()) {
        write(root.resolve("DEBIAN/conffiles"), String.join("\n", conffiles) + "\n", 0644);
      }
      for (Map.Entry<String, StringBuilder> each : scripts.entrySet()) {
        write(root.resolve("DEBIAN").resolve(each.getKey()), each.getValue().toString(), 0755);
      }
      settle(root);
      Path archive = folder.resolve(name() + "_" + control.get("Version") + "_all.deb");
      Process process = new ProcessBuilder("dpkg-deb", "--build", "--root-owner-group", "-Zgzip", "-z1", root.toString(), archive.toString())
          .redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("dpkg-deb: " + said);
      }
      return archive;
    } finally {
      remove(root);
    }
  }

  /** Returns the package's part of a repository's list. */
  String entry(Path archive, String digest) throws IOException {
    StringBuilder entry = new StringBuilder();
    control.forEach((name, value) -> entry.append(name).append(": ").append(value).append('\n'));
    return entry.append("Filename: ./").append(archive.getFileName()).append("\nSize: ").append(Files.size(archive)).append("\nSHA256: ").append(digest).append("\n\n").toString();
  }

  private static void write(Path file, String text, int mode) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString((mode & 0111) != 0 ? "rwxr-xr-x" : (mode & 4) == 0 ? "rw-r-----" : "rw-r--r--"));
  }

  private static void settle(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        if (Files.isDirectory(each)) {
          Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setLastModifiedTime(each, DATE);
      }
    }
  }

  private static void remove(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private record Item(String text, int mode) {}
}
