package org.mailtrek.practice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.config.CatalogueFile;
import org.mailtrek.config.Directive;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * A configuration file as the daemon that is played reads it. Deliberately a reader of its own: an error of the one that takes files over
 * shows when the stand-in reads the result.
 */
final class DaemonSettings {

  private static final int LONGEST_VALUE = 1023;

  private final CatalogueFile known;
  private final Map<String, String> values = new HashMap<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private DaemonSettings(CatalogueFile known) {
    this.known = known;
  }

  /** Reads a file with all that it includes; one that is not there is noted in {@link #missing}. */
  static DaemonSettings read(HostView machine, HostPath file, CatalogueFile known) throws TrekException {
    DaemonSettings settings = new DaemonSettings(known);
    settings.load(machine, file, 0);
    return settings;
  }

  private void load(HostView machine, HostPath file, int depth) throws TrekException {
    if (machine.stat(file).isEmpty() || depth > 16) {
      missing.add(file.toString());
      return;
    }
    for (String line : new String(machine.readAll(file), StandardCharsets.ISO_8859_1).split("\n")) {
      if (line.startsWith("!")) {
        command(machine, file, line.substring(1).strip().split("[ \t]+", 2), depth);
      } else if (!line.startsWith("#") && line.indexOf('=') >= 0) {
        set(line.substring(0, line.indexOf('=')).strip(), line.substring(line.indexOf('=') + 1).strip());
      }
    }
  }

  private void command(HostView machine, HostPath file, String[] words, int depth) throws TrekException {
    if (words.length < 2) {
      return;
    }
    HostPath target = words[1].startsWith("/") ? HostPath.of(words[1]) : file.sibling(words[1].getBytes(StandardCharsets.ISO_8859_1));
    if (words[0].equals("include")) {
      load(machine, target, depth + 1);
    } else if (words[0].equals("propmap") && machine.stat(target).isEmpty()) {
      missing.add(target.toString());
    }
  }

  private void set(String name, String value) {
    if (!known.accepts(name)) {
      unknown.add(name);
      return;
    }
    Optional<String> replacement = known.find(name).flatMap(Directive::replacement);
    values.put(replacement.orElse(name), value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value);
  }

  /** Returns the names that the program does not know, in their order. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  /** Returns the files that are not there. */
  List<String> missing() {
    return List.copyOf(missing);
  }

  /** Returns a value, or what the program has built in. */
  String value(String name) {
    return values.getOrDefault(name, known.find(name).map(Directive::builtIn).orElse(""));
  }

  /** Returns whether a value means yes to the programs. */
  boolean yes(String name) {
    return List.of("yes", "true", "1").contains(value(name).toLowerCase(java.util.Locale.ROOT));
  }
}
