package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.config.Release;
import org.mailtrek.host.PackagesView.Installed;

/**
 * A part of Zarafa that Kopano has no successor of, or whose data it can't read (Z1).
 *
 * @param installed the package that brought it
 * @param what what becomes of it, to be read behind the package's name
 */
public record DroppedPart(Installed installed, String what) {

  private static final String BACKUPS = "its backups can't be read by kopano-backup; keep what you need in another form, and make new ones";

  private static final Map<String, String> PARTS =
      Map.of(
          "zarafa-webaccess", "has no successor: users go to the web client (webapp)",
          "zarafa-licensed", "has no successor: nothing asks for it any more",
          "zarafa-multiserver", "is part of the server itself now",
          "zarafa-backup", BACKUPS,
          "zarafa-ws", "has no successor: programs that ask this web service find nobody any more; let them ask kopano-server or the REST interface",
          "python-zarafa", "is followed by python-kopano: scripts of your own that import zarafa have to import kopano",
          "zarafa-indexer", "its index can't be used any more: searching starts with an empty one, and building it takes its time",
          "zarafa-search", "the index of this engine can't be used any more: searching starts with an empty one, and building it takes its time");

  /**
   * Finds them among what is installed.
   *
   * @param from the release that is there; empty when it is not known
   */
  public static List<DroppedPart> of(Collection<Installed> packages, Optional<Release> from) {
    List<DroppedPart> found = new ArrayList<>();
    for (Installed each : packages) {
      boolean early = each.name().equals("zarafa-backup-plus") && from.filter(release -> !release.atLeast("zcp-7.2.2")).isPresent();
      Optional<String> what = early ? Optional.of(BACKUPS) : Optional.ofNullable(PARTS.get(each.name()));
      what.ifPresent(words -> found.add(new DroppedPart(each, words)));
    }
    return found;
  }
}
