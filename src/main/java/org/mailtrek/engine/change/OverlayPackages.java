package org.mailtrek.engine.change;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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
    Map<PackageSet.Item, Contents> going = contents(PackageSet.Item::before);
    Map<PackageSet.Item, Contents> coming = contents(PackageSet.Item::after);
    List<HostPath> looked = new ArrayList<>();
    coming.values().forEach(each -> looked.addAll(mayStay(each)));
    below.glance(looked);
    going.values().forEach(this::take);
    for (Map.Entry<PackageSet.Item, Contents> each : coming.entrySet()) {
      lay(each.getValue());
      hushed.addAll(unseen.contains(each.getKey().name()) ? each.getValue().services() : List.of());
    }
    read = true;
  }

  /** Returns what those bring whose archives are at hand; of others it is known after they were fetched. */
  private Map<PackageSet.Item, Contents> contents(Function<PackageSet.Item, Optional<String>> which) throws TrekException {
    Map<PackageSet.Item, String> versions = new LinkedHashMap<>();
    for (PackageSet.Item each : items) {
      Optional<String> version = which.apply(each);
      if (version.isPresent() && below.packages().atHand(each.name(), version.get())) {
        versions.put(each, version.get());
      }
    }
    below.packages().contentsAhead(versions.entrySet().stream().map(each -> each.getKey().name() + "=" + each.getValue()).toList());
    Map<PackageSet.Item, Contents> contents = new LinkedHashMap<>();
    for (Map.Entry<PackageSet.Item, String> each : versions.entrySet()) {
      contents.put(each.getKey(), below.packages().contents(each.getKey().name(), each.getValue()));
    }
    return contents;
  }

  /** Returns where what is there already would stay as it is. */
  private static Set<HostPath> mayStay(Contents contents) {
    Set<HostPath> paths = new TreeSet<>(contents.configuration());
    contents.files().forEach((path, state) -> {
      if (state.kind() == FileState.Kind.FOLDER) {
        paths.add(path);
      }
    });
    return paths;
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
    Set<HostPath> mayStay = mayStay(contents);
    for (Map.Entry<HostPath, FileState> each : contents.files().entrySet()) {
      boolean kept = mayStay.contains(each.getKey());
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
  public void availableAhead(Collection<String> names) throws TrekException {
    below.packages().availableAhead(names);
  }

  @Override
  public void contentsAhead(Collection<String> packages) throws TrekException {
    below.packages().contentsAhead(packages);
  }

  @Override
  public void statesAhead(Collection<String> services) throws TrekException {
    below.services().statesAhead(services);
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
