package org.mailtrek.host.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseView;

/** A database in memory: a version, settings and objects; others beside it by name. */
public final class MemoryDatabase implements Database, DatabaseView {

  private SortedMap<String, String> ours = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, String>> beside = new TreeMap<>();

  /** Returns a copy that lives on its own. */
  public MemoryDatabase copy() {
    MemoryDatabase copy = new MemoryDatabase();
    copy.ours.putAll(ours);
    beside.forEach((name, lines) -> copy.beside.put(name, new TreeMap<>(lines)));
    return copy;
  }

  /** Sets the revision of the schema. */
  public void schema(int revision) {
    ours.put("version", Integer.toString(revision));
  }

  /** Adds an object, such as a message that arrived. */
  public void object(long number) {
    ours.put("object", Long.toString(number));
  }

  @Override
  public DatabaseView view() {
    return this;
  }

  @Override
  public boolean exchangeSetting(String name, Optional<byte[]> expected, Optional<byte[]> value) {
    if (!Optional.ofNullable(ours.get("setting " + name)).equals(expected.map(MemoryDatabase::text))) {
      return false;
    }
    value.ifPresentOrElse(bytes -> ours.put("setting " + name, text(bytes)), () -> ours.remove("setting " + name));
    return true;
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public void load(InputStream dump, String database) throws IOException {
    SortedMap<String, String> lines = beside.computeIfAbsent(database, name -> new TreeMap<>());
    if (!lines.isEmpty()) {
      throw new IllegalStateException(database + " is there already");
    }
    new String(dump.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> lines.put(line.split("\t")[0], line.split("\t")[1]));
  }

  @Override
  public void take(String database) {
    SortedMap<String, String> old = ours;
    ours = new TreeMap<>(beside.get(database));
    beside.put(database, old);
  }

  @Override
  public void drop(String database) {
    beside.remove(database);
  }

  @Override
  public String url() {
    return "jdbc:memory";
  }

  @Override
  public String serverVersion() {
    return "memory";
  }

  @Override
  public Optional<StoredVersion> storedVersion() {
    return Optional.ofNullable(ours.get("version")).map(text -> new StoredVersion(7, 2, 6, 0, Integer.parseInt(text)));
  }

  @Override
  public Optional<byte[]> setting(String name) {
    return Optional.ofNullable(ours.get("setting " + name)).map(Base64.getDecoder()::decode);
  }

  @Override
  public List<UserRow> users() {
    return List.of();
  }

  @Override
  public List<StoreRow> stores() {
    return List.of();
  }

  @Override
  public void attachmentInstances(LongConsumer each) {}

  @Override
  public SortedMap<String, Long> rowCounts() {
    return new TreeMap<>();
  }

  @Override
  public SortedMap<String, String> tableDigests() {
    return new TreeMap<>(java.util.Map.of("all", Integer.toHexString(ours.hashCode())));
  }

  @Override
  public long highestObject() {
    return Long.parseLong(ours.getOrDefault("object", "0"));
  }

  @Override
  public List<ArrivedMessage> messagesAbove(long object) {
    return List.of();
  }

  @Override
  public List<String> stopSigns() {
    return List.of();
  }

  @Override
  public boolean exists(String database) {
    return beside.containsKey(database);
  }

  @Override
  public void dump(OutputStream out) throws IOException {
    for (var line : ours.entrySet()) {
      out.write((line.getKey() + "\t" + line.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return ours + " beside " + beside;
  }
}
