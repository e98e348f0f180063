package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** The file systems that hold a machine's mail data: where they are mounted, of which type, and how full. */
final class MountFacts {

  private final HostFiles files;
  private final Map<String, Found> types = new HashMap<>();

  MountFacts(HostFiles files) {
    this.files = files;
    read("/etc/fstab", 1, 2);
    read("/proc/self/mounts", 1, 2);
  }

  private void read(String table, int mount, int type) {
    int number = 0;
    for (String line : files.lines(table)) {
      number++;
      String[] field = line.strip().split("[ \\t]+");
      if (!line.startsWith("#") && field.length > type && field[mount].startsWith("/")) {
        types.put(unescaped(field[mount]), new Found(field[type], table + ":" + number));
      }
    }
  }

  private static String unescaped(String field) {
    return field.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }

  /** Returns one fact for each place. */
  List<Fact> of(Map<String, HostPath> places) {
    List<Fact> facts = new ArrayList<>();
    places.forEach((what, path) -> facts.add(of(what, path)));
    return facts;
  }

  private Fact of(String what, HostPath path) {
    try {
      HostView.Space space = files.host().space(path);
      Found type = types.get(space.mount().toString());
      String text =
          path + " lies on " + space.mount() + (type == null ? ", of a type that could not be found" : " (" + type.value() + ")") + ": "
              + size(space.freeBytes()) + " of " + size(space.totalBytes()) + " free";
      String origin = type == null ? "the kernel" : type.origin();
      boolean tight = space.totalBytes() > 0 && space.freeBytes() < space.totalBytes() / 20;
      return tight ? Fact.notice("space for " + what, text, origin) : Fact.found("space for " + what, text, origin);
    } catch (TrekException e) {
      return Fact.unknown("space for " + what, e.what(), path.toString());
    }
  }

  static String size(long bytes) {
    long kilo = 1 << 10;
    String[] units = {"B", "KB", "MB", "GB", "TB", "PB"};
    double value = bytes;
    int unit = 0;
    while (value >= kilo && unit < units.length - 1) {
      value /= kilo;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }
}
