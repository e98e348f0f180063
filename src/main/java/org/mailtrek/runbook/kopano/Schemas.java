package org.mailtrek.runbook.kopano;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.mailtrek.config.Release;
import org.mailtrek.host.TrekException;

/** The database schemas of the releases of Kopano Core, which decide from which to which an upgrade leads. */
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

  /** Releases to which an upgrade may be sent on; one for each schema, the newest last. */
  private static final List<String> GOALS = List.of("8.5.9", "8.6.9", "8.7.25", "11.0.2");

  private Schemas() {}

  /** Returns the highest schema that a release knows, to which it raises a database. */
  public static int highest(Release release) {
    NavigableMap<Release, Integer> since = new TreeMap<>();
    SCHEMAS.forEach((number, schema) -> since.put(Release.of("kc-" + number), schema));
    return since.floorEntry(release).getValue();
  }

  /** Returns the lowest schema that a release raises: from 8.5 on that of ZCP 7.1. */
  public static int oldest(Release release) {
    return release.atLeast("kc-8.5.0") ? 63 : 1;
  }

  /**
   * Refuses an upgrade that the newer server would refuse at its start.
   *
   * @throws TrekException of kind {@code ESTATE}, with the way that leads on
   */
  static void check(Release from, Release to) throws TrekException {
    TrekException.Draft wrong = TrekException.at("estate.yaml: target").kind(TrekException.Kind.ESTATE);
    if (from.equals(to)) {
      throw wrong.found("the server is " + from + " already").next("write the release to upgrade to under target, or correct version under products");
    }
    if (to.compareTo(from) < 0) {
      throw wrong.found(to + " is older than " + from + ", and a server refuses a database that a newer one has used").next("write a newer release under target");
    }
    if (highest(to) < highest(from)) {
      List<String> others = GOALS.stream().filter(each -> Release.of("kc-" + each).compareTo(from) > 0 && highest(Release.of("kc-" + each)) >= highest(from)).toList();
      throw wrong
          .found(to + " knows schema " + highest(to) + " only, and " + from + " has raised the database to " + highest(from) + ": despite its number it is older")
          .next("write one of these under target: " + String.join(", ", others));
    }
  }
}
