package org.mailtrek.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.HostPath;

/**
 * What a program finds in a file and all that it includes, as in {@code products.md}'s order of reading: a file is read where it is included, once
 * only, and the last value of each name counts. Values have one character a byte.
 */
public final class Effective {

  private final Reading files;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Set<HostPath> read = new LinkedHashSet<>();
  private final List<Named> missing = new ArrayList<>();
  private final Set<HostPath> open = new HashSet<>();
  private final List<Named> rings = new ArrayList<>();
  private final List<Named> propmaps = new ArrayList<>();

  /** Finds files, for a program that reads its configuration. */
  @FunctionalInterface
  public interface Reading {

    /** Returns a file; empty when there is none, or it can't be read. */
    Optional<ConfigFile> file(HostPath path);
  }

  /**
   * A line of a file.
   *
   * @param file the file
   * @param number from 1 on
   */
  public record Line(HostPath file, int number) {

    @Override
    public String toString() {
      return file + ":" + number;
    }
  }

  /**
   * A file that another one names.
   *
   * @param file which is named
   * @param line where
   */
  public record Named(HostPath file, Line line) {}

  private Effective(Reading files) {
    this.files = files;
  }

  static Effective of(ConfigTree tree, HostPath path, Dialect dialect) {
    return tree.effective(path, dialect);
  }

  /** Reads a file and all that it includes; one that is not there has no values. */
  public static Effective of(Reading files, HostPath path) {
    Effective found = new Effective(files);
    files.file(path).ifPresent(file -> found.follow(path, file));
    return found;
  }

  private void follow(HostPath path, ConfigFile file) {
    read.add(path);
    open.add(path);
    int number = 0;
    for (ConfigLine line : file.lines()) {
      number++;
      if (line.kind() == ConfigLine.Kind.SETTING) {
        values.remove(line.name());
        values.put(line.name(), line.value());
        lines.put(line.name(), new Line(path, number));
        counts.merge(line.name(), 1, Integer::sum);
      } else if (line.kind() == ConfigLine.Kind.COMMAND && line.name().equals("include")) {
        include(new Named(resolve(path, line.value()), new Line(path, number)));
      } else if (line.kind() == ConfigLine.Kind.COMMAND && line.name().equals("propmap")) {
        propmaps.add(new Named(resolve(path, line.value()), new Line(path, number)));
      }
    }
    open.remove(path);
  }

  private void include(Named named) {
    if (open.contains(named.file())) {
      rings.add(named);
    }
    if (read.contains(named.file())) {
      return;
    }
    Optional<ConfigFile> file = files.file(named.file());
    if (file.isPresent()) {
      follow(named.file(), file.get());
    } else {
      missing.add(named);
    }
  }

  /** Returns the path that a command's argument means; relative ones start at the folder of the file that holds them. */
  static HostPath resolve(HostPath file, String argument) {
    List<String> names = new ArrayList<>();
    String whole = argument.startsWith("/") ? argument : file.parent() + "/" + argument;
    for (String name : whole.split("/")) {
      if (name.equals("..") && !names.isEmpty()) {
        names.remove(names.size() - 1);
      } else if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
        names.add(name);
      }
    }
    return HostPath.ofBytes(("/" + String.join("/", names)).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  /** Returns the values in force, in the order of the lines that set them: of a name and its alias the later one counts. */
  Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Returns the value in force, where a file sets it. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Returns the line that sets the value in force. */
  public Optional<Line> line(String name) {
    return Optional.ofNullable(lines.get(name));
  }

  /** Returns how often a name is set. */
  public int count(String name) {
    return counts.getOrDefault(name, 0);
  }

  /** Returns the file and all that it includes, in the order of reading; nothing when the file is not there. */
  public Set<HostPath> read() {
    return Collections.unmodifiableSet(read);
  }

  /** Returns the files that are included and not there. */
  public List<Named> missing() {
    return List.copyOf(missing);
  }

  /** Returns the files that include themselves, also through others; a program passes over that. */
  public List<Named> rings() {
    return List.copyOf(rings);
  }

  /** Returns the property maps that are named. */
  public List<Named> propmaps() {
    return List.copyOf(propmaps);
  }
}
