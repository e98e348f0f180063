package org.mailtrek.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostView;
import org.mailtrek.host.PackagesView.Exchange;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.PackagesView.Installed;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.host.TrekException;

/**
 * Installs and removes packages with all that the package manager would take along, each named with its version. Services of packages that go or
 * are exchanged are stopped before, and nothing that comes is started, now or at boot: that is for those to say who have looked at its configuration.
 */
final class ChangePackages implements Step {

  private final String host;
  private final List<String> install;
  private final List<String> remove;

  ChangePackages(String host, List<String> install, List<String> remove) {
    this.host = host;
    this.install = List.copyOf(install);
    this.remove = List.copyOf(remove);
  }

  @Override
  public String id() {
    return "change-packages";
  }

  @Override
  public String title() {
    List<String> parts = new ArrayList<>();
    if (!remove.isEmpty()) {
      parts.add("Remove " + String.join(", ", remove));
    }
    if (!install.isEmpty()) {
      parts.add((parts.isEmpty() ? "Install " : "install ") + String.join(", ", install));
    }
    return String.join(" and ", parts) + " on " + host;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K8", "Z3");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostView machine = view.host(host);
    Set<String> present = machine.packages().installed().keySet();
    remove.stream().filter(each -> !present.contains(each)).forEach(each -> preview.note("package " + each + " is not installed"));
    List<PackageSet.Item> items = new ArrayList<>();
    for (Exchange each : machine.packages().exchanges(install, remove)) {
      items.add(new PackageSet.Item(each.name(), each.before(), each.after()));
      note(each, preview);
    }
    if (items.isEmpty()) {
      return;
    }
    View now = view;
    for (PackageSet.Item each : items) {
      now = stop(now, each, preview);
    }
    Set<String> unseen = unseen(machine.packages(), items);
    if (!unseen.isEmpty()) {
      preview.note("which files and services " + String.join(", ", unseen) + " will bring is known when the archives have been fetched, which is when this is applied; no new service starts, now or at boot");
    }
    Change exchange = new PackageSet(host, items, unseen);
    preview.change(exchange);
    hush(exchange.over(now), items.stream().filter(each -> !unseen.contains(each.name())).toList(), preview);
  }

  private void note(Exchange each, Preview preview) {
    boolean asked = remove.contains(each.name()) || install.stream().anyMatch(one -> one.equals(each.name()) || one.startsWith(each.name() + "="));
    if (!asked) {
      String what = each.after().isEmpty() ? "has to go as well" : each.before().isEmpty() ? "comes along, since it is needed" : "changes as well";
      preview.note("package " + each.name() + " " + each.after().or(each::before).orElseThrow() + " " + what);
    }
  }

  /** Stops what runs of a package that goes or is exchanged: its daemon would go on without its files. */
  private View stop(View view, PackageSet.Item item, Preview preview) throws TrekException {
    View now = view;
    if (item.before().isPresent()) {
      for (String service : PackageSet.services(view.host(host), item)) {
        State state = now.host(host).services().state(service);
        if (state.run() == Run.RUNNING || state.run() == Run.STARTING) {
          Change stop = ServiceState.of(now, host, service, Run.STOPPED, state.enabled()).orElseThrow();
          preview.change(stop);
          now = stop.over(now);
          if (item.after().isPresent()) {
            preview.note(service + " is stopped and stays so: look at its configuration, then: services start " + host + " " + service);
          }
        }
      }
    }
    return now;
  }

  /** Returns the names of those that come new and would have to be fetched to be looked into: a preview fetches nothing. */
  private static Set<String> unseen(PackagesView packages, List<PackageSet.Item> items) throws TrekException {
    Set<String> unseen = new TreeSet<>();
    for (PackageSet.Item each : items) {
      if (each.before().isEmpty() && !packages.atHand(each.name(), each.after().orElseThrow())) {
        unseen.add(each.name());
      }
    }
    return unseen;
  }

  private void hush(View after, List<PackageSet.Item> items, Preview preview) throws TrekException {
    Set<String> services = new TreeSet<>();
    for (PackageSet.Item each : items) {
      if (each.before().isEmpty()) {
        services.addAll(after.host(host).packages().contents(each.name(), each.after().orElseThrow()).services());
      }
    }
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
      if (remove.contains(each.name()) || !each.complete()) {
        throw TrekException.at(host + ": " + each.name())
            .kind(TrekException.Kind.DIFFERENT)
            .found(each.complete() ? "is still installed" : "is only half installed")
            .next("packages list " + host);
      }
    }
  }
}
