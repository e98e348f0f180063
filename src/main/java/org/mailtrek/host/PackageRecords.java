package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the simulated package manager knows: {@code /var/lib/dpkg/status} and, per package, {@code info/NAME.list} and others. */
final class PackageRecords {

  static final HostPath HOME = HostPath.of("/var/lib/dpkg");
  static final HostPath INFO = HOME.resolve("info");
  private static final HostPath STATUS = HOME.resolve("status");

  private final Store store;

  PackageRecords(Store store) {
    this.store = store;
  }

  PackageStatus status() throws TrekException {
    return PackageStatus.parse(read(STATUS).orElse(""));
  }

  void put(PackageStatus status) throws TrekException {
    store.writer().folders(INFO);
    store.writer().replace(STATUS, status.text().getBytes(StandardCharsets.UTF_8), Optional.of(status.date()));
  }

  /** Returns all that a package brought and is still there. */
  SortedSet<HostPath> list(String name) throws TrekException {
    SortedSet<HostPath> found = new TreeSet<>();
    read(info(name, "list")).ifPresent(text -> text.lines().map(HostPath::parse).forEach(found::add));
    return found;
  }

  void putList(String name, SortedSet<HostPath> paths, Instant date) throws TrekException {
    StringBuilder text = new StringBuilder();
    paths.forEach(each -> text.append(each).append('\n'));
    put(info(name, "list"), text.toString(), date);
  }

  /** Returns a package's configuration files with the digests they had when they were brought. */
  SortedMap<HostPath, String> configuration(String name) throws TrekException {
    SortedMap<HostPath, String> found = new TreeMap<>();
    read(info(name, "conffiles")).ifPresent(text -> text.lines().forEach(line -> found.put(HostPath.parse(line.substring(65)), line.substring(0, 64))));
    return found;
  }

  void putConfiguration(String name, SortedMap<HostPath, String> digests, Instant date) throws TrekException {
    StringBuilder text = new StringBuilder();
    digests.forEach((path, digest) -> text.append(digest).append(' ').append(path).append('\n'));
    if (!digests.isEmpty()) {
      put(info(name, "conffiles"), text.toString(), date);
    }
  }

  /** Returns a record of a package by its kind, such as {@code account}. */
  Optional<String> record(String name, String kind) throws TrekException {
    return read(info(name, kind));
  }

  void putRecord(String name, String kind, String text, Instant date) throws TrekException {
    put(info(name, kind), text, date);
  }

  /** Returns what the other packages have in their lists, each with the name of one that has it. */
  Map<HostPath, String> others(String name) throws TrekException {
    Map<HostPath, String> found = new HashMap<>();
    for (String each : status().stanzas().keySet()) {
      if (!each.equals(name)) {
        list(each).forEach(path -> found.put(path, each));
      }
    }
    return found;
  }

  /** Forgets a package: its records, then its stanza. */
  void forget(String name) throws TrekException {
    for (String kind : List.of("list", "conffiles", "account", "user", "services")) {
      HostPath file = info(name, kind);
      store.writer().clear(file);
    }
    store.disk().fsync(INFO);
    put(status().without(name));
  }

  /** Removes what a crash left of records that were being written. */
  void sweep() throws TrekException {
    if (store.files().stat(INFO).isEmpty()) {
      return;
    }
    store.writer().clear(AtomicWriter.unfinished(STATUS));
    for (HostPath each : store.files().list(INFO)) {
      if (each.name().endsWith(".dpkg-new")) {
        store.disk().delete(each);
      }
    }
  }

  private void put(HostPath file, String text, Instant date) throws TrekException {
    store.writer().replace(file, text.getBytes(StandardCharsets.UTF_8), Optional.of(date));
  }

  private Optional<String> read(HostPath file) throws TrekException {
    if (store.files().stat(file).isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = store.files().read(file)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    }
  }

  private static HostPath info(String name, String kind) {
    return INFO.resolve(name + "." + kind);
  }
}
