package org.mailtrek.engine.change;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.Repositories;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

/** A machine as it will be with packages exchanged: their files, read from the packages themselves, their services, and the list of packages. */
final class OverlayPackages implements FileLayer, PackagesView, ServicesView {

  private final HostView below;
  private final List<PackageSet.Item> items;
  private final Set<String> unseen;
  private final Set<String> hushed = new HashSet<>();
  private final Map<HostPath, Contents> brought = new HashMap<>();
  private final SortedMap<HostPath, FileState> states = new TreeMap<>();
  private final Map<HostPath, List<HostPath>> children = new HashMap<>();
  private final Set<HostPath> gone = new HashSet<>();
  private final Set<String> newServices = new TreeSet<>();
  private final Set<String> goneServices = new HashSet<>();
  private boolean read;

  private OverlayPackages(HostView below, List<PackageSet.Item> items, Set<String> unseen) {
    this.below = below;
    this.items = items;
    this.unseen = unseen;
  }

  static HostView over(HostView below, List<PackageSet.Item> items, Set<String> unseen) {
    OverlayPackages layer = new OverlayPackages(below, items, unseen);
    return OverlayHostView.over(below).files(layer).packages(layer).services(layer);
  }

  private synchronized void readContents() throws TrekException {
    if (read) {
      return;
    }
    for (PackageSet.Item each : items) {
      if (each.before().isPresent() && below.packages().atHand(each.name(), each.before().get())) {
        take(below.packages().contents(each.name(), each.before().get()));
      }
    }
    for (PackageSet.Item each : items) {
      if (each.after().isPresent() && below.packages().atHand(each.name(), each.after().get())) { // else known after it was fetched
        Contents contents = below.packages().contents(each.name(), each.after().get());
        lay(contents);
        hushed.addAll(unseen.contains(each.name()) ? contents.services() : List.of());
      }
    }
    read = true;
  }

  private void take(Contents contents) {
    contents.files().forEach((path, state) -> {
      if (state.kind() != FileState.Kind.FOLDER && !contents.configuration().contains(path)) {
        gone.add(path);
      }
    });
    goneServices.addAll(contents.services());
  }

  private void lay(Contents contents) throws TrekException {
    for (Map.Entry<HostPath, FileState> each : contents.files().entrySet()) {
      boolean kept = contents.configuration().contains(each.getKey()) || each.getValue().kind() == FileState.Kind.FOLDER;
      gone.remove(each.getKey());
      if (!kept || below.stat(each.getKey()).isEmpty()) {
        states.put(each.getKey(), each.getValue());
        brought.put(each.getKey(), contents);
        children.computeIfAbsent(each.getKey().parent(), fresh -> new ArrayList<>()).add(each.getKey());
      }
    }
    newServices.addAll(contents.services());
    goneServices.removeAll(contents.services());
  }

  @Override
  public Optional<FileState> stat(HostPath path) throws TrekException {
    readContents();
    FileState state = states.get(path);
    return state != null ? Optional.of(state) : gone.contains(path) ? Optional.empty() : below.stat(path);
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    readContents();
    if (brought.containsKey(file)) {
      return brought.get(file).read(file);
    }
    if (gone.contains(file)) {
      throw FileLayer.noSuch(below, file, "file");
    }
    return below.read(file);
  }

  @Override
  public List<HostPath> list(HostPath folder) throws TrekException {
    if (stat(folder).isEmpty()) {
      throw FileLayer.noSuch(below, folder, "folder");
    }
    TreeSet<HostPath> all = new TreeSet<>(below.stat(folder).isPresent() ? below.list(folder) : List.of());
    all.removeAll(gone);
    all.addAll(children.getOrDefault(folder, List.of()));
    return List.copyOf(all);
  }

  @Override
  public SortedMap<String, Installed> installed() throws TrekException {
    SortedMap<String, Installed> all = new TreeMap<>(below.packages().installed());
    for (PackageSet.Item each : items) {
      all.remove(each.name());
      each.after().ifPresent(version -> all.put(each.name(), new Installed(each.name(), version, true)));
    }
    return all;
  }

  @Override
  public List<String> available(String name) throws TrekException {
    return below.packages().available(name);
  }

  @Override
  public List<String> offered() throws TrekException {
    return below.packages().offered();
  }

  @Override
  public Contents contents(String name, String version) throws TrekException {
    return below.packages().contents(name, version);
  }

  @Override
  public boolean atHand(String name, String version) throws TrekException {
    return below.packages().atHand(name, version);
  }

  @Override
  public List<HostPath> listed(String name) throws TrekException {
    return below.packages().listed(name);
  }

  @Override
  public Repositories repositories() {
    return below.packages().repositories();
  }

  @Override
  public String family() {
    return below.packages().family();
  }

  @Override
  public List<String> names() throws TrekException {
    readContents();
    List<String> all = new ArrayList<>(below.services().names());
    all.removeAll(goneServices);
    newServices.stream().filter(each -> !all.contains(each)).forEach(all::add);
    all.sort(null);
    return all;
  }

  @Override
  public List<String> wakers(String service) throws TrekException {
    return below.services().wakers(service);
  }

  @Override
  public Optional<Running> running(String service, Collection<HostPath> files) throws TrekException {
    return below.services().running(service, files);
  }

  @Override
  public State state(String service) throws TrekException {
    readContents();
    State found = below.services().state(service);
    if (goneServices.contains(service)) {
      return new State(Run.ABSENT, false);
    }
    return found.run() == Run.ABSENT && newServices.contains(service) ? PackageFiles.stopped(!family().equals("rpm") && !hushed.contains(service)) : found;
  }
}
