package org.mailtrek.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.HostPath;

/** What a program finds in a file and all that it includes: the last value of each name, as in {@code products.md}'s order of reading. */
final class Effective {

  private final ConfigTree tree;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<HostPath> read = new LinkedHashSet<>();
  private final List<String> missing = new ArrayList<>();
  private final List<HostPath> propmaps = new ArrayList<>();

  private Effective(ConfigTree tree) {
    this.tree = tree;
  }

  static Effective of(ConfigTree tree, HostPath path, Dialect dialect) {
    Effective found = new Effective(tree);
    tree.file(path, dialect).ifPresent(file -> found.follow(path, file));
    return found;
  }

  private void follow(HostPath path, ConfigFile file) {
    if (!read.add(path)) {
      return;
    }
    for (ConfigLine line : file.lines()) {
      if (line.kind() == ConfigLine.Kind.SETTING) {
        values.put(line.name(), line.value());
      } else if (line.kind() == ConfigLine.Kind.COMMAND && line.name().equals("include")) {
        include(resolve(path, line.value()), file.dialect());
      } else if (line.kind() == ConfigLine.Kind.COMMAND && line.name().equals("propmap")) {
        propmaps.add(resolve(path, line.value()));
      }
    }
  }

  private void include(HostPath path, Dialect dialect) {
    Optional<ConfigFile> file = tree.file(path, dialect);
    if (file.isPresent()) {
      follow(path, file.get());
    } else {
      missing.add(path.toString());
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

  Map<String, String> values() {
    return values;
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The file and all that it includes, in the order of reading. */
  Set<HostPath> read() {
    return read;
  }

  List<String> missing() {
    return missing;
  }

  List<HostPath> propmaps() {
    return propmaps;
  }
}
