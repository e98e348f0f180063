package org.mailtrek.system;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.PackageArchives;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.estate.View;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.TrekException;

/** Fetches the archives of what will be installed, while everything still runs: what is out of reach is found before mail stands still for it. */
final class FetchPackages implements Step {

  private final Successors successors;

  FetchPackages(Successors successors) {
    this.successors = successors;
  }

  @Override
  public String id() {
    return "fetch-packages";
  }

  @Override
  public String title() {
    return "Fetch the packages of Kopano " + successors.version();
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K8");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    PackagesView packages = view.host(successors.host()).packages();
    List<PackageSet.Item> added = successors.find(packages).added();
    successors.unseen(Successors.unseen(packages, added));
    Optional<Change> fetch = PackageArchives.of(view, successors.host(), added.stream().map(each -> each.name() + "=" + each.after().orElseThrow()).toList()).map(each -> each);
    if (fetch.isPresent()) {
      preview.change(fetch.get());
      preview.note("what is made of the files in these packages is shown when they are there: to see it before, put them into the folder for packages and plan with: --packages folder");
    }
  }
}
