package org.mailtrek.engine;

import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.estate.View;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.TrekException;

/**
 * The files that packages of a plan bring. Their scripts may give them other owners and modes than the archives say, as those of Debian's packages
 * do: a plan can't know that, and it is no drift.
 */
final class BroughtFiles {

  static final BroughtFiles NONE = new BroughtFiles(List.of());

  private final List<PackageSet> sets;

  private BroughtFiles(List<PackageSet> sets) {
    this.sets = sets;
  }

  static BroughtFiles of(Plan plan) {
    return new BroughtFiles(
        plan.steps().stream().flatMap(step -> step.changes().stream()).filter(PackageSet.class::isInstance).map(PackageSet.class::cast).toList());
  }

  /** Returns a planned change as it is now that the packages are there; empty when what differs is not just what their scripts may do. */
  Optional<Change> settled(Change change, View view) throws TrekException {
    return change instanceof FileContent file && brought(file, view) ? file.fromWhatIsThere(view).map(Change.class::cast) : Optional.empty();
  }

  private boolean brought(FileContent file, View view) throws TrekException {
    for (PackageSet set : sets) {
      if (set.host().equals(file.host())) {
        PackagesView packages = view.host(set.host()).packages();
        for (PackageSet.Item each : set.packages()) {
          if (each.after().isPresent() && packages.contents(each.name(), each.after().get()).files().containsKey(file.path())) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
