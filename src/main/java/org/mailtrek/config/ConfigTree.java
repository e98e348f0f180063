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
import java.util.function.Supplier;
import org.mailtrek.host.HostPath;

/**
 * Configuration files by their paths, read into memory once: those of a folder, and those elsewhere that they include. Immutable; safe for several
 * threads.
 */
public final class ConfigTree {

  /** A tree without files. */
  public static final ConfigTree EMPTY = new ConfigTree(new TreeMap<>());

  private final SortedMap<HostPath, Supplier<byte[]>> files = new TreeMap<>();
  private final Map<Dialect, Map<HostPath, ConfigFile>> parsed = new EnumMap<>(Dialect.class);
  private final Map<Dialect, Map<HostPath, Effective>> effective = new EnumMap<>(Dialect.class);

  /**
   * Makes a tree.
   *
   * @param files the content of each file; nobody may change the arrays
   */
  public ConfigTree(SortedMap<HostPath, byte[]> files) {
    this();
    for (Map.Entry<HostPath, byte[]> each : files.entrySet()) {
      byte[] bytes = each.getValue();
      this.files.put(each.getKey(), () -> bytes);
    }
  }

  private ConfigTree() {
    for (Dialect each : Dialect.values()) {
      parsed.put(each, new ConcurrentHashMap<>());
      effective.put(each, new ConcurrentHashMap<>());
    }
  }

  /** Makes a tree of files that are written only when somebody reads them; each must come out the same every time. */
  static ConfigTree written(Map<HostPath, Supplier<byte[]>> files) {
    ConfigTree tree = new ConfigTree();
    tree.files.putAll(files);
    return tree;
  }

  /** Returns the content of each file. */
  public SortedMap<HostPath, byte[]> files() {
    SortedMap<HostPath, byte[]> all = new TreeMap<>();
    files.forEach((path, content) -> all.put(path, content.get()));
    return Collections.unmodifiableSortedMap(all);
  }

  /** Returns the bytes of a file. */
  public Optional<byte[]> bytes(HostPath path) {
    return Optional.ofNullable(files.get(path)).map(Supplier::get);
  }

  /** Returns whether there is such a file. */
  public boolean has(HostPath path) {
    return files.containsKey(path);
  }

  /** Returns a file as programs of a dialect read it. */
  public Optional<ConfigFile> file(HostPath path, Dialect dialect) {
    Supplier<byte[]> content = files.get(path);
    if (content == null) {
      return Optional.empty();
    }
    Map<HostPath, ConfigFile> known = parsed.get(dialect);
    ConfigFile file = known.get(path);
    if (file == null) {
      file = ConfigFile.parse(content.get(), dialect);
      known.put(path, file);
    }
    return Optional.of(file);
  }

  /** Returns what a program of a dialect finds in a file and all that it includes. */
  Effective effective(HostPath path, Dialect dialect) {
    Map<HostPath, Effective> known = effective.get(dialect);
    Effective found = known.get(path);
    if (found == null) {
      found = Effective.of(each -> file(each, dialect), path);
      known.put(path, found);
    }
    return found;
  }

  /** Returns the files that lie directly in a folder. */
  public List<HostPath> in(HostPath folder) {
    List<HostPath> found = new ArrayList<>();
    for (HostPath path : files.keySet()) {
      if (path.parent().equals(folder)) {
        found.add(path);
      }
    }
    return found;
  }

  /** Returns this tree with other files added; those of the other tree win. */
  public ConfigTree with(ConfigTree other) {
    ConfigTree all = new ConfigTree();
    all.files.putAll(files);
    all.files.putAll(other.files);
    return all;
  }
}
