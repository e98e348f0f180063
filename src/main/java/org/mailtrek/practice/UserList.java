package org.mailtrek.practice;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The first list of users after a start, which is what destroys mailboxes: whoever is in the database and not, under the configured classes,
 * filters and unique attributes, in the directory is deleted, and his store is orphaned; whoever is new gets a user and an empty store.
 */
final class UserList {

  private static final int CLASS_TYPE = 0xFFFF0000;
  private static final int USER = 0x10001;
  private static final int NON_ACTIVE = 0x10002;
  private static final int ROOM = 0x10003;
  private static final int EQUIPMENT = 0x10004;
  private static final int CONTACT = 0x10005;
  private static final int GROUP = 0x30001;
  private static final int SECURITY_GROUP = 0x30002;
  private static final int DYNAMIC_GROUP = 0x30003;
  private static final int COMPANY = 0x40001;
  private static final int ADDRESS_LIST = 0x40002;

  private final Connection database;
  private final DaemonSettings plugin;
  private final DaemonLog log;

  private final boolean several;

  UserList(Connection database, DaemonSettings plugin, DaemonLog log, boolean several) {
    this.database = database;
    this.plugin = plugin;
    this.log = log;
    this.several = several;
  }

  /** Compares directory and database and makes the database follow; in safe mode only says what it would do. */
  void synchronise(boolean safe) throws SQLException {
    Map<String, Named> named;
    try (LDAPConnection directory = connect()) {
      named = named(directory);
    } catch (LDAPException e) {
      log.say("Unable to list users: LDAP error " + e.getResultCode().intValue() + " " + e.getResultCode().getName());
      return; // a directory that does not answer deletes nobody
    }
    Map<String, Named> open = new LinkedHashMap<>(named);
    for (Row row : rows()) {
      Named entry = open.remove(row.key());
      if (entry == null && safe) {
        log.say("user_safe_mode: would delete " + noun(row.objectClass()) + " " + row.id());
      } else if (entry == null) {
        delete(row);
      } else if (entry.objectClass() != row.objectClass() && !safe) {
        change(row, entry.objectClass());
      }
    }
    for (Named entry : open.values()) {
      if (safe) {
        log.say("user_safe_mode: would create " + noun(entry.objectClass()) + " " + entry.name());
      } else {
        create(entry);
      }
    }
  }

  private LDAPConnection connect() throws LDAPException {
    String uri = plugin.value("ldap_uri").split(" ")[0];
    LDAPURL url = new LDAPURL(uri.isEmpty() ? "ldap://" + plugin.value("ldap_host") + ":" + plugin.value("ldap_port") + "/" : uri);
    LDAPConnection connection = new LDAPConnection(url.getHost(), url.getPort());
    if (!plugin.value("ldap_bind_user").isEmpty()) {
      connection.bind(plugin.value("ldap_bind_user"), plugin.value("ldap_bind_passwd"));
    }
    return connection;
  }

  private Map<String, Named> named(LDAPConnection directory) throws LDAPException {
    Map<String, Named> found = new LinkedHashMap<>();
    collect(directory, "user", found);
    collect(directory, "contact", found);
    collect(directory, "group", found);
    collect(directory, "addresslist", found);
    collect(directory, "dynamicgroup", found);
    if (several) {
      collect(directory, "company", found);
    }
    return found;
  }

  private void collect(LDAPConnection directory, String kind, Map<String, Named> found) throws LDAPException {
    String typeValue = plugin.value("ldap_" + kind + "_type_attribute_value");
    String narrow = plugin.value("ldap_" + directives(kind) + "_search_filter");
    String unique = uniqueAttribute(kind);
    boolean alone = narrow.isEmpty() || List.of("user", "contact", "company").contains(kind);
    if (typeValue.isEmpty() && alone || unique.isEmpty()) {
      return;
    }
    List<Filter> all = new ArrayList<>();
    for (String each : typeValue.split(",")) {
      if (!each.isBlank()) {
        all.add(Filter.createEqualityFilter(plugin.value("ldap_object_type_attribute"), each.strip()));
      }
    }
    if (!narrow.isEmpty()) {
      all.add(Filter.create(narrow));
    }
    for (SearchResultEntry entry : directory.search(plugin.value("ldap_search_base"), SearchScope.SUB, Filter.createANDFilter(all)).getSearchEntries()) {
      byte[] id = entry.getAttributeValueBytes(unique);
      if (id != null) {
        Named named = new Named(id, objectClass(kind, entry), name(kind, entry));
        found.putIfAbsent(named.key(), named);
      }
    }
  }

  /** Returns the middle of the names of a kind's directives: contacts have those of users. */
  private static String directives(String kind) {
    return kind.equals("contact") ? "user" : kind;
  }

  private String uniqueAttribute(String kind) {
    return plugin.value("ldap_" + directives(kind) + "_unique_attribute");
  }

