package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Installs one package of a simulated machine. Every part can be done again: a crash leaves the package half-installed, and installing the
 * same version again completes it.
 */
final class PackageInstallation {

  private final Store store;
  private final PackageRecords records;
  private final SystemAccounts accounts;
  private final SimulatedServices services;
  private final PackageArchive archive;
  private final String name;
  private final SimulatedPackages packages;

  PackageInstallation(SimulatedPackages packages, PackageArchive archive) {
    this.packages = packages;
    this.store = packages.store();
    this.records = packages.records();
    this.accounts = packages.accounts();
    this.services = packages.services();
    this.archive = archive;
    this.name = archive.name();
  }

  /** Installs, from any state, and returns when all is durable. */
  void run() throws TrekException {
    SortedMap<HostPath, PackageArchive.Item> items = archive.items();
    SortedSet<HostPath> earlier = records.list(name);
    SortedMap<HostPath, String> brought = records.configuration(name);
    records.put(records.status().with(name, stanza(PackageStatus.INSTALLING)));
    SortedSet<HostPath> listed = listed(items, earlier);
    SortedSet<HostPath> either = new TreeSet<>(earlier);
    either.addAll(listed);
    records.putList(name, either, archive.date());
    account();
    List<HostPath> made = new ArrayList<>();
    for (Map.Entry<HostPath, PackageArchive.Item> each : items.entrySet()) {
      if (each.getValue().kind() == FileState.Kind.FOLDER && !exists(each.getKey())) {
        made.add(each.getKey());
      }
      unpack(each.getKey(), each.getValue(), brought);
    }
    for (HostPath each : made) {
      store.disk().touch(each, items.get(each).modified());
    }
    if (packages.faults().hits(Faults.Kind.PACKAGE_FAILS, name)) {
      throw TrekException.at(packages.host() + ": package " + name).found("is unpacked, and its post-installation script ended with status 1: it is half-installed").next("mend what the package manager names, then resume, or undo");
    }
    obsolete(earlier, listed);
    services();
    store.disk().syncAll(HostPath.ROOT);
    records.putConfiguration(name, shipped(), archive.date());
    records.putList(name, listed, archive.date());
    records.put(records.status().withState(name, PackageStatus.INSTALLED));
  }

  private Map<String, String> stanza(String state) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Package", name);
    fields.put("Status", state);
    fields.put("Version", archive.version());
    fields.put("Description", archive.text("description").orElse(""));
    fields.put("Date", archive.date().toString());
    return fields;
  }

  /** Returns the paths that are the package's: not the folders that somebody else had made before. */
  private SortedSet<HostPath> listed(SortedMap<HostPath, PackageArchive.Item> items, SortedSet<HostPath> earlier) throws TrekException {
    Set<HostPath> shared = records.others(name).keySet();
    SortedSet<HostPath> listed = new TreeSet<>();
    for (Map.Entry<HostPath, PackageArchive.Item> each : items.entrySet()) {
      boolean folder = each.getValue().kind() == FileState.Kind.FOLDER;
      boolean foreign = folder && exists(each.getKey()) && !earlier.contains(each.getKey()) && !shared.contains(each.getKey());
      if (!foreign) {
        listed.add(each.getKey());
      }
    }
    return listed;
  }

  private boolean exists(HostPath path) throws TrekException {
    return store.files().stat(path).isPresent();
  }

  private void account() throws TrekException {
    Optional<String> wanted = archive.text("account");
    if (wanted.isEmpty()) {
      return;
    }
    records.putRecord(name, "user", wanted.get() + "\n", archive.date());
    Optional<String> before = accounts.before(wanted.get());
    if (before.isPresent() && records.record(name, "account").isEmpty()) {
      records.putRecord(name, "account", before.get(), archive.date());
    }
    accounts.create(wanted.get());
  }

  private void unpack(HostPath path, PackageArchive.Item item, SortedMap<HostPath, String> brought) throws TrekException {
    store.writer().clear(AtomicWriter.unfinished(path));
    switch (item.kind()) {
      case FOLDER -> {
        if (!exists(path)) {
          HostPath unfinished = AtomicWriter.unfinished(path); // else a crash would leave a folder with another owner and mode for good
          store.disk().mkdir(unfinished, 0700);
          dress(unfinished, item);
          store.disk().rename(unfinished, path);
        }
      }
      case LINK -> {
        HostPath unfinished = AtomicWriter.unfinished(path);
        store.disk().symlink(item.target().getBytes(StandardCharsets.UTF_8), unfinished);
        store.disk().touch(unfinished, item.modified());
        store.disk().rename(unfinished, path);
      }
      default -> {
        if (!archive.texts("conffiles").contains(path.toString()) || wanted(path, brought)) {
          file(path, item);
        }
      }
    }
  }

  private void file(HostPath path, PackageArchive.Item item) throws TrekException {
    HostPath unfinished = AtomicWriter.unfinished(path);
    byte[] content = archive.content(path);
    store.disk().create(unfinished);
    store.disk().append(unfinished, content, 0, content.length);
    dress(unfinished, item);
    store.disk().touch(unfinished, item.modified());
    store.disk().fsync(unfinished);
    store.disk().rename(unfinished, path);
  }

  private void dress(HostPath path, PackageArchive.Item item) throws TrekException {
    String[] owner = item.owner().split(":");
    store.disk().chown(path, accounts.uid(owner[0]), accounts.gid(owner[1]));
    store.disk().chmod(path, item.mode());
  }

  /** Whether a configuration file is to be written: it is new, or nobody has changed it since it was brought. */
  private boolean wanted(HostPath path, SortedMap<HostPath, String> brought) throws TrekException {
    Optional<FileState> present = store.files().stat(path);
    if (present.isEmpty()) {
      return !brought.containsKey(path); // one that an administrator has deleted stays deleted
    }
    if (present.get().kind() != FileState.Kind.FILE || !brought.containsKey(path)) {
      return false;
    }
    String digest = digest(path);
    return digest.equals(brought.get(path)) && !digest.equals(archive.shipped(path));
  }

  private String digest(HostPath path) throws TrekException {
    try (InputStream in = store.files().read(path)) {
      return Digests.sha256(in.readAllBytes());
    } catch (IOException e) {
      throw Refusal.of(path.toString(), e);
    }
  }

  /** Removes what the version before had and this one has not; configuration files stay. */
  private void obsolete(SortedSet<HostPath> earlier, SortedSet<HostPath> listed) throws TrekException {
    SortedSet<HostPath> gone = new TreeSet<>(earlier);
    gone.removeAll(listed);
    gone.removeAll(records.configuration(name).keySet());
    new PackageRemoval(store, records, name).take(gone);
  }

  /** Makes services start at boot that the package did not bring before; what an administrator has switched off stays off. */
  private void services() throws TrekException {
    List<String> known = records.record(name, "services").map(text -> text.lines().toList()).orElse(List.of());
    for (String service : archive.texts("services")) {
      if (!known.contains(service)) {
        services.link(service, true);
      }
    }
    if (!archive.texts("services").isEmpty()) {
      records.putRecord(name, "services", String.join("\n", archive.texts("services")) + "\n", archive.date());
    }
  }

  private SortedMap<HostPath, String> shipped() throws TrekException {
    SortedMap<HostPath, String> digests = new TreeMap<>();
    for (String path : archive.texts("conffiles")) {
      digests.put(HostPath.parse(path), archive.shipped(HostPath.parse(path)));
    }
    return digests;
  }
}
