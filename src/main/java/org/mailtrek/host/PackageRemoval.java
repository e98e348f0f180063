package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Removes one package of a simulated machine and keeps its configuration files; {@link #forget} takes those away too. Can be repeated. */
final class PackageRemoval {

  private final Store store;
  private final PackageRecords records;
  private final String name;

  PackageRemoval(Store store, PackageRecords records, String name) {
    this.store = store;
    this.records = records;
    this.name = name;
  }

  /** Removes, from any state, and returns when all is durable. */
  void run(SimulatedServices services) throws TrekException {
    records.put(records.status().withState(name, PackageStatus.REMOVING));
    for (String service : brought("services")) {
      services.stop(service);
      services.clear(service);
    }
    SortedSet<HostPath> gone = new TreeSet<>(records.list(name));
    gone.removeAll(records.configuration(name).keySet());
    take(gone);
    store.disk().syncAll(HostPath.ROOT);
    SortedSet<HostPath> left = new TreeSet<>();
    for (HostPath each : records.list(name)) {
      if (store.files().stat(each).isPresent()) {
        left.add(each);
      }
    }
    Instant date = records.status().date();
    records.putList(name, left, date);
    records.put(records.status().withState(name, PackageStatus.REMOVED));
  }

  /** Deletes objects from the deepest up: not what other packages have too, and folders only when they are empty. */
  void take(SortedSet<HostPath> objects) throws TrekException {
    Set<HostPath> shared = records.others(name).keySet();
    NavigableSet<HostPath> deepestFirst = new TreeSet<>(objects).descendingSet();
    for (HostPath each : deepestFirst) {
      store.writer().clear(AtomicWriter.unfinished(each));
      Optional<FileState> state = store.files().stat(each);
      boolean empty = state.isPresent() && (state.get().kind() != FileState.Kind.FOLDER || store.files().list(each).isEmpty());
      if (empty && !shared.contains(each)) {
        store.disk().delete(each);
        store.disk().fsync(each.parent());
      }
    }
  }

  /** Takes away what {@link #run} left: unchanged configuration files, boot links, an account of its own, and every record. */
  void forget(SimulatedServices services, SystemAccounts accounts) throws TrekException {
    Set<HostPath> shared = records.others(name).keySet();
    for (Map.Entry<HostPath, String> each : records.configuration(name).entrySet()) {
      if (unchanged(each.getKey(), each.getValue()) && !shared.contains(each.getKey())) {
        store.disk().delete(each.getKey());
        store.disk().fsync(each.getKey().parent());
      }
    }
    SortedSet<HostPath> folders = new TreeSet<>(records.list(name));
    folders.removeAll(records.configuration(name).keySet());
    take(folders);
    for (String service : brought("services")) {
      services.link(service, false);
    }
    account(accounts);
    records.forget(name);
  }

  private boolean unchanged(HostPath file, String digest) throws TrekException {
    Optional<FileState> state = store.files().stat(file);
    if (state.isEmpty() || state.get().kind() != FileState.Kind.FILE) {
      return false;
    }
    try (InputStream in = store.files().read(file)) {
      return Digests.sha256(in.readAllBytes()).equals(digest);
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    }
  }

  /** Removes the account, or leaves that to the next package that has it too. */
  private void account(SystemAccounts accounts) throws TrekException {
    Optional<String> record = records.record(name, "account");
    if (record.isEmpty()) {
      return;
    }
    String account = record.get().lines().findFirst().orElse("");
    for (String other : records.status().stanzas().keySet()) {
      if (!other.equals(name) && records.record(other, "user").map(String::strip).equals(Optional.of(account))) {
        records.putRecord(other, "account", record.get(), records.status().date());
        return;
      }
    }
    accounts.remove(record.get());
  }

  private List<String> brought(String kind) throws TrekException {
    return records.record(name, kind).map(text -> text.lines().toList()).orElse(List.of());
  }
}