  private int objectClass(String kind, SearchResultEntry entry) {
    return switch (kind) {
      case "contact" -> CONTACT;
      case "addresslist" -> ADDRESS_LIST;
      case "company" -> COMPANY;
      case "dynamicgroup" -> DYNAMIC_GROUP;
      case "group" -> says(entry, "ldap_group_security_attribute") ? SECURITY_GROUP : GROUP;
      default -> userClass(entry);
    };
  }

  private int userClass(SearchResultEntry entry) {
    if (!says(entry, "ldap_nonactive_attribute")) {
      return USER;
    }
    String resource = Optional.ofNullable(entry.getAttributeValue(plugin.value("ldap_resource_type_attribute"))).orElse("").toLowerCase(Locale.ROOT);
    if (resource.equals("room")) {
      return ROOM;
    }
    return resource.isEmpty() ? NON_ACTIVE : EQUIPMENT;
  }

  private boolean says(SearchResultEntry entry, String directive) {
    String attribute = plugin.value(directive);
    String value = attribute.isEmpty() ? null : entry.getAttributeValue(attribute);
    return value != null && List.of("1", "2", "true", "yes").contains(value.toLowerCase(Locale.ROOT));
  }

  private String name(String kind, SearchResultEntry entry) {
    String directive =
        switch (kind) {
          case "user" -> "ldap_loginname_attribute";
          case "group" -> "ldap_groupname_attribute";
          case "company" -> "ldap_companyname_attribute";
          case "addresslist", "dynamicgroup" -> "ldap_" + kind + "_name_attribute";
          default -> "ldap_fullname_attribute";
        };
    return Optional.ofNullable(entry.getAttributeValue(plugin.value(directive))).orElse(entry.getDN());
  }

  private List<Row> rows() throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet found = statement.executeQuery("SELECT id, externid, objectclass FROM users WHERE id > 2 AND externid IS NOT NULL"
            + (several ? "" : " AND objectclass <> " + COMPANY) + " ORDER BY id")) {
      while (found.next()) {
        rows.add(new Row(found.getLong(1), found.getBytes(2), found.getInt(3)));
      }
    }
    return rows;
  }

  private void delete(Row row) throws SQLException {
    log.say("Auto-deleting " + noun(row.objectClass()) + " " + row.id() + " (ext: entry gone)");
    execute("DELETE FROM acl WHERE id = ?", row.id());
    execute("DELETE FROM users WHERE id = ?", row.id());
  }

  private void change(Row row, int objectClass) throws SQLException {
    log.say("Object " + row.id() + " is now of class 0x" + Integer.toHexString(objectClass));
    execute("UPDATE users SET objectclass = ? WHERE id = ?", objectClass, row.id());
  }

  private void create(Named entry) throws SQLException {
    log.say("Auto-creating " + noun(entry.objectClass()) + " from external source: " + entry.name());
    long user = insert("INSERT INTO users (externid, objectclass, signature, company) VALUES (?, ?, ?, 0)", entry.id(), entry.objectClass(), new byte[0]);
    if (entry.objectClass() >= USER && entry.objectClass() <= EQUIPMENT) {
      long store = insert("INSERT INTO hierarchy (parent, type, flags, owner) VALUES (NULL, 1, 0, ?)", user);
      String row = "INSERT INTO stores (hierarchy_id, user_id, type, user_name, company, guid) VALUES (?, ?, 0, ?, 0, ?)";
      execute(row, store, user, entry.name(), guid(entry));
    }
  }

  private static byte[] guid(Named entry) {
    byte[] guid = new byte[16];
    new java.util.Random(java.util.Arrays.hashCode(entry.id()) * 31L + entry.objectClass()).nextBytes(guid);
    return guid;
  }

  private void execute(String statement, Object... values) throws SQLException {
    try (PreparedStatement prepared = prepared(statement, values)) {
      prepared.executeUpdate();
    }
  }

  /** Inserts a row and returns its number. */
  private long insert(String statement, Object... values) throws SQLException {
    try (PreparedStatement prepared = prepared(statement, values)) {
      prepared.executeUpdate();
      try (ResultSet keys = prepared.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  private PreparedStatement prepared(String statement, Object... values) throws SQLException {
    PreparedStatement prepared = database.prepareStatement(statement, Statement.RETURN_GENERATED_KEYS);
    for (int at = 0; at < values.length; at++) {
      prepared.setObject(at + 1, values[at]);
    }
    return prepared;
  }

  private static String noun(int objectClass) {
    return switch (objectClass & CLASS_TYPE) {
      case 0x10000 -> "user";
      case 0x30000 -> "group";
      default -> objectClass == ADDRESS_LIST ? "addresslist" : "company";
    };
  }

  private static String key(byte[] id, int objectClass) {
    return (objectClass & CLASS_TYPE) + (objectClass == DYNAMIC_GROUP ? "d" : "") + " " + new String(id, StandardCharsets.ISO_8859_1);
  }

  /** Somebody or something in the directory. */
  private record Named(byte[] id, int objectClass, String name) {
    String key() {
      return UserList.key(id, objectClass);
    }
  }

  /** A row of table {@code users}. */
  private record Row(long id, byte[] externalId, int objectClass) {
    String key() {
      return UserList.key(externalId, objectClass);
    }
  }
}
