package org.mailtrek.host;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the mail server's start and the steps of its upgrade meet in the tables of a MariaDB or MySQL database. */
final class MySqlSigns {

  private static final int SCHEMA_OF_UNIQUE_NAMES = 69;
  private static final Set<String> SMALL_KEYS = Set.of("compact", "redundant");

  private final Connection connection;
  private final String database;

  MySqlSigns(Connection connection, String database) {
    this.connection = connection;
    this.database = database;
  }

  /**
   * Reads them.
   *
   * @param schema the number of the schema that is there
   */
  List<UpgradeSign> read(int schema) throws SQLException {
    List<UpgradeSign> signs = new ArrayList<>();
    Map<String, String> engines = pairs("SELECT table_name, engine FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE'");
    engines.forEach((table, engine) -> {
      if (!engine.equalsIgnoreCase("InnoDB")) {
        signs.add(UpgradeSign.stop("table " + table + " is in " + engine + ", where the mail server starts with InnoDB only", alter(table) + " ENGINE=InnoDB"));
      }
    });
    keys(engines.keySet(), schema, signs);
    formats(signs);
    triggers(signs);
    signs.addAll(new MySqlServerSigns(variables(), version()).read());
    return signs;
  }

  private String alter(String table) {
    return "ALTER TABLE " + MySqlDialect.quoted(table);
  }

  private void keys(Set<String> tables, int schema, List<UpgradeSign> signs) throws SQLException {
    Map<String, String> keys = pairs("SELECT CONCAT(table_name, '.', index_name, IF(non_unique = 0, '', '?')), "
        + "GROUP_CONCAT(column_name ORDER BY seq_in_index SEPARATOR ', ') FROM information_schema.statistics WHERE table_schema = ? "
        + "GROUP BY table_name, index_name, non_unique");
    if (tables.contains("tproperties") && !"folderid, tag, hierarchyid, type".equals(keys.get("tproperties.PRIMARY"))) {
      signs.add(UpgradeSign.stop("table tproperties has the key (" + keys.getOrDefault("tproperties.PRIMARY", "none") + "), where the mail server starts with (folderid, tag, "
          + "hierarchyid, type) only", alter("tproperties") + (keys.containsKey("tproperties.PRIMARY") ? " DROP PRIMARY KEY," : "") + " ADD PRIMARY KEY (folderid, tag, hierarchyid, `type`)"));
    }
    if (tables.contains("names") && schema < SCHEMA_OF_UNIQUE_NAMES) {
      name(keys, "guidnameid", "nameid", signs);
      name(keys, "guidnamestring", "namestring", signs);
    }
    if (tables.contains("versions") && !keys.containsKey("versions.PRIMARY")) {
      signs.add(UpgradeSign.stop("table versions has no primary key, which schema 64 replaces", alter("versions") + " ADD PRIMARY KEY (major, minor, revision, databaserevision)"));
    }
    if (tables.contains("singleinstances") && keys.entrySet().stream().noneMatch(each -> each.getKey().matches("singleinstances\\.[^?]+")
        && Set.of("hierarchyid, tag", "tag, hierarchyid").contains(each.getValue()))) {
      signs.add(UpgradeSign.warning("table singleinstances has no unique key (hierarchyid, tag): an attachment could have two contents",
          alter("singleinstances") + " ADD UNIQUE KEY hkey (hierarchyid, tag)"));
    }
    for (String table : List.of("hierarchy", "properties", "mvproperties", "indexedproperties", "users", "stores", "settings", "lob", "changes", "abchanges")) {
      if (tables.contains(table) && !keys.containsKey(table + ".PRIMARY")) {
        signs.add(UpgradeSign.warning("table " + table + " has no primary key: each question reads the whole table, and a dump of it has no order",
            "compare SHOW CREATE TABLE with that of a fresh installation, and add the key"));
      }
    }
  }

  /** Schema 69 drops these two keys in the statement that adds the unique ones: without them it fails as if there were doubles. */
  private void name(Map<String, String> keys, String key, String column, List<UpgradeSign> signs) {
    if (!keys.containsKey("names." + key) && !keys.containsKey("names." + key + "?")) {
      signs.add(UpgradeSign.stop("table names lacks key " + key + ", which schema 69 drops", alter("names") + " ADD KEY " + key + " (guid(16), " + column + ")"));
    }
  }

  private void formats(List<UpgradeSign> signs) throws SQLException {
    List<String> small = new ArrayList<>();
    List<String> packed = new ArrayList<>();
    pairs("SELECT table_name, row_format FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE' AND engine = 'InnoDB'")
        .forEach((table, format) -> {
          if (SMALL_KEYS.contains(format.toLowerCase(Locale.ROOT))) {
            small.add(table);
          } else if (format.equalsIgnoreCase("compressed")) {
            packed.add(table);
          }
        });
    if (!small.isEmpty()) {
      signs.add(UpgradeSign.warning(small.size() + " tables have an old row format, whose keys end at 767 bytes: kopano-dbadm usmp, and the schemas 73 to 115 of the releases 8.6.82 to "
          + "8.6.90, would fail with \"Index column size too large\": " + some(small), alter(small.get(0)) + " ROW_FORMAT=DYNAMIC, and the others"));
    }
    if (!packed.isEmpty() && "ON".equalsIgnoreCase(variables().get("innodb_read_only_compressed"))) {
      signs.add(UpgradeSign.stop("tables in row format COMPRESSED can't be written on this server (innodb_read_only_compressed): " + some(packed),
          "innodb_read_only_compressed = OFF under [mysqld], or ALTER TABLE ... ROW_FORMAT=DYNAMIC"));
    }
  }

  private static String some(List<String> tables) {
    return String.join(", ", tables.subList(0, Math.min(5, tables.size()))) + (tables.size() > 5 ? ", ..." : "");
  }

  /** A table with a trigger can't be renamed into another database, which is how a dump comes back. */
  private void triggers(List<UpgradeSign> signs) throws SQLException {
    pairs("SELECT trigger_name, event_object_table FROM information_schema.triggers WHERE trigger_schema = ?").forEach((trigger, table) -> signs.add(
        UpgradeSign.warning("table " + table + " has trigger " + trigger + ": no dump holds it, and no table with a trigger can be exchanged, so that undo of the first start would fail",
            "DROP TRIGGER " + MySqlDialect.quoted(trigger) + ", and make it again afterwards")));
  }

  private Map<String, String> pairs(String sql) throws SQLException {
    Map<String, String> pairs = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, database);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          pairs.put(rows.getString(1), rows.getString(2) == null ? "" : rows.getString(2));
        }
      }
    }
    return pairs;
  }

  private Map<String, String> variables() throws SQLException {
    Map<String, String> variables = new HashMap<>();
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("SHOW GLOBAL VARIABLES")) {
      while (rows.next()) {
        variables.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2) == null ? "" : rows.getString(2));
      }
    }
    return variables;
  }

  private String version() throws SQLException {
    return MySqlDialect.names(connection, "SELECT CONCAT(VERSION(), ?)", "").get(0);
  }
}
