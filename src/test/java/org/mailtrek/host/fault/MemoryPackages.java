package org.mailtrek.host.fault;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.Downloads;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Packages;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.Repositories;
import org.mailtrek.host.Repository;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.Unpacking;

/**
 * A package manager in memory: unpacks, keeps configuration files that are there, and never purges by removing; it keeps a record of configuration that
 * a version had and the next has not, as dpkg does. Its writes are durable at once.
 */
public final class MemoryPackages implements Packages, PackagesView {

  private final MemoryFiles files;
  private final MemoryServices services;
  private final SortedMap<String, MemoryPackage> offered = new TreeMap<>();
  private final SortedMap<String, Installed> installed = new TreeMap<>();
  private final java.util.SortedSet<String> obsolete = new java.util.TreeSet<>();
  private final java.util.SortedSet<String> far = new java.util.TreeSet<>();
  private final java.util.SortedSet<String> fetched = new java.util.TreeSet<>();
  private final java.util.SortedSet<String> download = new java.util.TreeSet<>();
  private final java.util.SortedSet<String> repositories = new java.util.TreeSet<>();

  MemoryPackages(MemoryFiles files, MemoryServices services) {
    this.files = files;
    this.services = services;
  }

  MemoryPackages copy(MemoryFiles newFiles, MemoryServices newServices) {
    MemoryPackages copy = new MemoryPackages(newFiles, newServices);
    copy.offered.putAll(offered);
    copy.installed.putAll(installed);
    copy.repositories.addAll(repositories);
    copy.obsolete.addAll(obsolete);
    copy.far.addAll(far);
    copy.fetched.addAll(fetched);
    copy.download.addAll(download);
    return copy;
  }

  /** Makes a package known. */
  public void offer(MemoryPackage each) {
    offered.put(each.name() + "=" + each.version(), each);
  }

  /** Makes a package known that lies in a repository: whoever looks into it fetches it. */
  public void offerFar(MemoryPackage each) {
    offer(each);
    far.add(each.name());
  }

  @Override
  public boolean atHand(String name, String version) {
    return available(name).contains(version) && !far.contains(name);
  }

  @Override
  public boolean fetches() {
    return !far.isEmpty();
  }

  /** Breaks off an installation in its middle. */
  public void half(String name) {
    installed.computeIfPresent(name, (key, each) -> new Installed(name, each.version(), false));
  }

  @Override
  public PackagesView view() {
    return this;
  }

  @Override
  public SortedMap<String, Installed> installed() {
    return new TreeMap<>(installed);
  }

  @Override
  public List<String> available(String name) {
    return offered.values().stream().filter(each -> each.name().equals(name)).map(MemoryPackage::version).toList();
  }

  @Override
  public List<String> offered() {
    return offered.values().stream().map(MemoryPackage::name).distinct().sorted().toList();
  }

  @Override
  public Contents contents(String name, String version) throws TrekException {
    MemoryPackage found = offered.get(name + "=" + version);
    if (found == null) {
      throw TrekException.at(name).found("no version " + version).next("check the test");
    }
    far.remove(name);
    return found;
  }

  @Override
  public String family() {
    return "dpkg";
  }

  /** Takes a package off what is on offer, as a repository does with old releases. */
  public void withdraw(String name, String version) {
    offered.remove(name + "=" + version);
  }

