package org.mailtrek.system;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.View;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.PackagesView.Installed;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** Removes the packages of Zarafa and installs their successors. Each is named with its version in the plan; nothing is purged. */
final class ReplacePackages implements Step {

  private final Successors successors;
  private final String host;

  ReplacePackages(Successors successors) {
    this.successors = successors;
    this.host = successors.host();
  }

  @Override
  public String id() {
    return "replace-packages";
  }

  @Override
  public String title() {
    return "Replace the packages of Zarafa by those of Kopano " + successors.version();
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K8", "Z1", "Z3");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    Successors.Found found = successors.find(view.host(host).packages());
    found.notes().forEach(preview::note);
    if (!found.removed().isEmpty()) {
      exchange(view, found.removed(), found.added(), preview);
    }
  }

  /** Removes and installs, and keeps what was installed from starting at boot until it is configured and its turn has come. */
  private void exchange(View view, List<PackageSet.Item> removed, List<PackageSet.Item> added, Preview preview) throws TrekException {
    Change gone = new PackageSet(host, removed);
    preview.change(gone);
    if (added.isEmpty()) {
      return;
    }
    PackagesView packages = view.host(host).packages();
    SortedSet<String> unseen = Successors.unseen(packages, added);
    if (!unseen.isEmpty()) {
      preview.note("which files and services " + String.join(", ", unseen) + " will bring is known when their archives have been fetched; no new service starts, now or at boot");
    }
    Change brought = new PackageSet(host, added, unseen);
    preview.change(brought);
    View after = brought.over(gone.over(view));
    Set<String> services = new TreeSet<>();
    packages.contentsAhead(added.stream().filter(each -> !unseen.contains(each.name())).map(each -> each.name() + "=" + each.after().orElseThrow()).toList());
    for (PackageSet.Item each : added) {
      services.addAll(unseen.contains(each.name()) ? List.of() : packages.contents(each.name(), each.after().orElseThrow()).services());
    }
    after.host(host).services().statesAhead(services);
    for (String each : services) {
      Optional<Change> quiet = ServiceState.of(after, host, each, Run.STOPPED, false);
      if (quiet.isPresent()) {
        preview.change(quiet.get());
      }
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    for (Installed each : view.host(host).packages().installed().values()) {
      if (Successors.onlyZarafas(each.name()) || Successors.known(each.name()) && !each.complete()) {
        throw TrekException.at(host + ": " + each.name())
            .kind(TrekException.Kind.DIFFERENT)
            .found(each.complete() ? "is still installed" : "is only half installed")
            .next("packages list " + host);
      }
    }
  }
}
