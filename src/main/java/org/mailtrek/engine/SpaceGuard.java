package org.mailtrek.engine;

import java.util.Locale;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Refuses where the disk of the estate's folder has no room for what steps keep there: backups, dumps, and what their changes need to be taken
 * back. A tenth and 64 MB stay free for the journal. Passes without a word: sizes are never the same twice, and nobody must read them.
 */
final class SpaceGuard implements Guard {

  static final String NAME = "space";

  private static final long MEGABYTE = 1 << 20;
  private static final long MARGIN = 64 * MEGABYTE;

  private final Home home;
  private final long needed;

  /** Guards room for so many bytes. */
  SpaceGuard(Home home, long needed) {
    this.home = home;
    this.needed = needed;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String check(View view) throws TrekException {
    HostView.Space space = home.view().space(home.snapshots());
    long wanted = needed + needed / 10 + MARGIN;
    if (space.freeBytes() < wanted) {
      throw TrekException.at(home.snapshots().parent())
          .kind(TrekException.Kind.REFUSED)
          .found("backups and what is needed to go back take about " + size(wanted) + ", and " + size(space.freeBytes()) + " are free; the run would stop half-way")
          .next("make room on " + space.mount() + ", or move the estate's folder to a larger disk");
    }
    return "";
  }

  private static String size(long bytes) {
    return bytes >= 10_000 * MEGABYTE ? String.format(Locale.ROOT, "%.1f GB", bytes / 1024.0 / MEGABYTE) : bytes / MEGABYTE + " MB";
  }
}