  @Override
  public void install(List<String> packages) throws TrekException {
    for (String each : packages) {
      MemoryPackage wanted = (MemoryPackage) contents(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
      Installed old = installed.get(wanted.name());
      if (old != null && !old.version().equals(wanted.version())) {
        MemoryPackage known = offered.get(wanted.name() + "=" + old.version());
        clear(known, false);
        outdate(known, wanted);
        known.services().stream().filter(service -> !wanted.services().contains(service)).forEach(service -> services.set(service, ServicesView.Run.ABSENT, false));
      }
      for (Map.Entry<HostPath, FileState> file : wanted.files().entrySet()) {
        unpack(wanted, file.getKey(), file.getValue());
      }
      wanted.services().forEach(service -> services.set(service, ServicesView.Run.STOPPED, true));
      installed.put(wanted.name(), new Installed(wanted.name(), wanted.version(), true));
    }
    files.settle();
  }

  private void outdate(MemoryPackage old, MemoryPackage wanted) {
    obsolete.removeIf(each -> wanted.configuration().stream().anyMatch(file -> each.equals(wanted.name() + " " + file)));
    for (HostPath file : old.configuration()) {
      if (!wanted.configuration().contains(file) && files.stat(file).isPresent()) {
        obsolete.add(wanted.name() + " " + file);
      }
    }
  }

  private void unpack(MemoryPackage wanted, HostPath path, FileState state) throws TrekException {
    boolean there = files.stat(path).isPresent();
    if (state.kind() == FileState.Kind.FOLDER) {
      if (!there) {
        files.mkdir(path, state.mode());
      }
    } else if (!there || !wanted.configuration().contains(path)) {
      if (there) {
        files.delete(path);
      }
      files.create(path);
      try (InputStream in = wanted.read(path)) {
        byte[] bytes = in.readAllBytes();
        files.append(path, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      files.chmod(path, state.mode());
      files.touch(path, MemoryPackage.BUILT);
    }
  }

  @Override
  public void remove(List<String> names) throws TrekException {
    for (String name : names) {
      Installed old = installed.remove(name);
      if (old != null) {
        MemoryPackage known = offered.get(name + "=" + old.version());
        clear(known, false);
        known.services().forEach(service -> services.set(service, ServicesView.Run.ABSENT, false));
      }
    }
    files.settle();
  }

  private void clear(MemoryPackage old, boolean configuration) throws TrekException {
    for (HostPath path : new TreeMap<>(old.files()).descendingKeySet()) {
      FileState state = files.stat(path).orElse(null);
      boolean folder = state != null && state.kind() == FileState.Kind.FOLDER;
      if (state != null && (folder ? emptied(path) : configuration == old.configuration().contains(path) && (!configuration || unchanged(old, path)))) {
        files.delete(path);
      }
    }
  }

  private boolean unchanged(MemoryPackage old, HostPath file) throws TrekException {
    return java.util.Arrays.equals(files.content(file), old.texts().get(file.toString()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private boolean emptied(HostPath folder) throws TrekException {
    return files.list(folder).isEmpty() && !List.of("/etc", "/usr", "/tmp").contains(folder.toString());
  }

  /** Makes a folder for packages and a download of which the named files can be unpacked; what they hold is not looked at. */
  public void download(String... files) {
    download.addAll(List.of(files));
  }

  @Override
  public Optional<Downloads> downloads() {
    return unpacking().map(each -> each);
  }

  @Override
  public Optional<Unpacking> unpacking() {
    return download.isEmpty() ? Optional.empty() : Optional.of(new MemoryDownloads(download, fetched));
  }

  @Override
  public void fetch(List<String> packages) {
    packages.stream().filter(each -> far.remove(each.substring(0, each.indexOf('=')))).forEach(fetched::add);
  }

  @Override
  public void discard(List<String> packages) {
    packages.stream().filter(fetched::remove).forEach(each -> far.add(each.substring(0, each.indexOf('='))));
  }

  @Override
  public void forget(List<String> names) throws TrekException {
    for (String name : names) {
      for (MemoryPackage each : offered.values()) {
        if (each.name().equals(name) && !installed.containsKey(name)) {
          clear(each, true);
          obsolete.removeIf(record -> record.startsWith(name + " "));
        }
      }
    }
    files.settle();
  }

  @Override
  public void finish() throws TrekException {
    for (Installed each : List.copyOf(installed.values())) {
      if (!each.complete()) {
        install(List.of(each.name() + "=" + each.version()));
      }
    }
  }

  @Override
  public Repositories repositories() {
    return new Listed(repositories);
  }

  @Override
  public void enlist(String repository) {
    repositories.add(repository);
  }

  @Override
  public void unlist(String repository) {
    repositories.remove(repository);
  }

  /** The repositories whose lists are there. */
  private record Listed(java.util.Set<String> names) implements Repositories {

    @Override
    public List<File> files(Repository repository) {
      return List.of(new File(HostPath.of("/etc/" + repository.name()), 0600, repository.signIn().orElseThrow().password()));
    }

    @Override
    public void tryOut(Repository repository) {
      // Everything can be reached in memory.
    }

    @Override
    public boolean listed(String name) {
      return names.contains(name);
    }
  }

  @Override
  public String toString() {
    return installed.toString() + obsolete + repositories + fetched;
  }
}
