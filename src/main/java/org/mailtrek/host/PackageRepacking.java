package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Makes a package of what is installed, where the repository has lost it; so a removal can be taken back. */
final class PackageRepacking {

  private final Store store;
  private final PackageRecords records;
  private final SystemAccounts accounts;

  PackageRepacking(Store store, PackageRecords records, SystemAccounts accounts) {
    this.store = store;
    this.records = records;
    this.accounts = accounts;
  }

  /** Returns the package of this name as it lies on the machine, its configuration files as they are now. */
  PackageWriter of(String name) throws TrekException {
    Map<String, String> stanza = records.status().stanzas().get(name);
    Instant date = stanza.containsKey("Date") ? Instant.parse(stanza.get("Date")) : records.status().date();
    PackageWriter writer = new PackageWriter(name, stanza.get("Version"), stanza.getOrDefault("Description", ""), date);
    SortedMap<HostPath, String> configuration = records.configuration(name);
    for (HostPath each : records.list(name)) {
      Optional<FileState> state = store.files().stat(each);
      if (state.isPresent()) {
        add(writer, each, state.get());
      }
    }
    for (Map.Entry<HostPath, String> each : configuration.entrySet()) {
      writer.shipped(each.getKey().toString(), each.getValue());
    }
    writer.configuration(configuration.keySet().stream().map(HostPath::toString).toArray(String[]::new));
    Optional<String> user = records.record(name, "user");
    user.ifPresent(text -> writer.account(text.strip()));
    Optional<String> services = records.record(name, "services");
    services.ifPresent(text -> writer.installedServices(text.lines().toList()));
    return writer;
  }

  private void add(PackageWriter writer, HostPath path, FileState state) throws TrekException {
    String text = new String(path.bytes(), StandardCharsets.UTF_8);
    writer.time(text, state.modified());
    switch (state.kind()) {
      case FOLDER -> writer.folder(text).owned(text, owner(state), state.mode());
      case LINK -> writer.link(text, new String(state.target(), StandardCharsets.UTF_8));
      case FILE -> writer.file(text, content(path)).owned(text, owner(state), state.mode());
      default -> throw new IllegalStateException(path + " in a package");
    }
  }

  private byte[] content(HostPath path) throws TrekException {
    try (InputStream in = store.files().read(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw Refusal.of(path.toString(), e);
    }
  }

  private String owner(FileState state) throws TrekException {
    return accounts.view().user(state.uid()).orElse("root") + ":" + accounts.view().group(state.gid()).orElse("root");
  }
}
