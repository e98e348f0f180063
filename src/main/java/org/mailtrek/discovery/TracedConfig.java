package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.config.ConfigFile;
import org.mailtrek.config.ConfigLine;
import org.mailtrek.config.Dialect;
import org.mailtrek.host.HostPath;

/**
 * A configuration file with all that it includes, as its program reads it, and the line of each value in force ({@code products.md}'s order of
 * reading: the last assignment wins). Values have one character a byte.
 */
final class TracedConfig {

  private static final int INCLUDES = 200;

  private final HostFiles files;
  private final Dialect dialect;
  private final Map<String, Found> values = new HashMap<>();
  private final Map<String, HostPath> sources = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<HostPath> read = new HashSet<>();
  private final List<Found> propmaps = new ArrayList<>();
  private final List<Fact> remarks = new ArrayList<>();
  private int followed;

  private TracedConfig(HostFiles files, Dialect dialect) {
    this.files = files;
    this.dialect = dialect;
  }

  static TracedConfig read(HostFiles files, HostPath file, Dialect dialect) {
    TracedConfig config = new TracedConfig(files, dialect);
    config.follow(file, file.toString(), Set.of());
    return config;
  }

  private void follow(HostPath path, String origin, Set<HostPath> above) {
    if (above.contains(path)) {
      remarks.add(Fact.notice("configuration", path + " includes itself; it was read once", origin));
      return;
    }
    if (++followed > INCLUDES) {
      remarks.add(Fact.unknown("configuration", "more than " + INCLUDES + " files are included; the rest was not read", origin));
      return;
    }
    Optional<byte[]> bytes = files.bytes(path);
    if (bytes.isEmpty()) {
      remarks.add(Fact.notice("configuration", path + " is not there, or can't be read", origin));
      return;
    }
    read.add(path);
    Set<HostPath> now = new HashSet<>(above);
    now.add(path);
    int number = 0;
    for (ConfigLine line : ConfigFile.parse(bytes.get(), dialect).lines()) {
      number++;
      String here = path + ":" + number;
      if (line.kind() == ConfigLine.Kind.SETTING) {
        values.put(line.name(), new Found(line.value(), here));
        sources.put(line.name(), path);
        counts.merge(line.name(), 1, Integer::sum);
      } else if (line.kind() == ConfigLine.Kind.COMMAND && line.name().equals("include")) {
        follow(ConfigFile.resolve(path, line.value()), here, now);
      } else if (line.kind() == ConfigLine.Kind.COMMAND && line.name().equals("propmap")) {
        propmaps.add(new Found(ConfigFile.resolve(path, line.value()).toString(), here));
      }
    }
  }

  /** Returns whether the file itself could be read. */
  boolean there() {
    return !read.isEmpty();
  }

  /** Returns the value in force, where a file sets it. */
  Optional<Found> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Returns the file that sets the value in force. */
  Optional<HostPath> source(String name) {
    return Optional.ofNullable(sources.get(name));
  }

  /** Returns how often a name is set. */
  int count(String name) {
    return counts.getOrDefault(name, 0);
  }

  /** Returns the property maps that are named. */
  List<Found> propmaps() {
    return List.copyOf(propmaps);
  }

  /** Returns what is odd: files that are missing or include one another. */
  List<Fact> remarks() {
    return List.copyOf(remarks);
  }
}
