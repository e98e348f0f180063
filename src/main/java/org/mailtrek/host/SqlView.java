package org.mailtrek.host;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Asks a database over JDBC, on whatever kind of server. Each question has a connection of its own, so that one may be asked within another. */
final class SqlView implements DatabaseView {

  /** From this schema on table {@code versions} has a column {@code micro}. */
  private static final int SCHEMA_WITH_MICRO = 64;
  private static final int SOFT_DELETED = 0x400;
  private static final int SUBJECT = 0x0037;

  private final SqlDialect dialect;
  private final SqlConnections connections;

  SqlView(SqlDialect dialect, SqlConnections connections) {
    this.dialect = dialect;
    this.connections = connections;
  }

  @Override
  public String url() {
    return dialect.url();
  }

  @Override
  public String serverVersion() throws TrekException {
    return connections.with("reading the server's version", dialect::serverVersion);
  }

  @Override
  public Optional<StoredVersion> storedVersion() throws TrekException {
    return connections.with("reading table versions", connection -> {
      if (!dialect.tables(connection).containsKey("versions")) {
        return Optional.empty();
      }
      String table = dialect.table("versions");
      boolean micro = number(connection, "SELECT COUNT(*) FROM " + table + " WHERE databaserevision >= " + SCHEMA_WITH_MICRO) > 0;
      String columns = micro ? "major, minor, micro, revision, databaserevision" : "major, minor, 0, revision, databaserevision";
      String order = micro ? "major DESC, minor DESC, micro DESC, revision DESC, databaserevision DESC"
          : "major DESC, minor DESC, revision DESC, databaserevision DESC";
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT " + columns + " FROM " + table + " ORDER BY " + order + " LIMIT 1")) {
        return row.next() ? Optional.of(new StoredVersion((int) row.getLong(1), (int) row.getLong(2), (int) row.getLong(3),
            (int) row.getLong(4), (int) row.getLong(5))) : Optional.empty();
      }
    });
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @Override
  public Optional<byte[]> setting(String name) throws TrekException {
    return connections.with("reading table settings", connection -> new SqlSettings(dialect, connection).read(name, ""));
  }

  @Override
  public List<UserRow> users() throws TrekException {
    List<UserRow> users = new ArrayList<>();
    connections.rows("reading table users", "SELECT id, externid, objectclass, company FROM " + dialect.table("users") + " ORDER BY id",
        row -> users.add(new UserRow(row.getLong(1), Optional.ofNullable(row.getBytes(2)).orElse(new byte[0]), (int) row.getLong(3), row.getLong(4))));
    return users;
  }

  @Override
  public List<StoreRow> stores() throws TrekException {
    List<StoreRow> stores = new ArrayList<>();
    connections.rows("reading table stores", "SELECT id, user_id, `type`, user_name, guid FROM " + dialect.table("stores") + " ORDER BY id",
        row -> stores.add(new StoreRow(row.getLong(1), row.getLong(2), row.getInt(3), Optional.ofNullable(row.getString(4)).orElse(""),
            HexFormat.of().formatHex(Optional.ofNullable(row.getBytes(5)).orElse(new byte[0])))));
    return stores;
  }

  @Override
  public void attachmentInstances(LongConsumer each) throws TrekException {
    connections.with("reading table singleinstances", connection -> {
      dialect.instances(connection, each);
      return null;
    });
  }

  @Override
  public void storedNames(StoredNames taker) throws TrekException {
    connections.rows("reading names of table singleinstances", "SELECT DISTINCT filename, instanceid FROM " + dialect.table("singleinstances") + " ORDER BY filename, instanceid",
        row -> taker.take(row.getLong(2), Optional.ofNullable(row.getString(1))));
  }

  @Override
  public AttachmentRows attachmentRows() {
    return new SqlAttachmentRows(dialect, connections);
  }

  @Override
  public SortedMap<String, Long> rowCounts() throws TrekException {
    return connections.with("counting rows", connection -> {
      SortedMap<String, Long> counts = new TreeMap<>();
      for (var table : dialect.tables(connection).entrySet()) {
        counts.put(table.getKey(), number(connection, "SELECT COUNT(*) FROM " + dialect.table(table.getValue())));
      }
      return counts;
    });
  }

