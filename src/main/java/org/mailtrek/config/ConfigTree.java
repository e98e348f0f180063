package org.mailtrek.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.mailtrek.host.HostPath;

/**
 * Configuration files by their paths, read into memory once: those of a folder, and those elsewhere that they include. Immutable; safe for several
 * threads.
 */
public final class ConfigTree {

  /** A tree without files. */
  public static final ConfigTree EMPTY = new ConfigTree(new TreeMap<>());

  private final SortedMap<HostPath, byte[]> files;
  private final Map<Dialect, Map<HostPath, ConfigFile>> parsed = new EnumMap<>(Dialect.class);

  /**
   * Makes a tree.
   *
   * @param files the content of each file; nobody may change the arrays
   */
  public ConfigTree(SortedMap<HostPath, byte[]> files) {
    this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    for (Dialect each : Dialect.values()) {
      parsed.put(each, new ConcurrentHashMap<>());
    }
  }

  /** Returns the content of each file. */
  public SortedMap<HostPath, byte[]> files() {
    return files;
  }

  /** Returns the bytes of a file. */
  public Optional<byte[]> bytes(HostPath path) {
    return Optional.ofNullable(files.get(path));
  }

  /** Returns whether there is such a file. */
  public boolean has(HostPath path) {
    return files.containsKey(path);
  }

  /** Returns a file as programs of a dialect read it. */
  public Optional<ConfigFile> file(HostPath path, Dialect dialect) {
    byte[] bytes = files.get(path);
    return bytes == null ? Optional.empty() : Optional.of(parsed.get(dialect).computeIfAbsent(path, each -> ConfigFile.parse(bytes, dialect)));
  }

  /** Returns the files that lie directly in a folder. */
  public List<HostPath> in(HostPath folder) {
    List<HostPath> found = new ArrayList<>();
    files.keySet().stream().filter(path -> path.parent().equals(folder)).forEach(found::add);
    return found;
  }

  /** Returns this tree with other files added; those of the other tree win. */
  public ConfigTree with(ConfigTree other) {
    SortedMap<HostPath, byte[]> all = new TreeMap<>(files);
    all.putAll(other.files);
    return new ConfigTree(all);
  }
}
