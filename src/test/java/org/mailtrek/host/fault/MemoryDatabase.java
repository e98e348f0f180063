package org.mailtrek.host.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.UpgradeSign;

/** A database in memory: a version, settings, objects, people and attachments; others beside it by name. */
public final class MemoryDatabase implements Database, DatabaseView {

  private SortedMap<String, String> ours = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, String>> beside = new TreeMap<>();

  /** The databases beside ours that hold our former tables: taking them again does nothing. */
  private final Set<String> taken = new TreeSet<>();

  /** Returns a copy that lives on its own. */
  public MemoryDatabase copy() {
    MemoryDatabase copy = new MemoryDatabase();
    copy.ours.putAll(ours);
    beside.forEach((name, lines) -> copy.beside.put(name, new TreeMap<>(lines)));
    copy.taken.addAll(taken);
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

  /** Adds a message that arrives. */
  public void message(long number, String subject) {
    ours.put(String.format(Locale.ROOT, "message %012d", number), subject);
    object(Math.max(number, highestObject()));
  }

  /** Adds a user, group or company. */
  public void user(long id, String externalId, int objectClass) {
    ours.put(String.format(Locale.ROOT, "user %06d", id), objectClass + " " + externalId);
  }

  /** Adds the store of a user. */
  public void store(long id, long user, String name) {
    ours.put(String.format(Locale.ROOT, "store %06d", id), user + " " + name);
  }

  /** Names an attachment. */
  public void attachment(long instance) {
    ours.put(String.format(Locale.ROOT, "attachment %012d", instance), "referenced");
  }

  /** Names an attachment, and where its content lies in a store of layout files_v2. */
  public void attachment(long instance, String stored) {
    ours.put(String.format(Locale.ROOT, "attachment %012d", instance), "in " + stored);
  }

  /** Adds a row of an attachment's content; no bytes for NULL. */
  public void chunk(long instance, int tag, int number, Optional<byte[]> bytes) {
    ours.put(String.format(Locale.ROOT, "lob %012d %05d %05d", instance, tag, number), bytes.map(MemoryDatabase::text).orElse("NULL"));
  }

  /** Takes the rows of an attachment away. */
  public void noChunks(long instance) {
    ours.keySet().removeIf(key -> key.startsWith(String.format(Locale.ROOT, "lob %012d ", instance)));
  }

  /** Says how long an attachment should be. */
  public void claim(long instance, long bytes) {
    ours.put(String.format(Locale.ROOT, "claim %012d", instance), Long.toString(bytes));
  }

  /** Adds what would stop an upgrade. */
  public void stopSign(String sentence) {
    ours.put("sign " + sentence, "stops");
  }

  private Map<String, String> rows(String table) {
    Map<String, String> rows = new TreeMap<>();
    ours.forEach((key, value) -> {
      if (key.startsWith(table + " ")) {
        rows.put(key.substring(table.length() + 1), value);
      }
    });
    return rows;
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

  /** Sets the number of the next content. */
  public void next(long number) {
    ours.put("next", Long.toString(number));
  }

  @Override
  public long nextContent() {
    return Long.parseLong(ours.getOrDefault("next", "1"));
  }

  @Override
  public void contentsFrom(String database, long atLeast) {
    SortedMap<String, String> lines = beside.get(database);
    if (Long.parseLong(lines.getOrDefault("next", "1")) < atLeast) {
      lines.put("next", Long.toString(atLeast));
    }
  }

  @Override
  public void take(String database) throws TrekException {
    if (!beside.containsKey(database)) {
      throw TrekException.at("jdbc:memory").found("there is no database " + database).next("load one");
    }
    if (taken.add(database)) {
      SortedMap<String, String> old = ours;
      ours = new TreeMap<>(beside.get(database));
      beside.put(database, old);
    }
  }

  @Override
  public void drop(String database) {
    beside.remove(database);
    taken.remove(database);
  }

  @Override
  public void setRowsAside(String table) {
    if (!ours.containsKey("table " + table)) {
      rename("lob ", table + " ");
      ours.put("table " + table, "there");
    }
  }

  @Override
  public void bringRowsBack(String table) {
    if (ours.containsKey("table " + table)) {
      ours.keySet().removeIf(key -> key.startsWith("lob "));
      rename(table + " ", "lob ");
      ours.remove("table " + table);
    }
  }

  @Override
  public void dropRows(String table) {
    ours.keySet().removeIf(key -> key.startsWith(table + " ") || key.equals("table " + table));
  }

  private void rename(String from, String to) {
    SortedMap<String, String> moved = new TreeMap<>();
    ours.forEach((key, value) -> moved.put(key.startsWith(from) ? to + key.substring(from.length()) : key, value));
    ours = moved;
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
    List<UserRow> all = new ArrayList<>();
    rows("user").forEach((id, row) -> {
      String[] words = row.split(" ", 2);
      all.add(new UserRow(Long.parseLong(id), words[1].getBytes(StandardCharsets.UTF_8), Integer.parseInt(words[0]), 0));
    });
    return all;
  }

  @Override
  public List<StoreRow> stores() {
    List<StoreRow> all = new ArrayList<>();
    rows("store").forEach((id, row) -> {
      String[] words = row.split(" ", 2);
      all.add(new StoreRow(Long.parseLong(id), Long.parseLong(words[0]), 0, words[1], id));
    });
    return all;
  }

  @Override
  public void attachmentInstances(LongConsumer each) {
    rows("attachment").keySet().forEach(id -> each.accept(Long.parseLong(id)));
  }

  @Override
  public void storedNames(StoredNames taker) throws TrekException {
    for (Map.Entry<String, String> each : rows("attachment").entrySet()) {
      taker.take(Long.parseLong(each.getKey()), each.getValue().startsWith("in ") ? Optional.of(each.getValue().substring(3)) : Optional.empty());
    }
  }

  @Override
  public AttachmentRows attachmentRows() {
    return new MemoryAttachmentRows(rows("attachment"), rows("lob"), rows("claim"), rows("table").keySet());
  }

  @Override
  public SortedMap<String, Long> rowCounts() {
    return new TreeMap<>(Map.of("hierarchy", (long) rows("message").size(), "singleinstances", (long) rows("attachment").size()));
  }

  @Override
  public long bytes() {
    return ours.entrySet().stream().mapToLong(each -> each.getKey().length() + each.getValue().length()).sum();
  }

  @Override
  public SortedMap<String, String> tableDigests() {
    return digests(ours);
  }

  @Override
  public SortedMap<String, String> tableDigests(String database) {
    return beside.containsKey(database) ? digests(beside.get(database)) : new TreeMap<>();
  }

  private static SortedMap<String, String> digests(SortedMap<String, String> all) {
    SortedMap<String, String> lines = new TreeMap<>(all);
    lines.remove("next");
    return new TreeMap<>(Map.of("all", Integer.toHexString(lines.hashCode())));
  }

  @Override
  public long highestObject() {
    return Long.parseLong(ours.getOrDefault("object", "0"));
  }

  @Override
  public List<ArrivedMessage> messagesAbove(long object) {
    List<ArrivedMessage> all = new ArrayList<>();
    rows("message").forEach((number, subject) -> all.add(new ArrivedMessage(Long.parseLong(number), subject)));
    all.removeIf(each -> each.object() <= object);
    return all;
  }

  @Override
  public List<UpgradeSign> upgradeSigns() {
    return rows("sign").keySet().stream().map(each -> new UpgradeSign(each, "mend it", true)).toList();
  }

  @Override
  public List<OwnerRow> objectsByOwner() {
    return List.of(new OwnerRow(2, 0, rows("message").size(), 0, rows("attachment").size()));
  }

  @Override
  public List<ContentRow> contentsByProperty() {
    long all = rows("attachment").size();
    return all == 0 ? List.of() : List.of(new ContentRow(0x3701, all, all, Long.parseLong(new TreeMap<>(rows("attachment")).lastKey())));
  }

  @Override
  public boolean exists(String database) {
    return beside.containsKey(database);
  }

  /** It holds nothing but what such a dump has. */
  @Override
  public void outline(OutputStream out) throws TrekException, IOException {
    dump(out);
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
