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

  private final String host;
  private final String version;
  private final Arrivals arrivals;
  private Set<String> unseen = Set.of();

  FetchPackages(String host, String version, Arrivals arrivals) {
    this.host = host;
    this.version = version;
    this.arrivals = arrivals;
  }

  /** Returns the names of those that the last preview would fetch: nobody can look into them before. */
  synchronized Set<String> unseen() {
    return unseen;
  }

  @Override
  public String id() {
    return "fetch-packages";
  }

  @Override
  public String title() {
    return "Fetch the packages of Kopano " + version;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K8");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    PackagesView packages = view.host(host).packages();
    List<PackageSet.Item> coming = arrivals.coming(packages);
    saw(Successors.unseen(packages, coming));
    Optional<Change> fetch = PackageArchives.of(view, host, coming.stream().map(each -> each.name() + "=" + each.after().orElseThrow()).toList()).map(each -> each);
    if (fetch.isPresent()) {
      preview.change(fetch.get());
      preview.note("what is made of the files in these packages is shown when they are there: to see it before, put them into the folder for packages and plan with: --packages folder");
    }
  }

  private synchronized void saw(Set<String> names) {
    unseen = Set.copyOf(names);
  }
}