  @Override
  public long bytes() throws TrekException {
    return connections.with("measuring tables", dialect::bytes);
  }

  @Override
  public SortedMap<String, String> tableDigests() throws TrekException {
    return tableDigests(dialect.ours());
  }

  @Override
  public SortedMap<String, String> tableDigests(String database) throws TrekException {
    return connections.with("reading all tables", connection -> {
      SortedMap<String, String> digests = new TreeMap<>();
      for (var table : dialect.tablesOf(connection, database).entrySet()) {
        digests.put(table.getKey(), digest(connection, dialect.table(database, table.getValue())));
      }
      return digests;
    });
  }

  private String digest(Connection connection, String table) throws SQLException {
    TableDigest digest = new TableDigest(dialect);
    Statement statement = dialect.streaming(connection);
    ResultSet rows = statement.executeQuery("SELECT * FROM " + table);
    digest.describe(rows.getMetaData());
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      digest.add(rows, columns);
    }
    statement.close();
    return digest.toString();
  }

  @Override
  public long highestObject() throws TrekException {
    return connections.with("reading table hierarchy", connection -> number(connection, "SELECT MAX(id) FROM " + dialect.table("hierarchy")));
  }

  @Override
  public List<ArrivedMessage> messagesAbove(long object) throws TrekException {
    List<ArrivedMessage> arrived = new ArrayList<>();
    connections.rows("reading table hierarchy", "SELECT h.id, p.val_string FROM " + dialect.table("hierarchy") + " h JOIN "
        + dialect.table("hierarchy") + " f ON f.id = h.parent AND f.`type` = 3 LEFT JOIN " + dialect.table("properties")
        + " p ON p.hierarchyid = h.id AND p.tag = " + SUBJECT + " AND p.`type` = 30 WHERE h.`type` = 5 AND h.id > " + object + " ORDER BY h.id",
        row -> arrived.add(new ArrivedMessage(row.getLong(1), Optional.ofNullable(row.getString(2)).orElse(""))));
    return arrived;
  }

  @Override
  public List<UpgradeSign> upgradeSigns() throws TrekException {
    int schema = storedVersion().map(StoredVersion::schema).orElse(0);
    return connections.with("looking for what stops an upgrade", connection -> {
      List<UpgradeSign> signs = new ArrayList<>(new NameSigns(dialect, connection).read());
      signs.addAll(dialect.upgradeSigns(connection, schema));
      return signs;
    });
  }

  @Override
  public long nextContent() throws TrekException {
    return connections.with("reading table singleinstances", connection -> dialect.nextContent(connection, dialect.ours()));
  }

  @Override
  public List<OwnerRow> objectsByOwner() throws TrekException {
    String deleted = "MOD(FLOOR(flags / " + SOFT_DELETED + "), 2)";
    List<OwnerRow> owners = new ArrayList<>();
    connections.rows("reading table hierarchy", "SELECT owner, " + sum("`type` = 3") + ", " + sum("`type` = 5 AND " + deleted + " = 0") + ", "
        + sum("`type` = 5 AND " + deleted + " = 1") + ", " + sum("`type` = 7") + " FROM " + dialect.table("hierarchy") + " GROUP BY owner ORDER BY owner",
        row -> owners.add(new OwnerRow(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))));
    return owners;
  }

  private static String sum(String condition) {
    return "SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END)";
  }

  @Override
  public List<ContentRow> contentsByProperty() throws TrekException {
    List<ContentRow> contents = new ArrayList<>();
    connections.rows("reading table singleinstances", "SELECT tag, COUNT(*), COUNT(DISTINCT instanceid), MAX(instanceid) FROM "
        + dialect.table("singleinstances") + " GROUP BY tag ORDER BY tag",
        row -> contents.add(new ContentRow(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4))));
    return contents;
  }

  @Override
  public boolean exists(String database) throws TrekException {
    return connections.with("looking for database " + database, connection -> dialect.exists(connection, database));
  }

  @Override
  public void dump(OutputStream out) throws TrekException, IOException {
    connections.withStream("dumping", connection -> {
      dialect.dump(connection, out);
      return null;
    });
  }

  @Override
  public void outline(OutputStream out) throws TrekException, IOException {
    connections.withStream("dumping without contents", connection -> {
      dialect.outline(connection, out);
      return null;
    });
  }
}
