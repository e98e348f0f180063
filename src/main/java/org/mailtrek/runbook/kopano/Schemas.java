package org.mailtrek.runbook.kopano;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.mailtrek.config.Release;

/** Which database schemas the releases of Kopano Core know. */
public final class Schemas {

  /** From which release on which schema is the highest. Branches ran side by side, so the numbers go up and down. */
  private static final Map<String, Integer> SCHEMAS =
      Map.ofEntries(
          Map.entry("8.0.0", 64),
          Map.entry("8.1.0", 66),
          Map.entry("8.5.6", 70),
          Map.entry("8.5.80", 66),
          Map.entry("8.5.90", 68),
          Map.entry("8.6.1", 70),
          Map.entry("8.6.80", 68),
          Map.entry("8.6.81", 70),
          Map.entry("8.6.82", 115),
          Map.entry("8.6.91", 118),
          Map.entry("8.7.80", 115),
          Map.entry("8.7.81", 118));

  private Schemas() {}

  /** Returns the highest schema that a release knows. */
  public static int highest(Release release) {
    NavigableMap<Release, Integer> since = new TreeMap<>();
    SCHEMAS.forEach((number, schema) -> since.put(Release.of("kc-" + number), schema));
    return since.floorEntry(release).getValue();
  }

  /** Returns the lowest schema that a release raises: from 8.5 on that of ZCP 7.1. */
  public static int oldest(Release release) {
    return release.atLeast("kc-8.5.0") ? 63 : 1;
  }
}
