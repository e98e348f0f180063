package org.mailtrek.directory;

import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Removal;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Removes the database that {@link RebuildDirectory} left beside the new one. */
final class PurgeOldDatabase implements Step {

  private final SlapdPlace place;

  PurgeOldDatabase(SlapdPlace place) {
    this.place = place;
  }

  @Override
  public String id() {
    return "purge-old-database";
  }

  @Override
  public String title() {
    return "Remove the directory's old database";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z12");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostPath folder = view.host(place.host()).slapd().folder(place.configuration(), place.suffix()).orElseThrow(() ->
        TrekException.at(place.host() + ": slapd").kind(TrekException.Kind.REFUSED).found("has no database for " + place.suffix())
            .next("correct base under directory in estate.yaml"));
    HostPath old = RebuildDirectory.beside(folder, RebuildDirectory.OLD);
    if (view.host(place.host()).stat(old).isPresent() && view.host(place.host()).stat(folder).isEmpty()) {
      throw TrekException.at(place.host() + ":" + old).kind(TrekException.Kind.REFUSED).found("is the only database there is").next("resume or undo the transplant");
    }
    Optional<Removal> removal = Removal.of(view, place.host(), old);
    if (removal.isPresent()) {
      preview.change(removal.get());
    }
  }
}
