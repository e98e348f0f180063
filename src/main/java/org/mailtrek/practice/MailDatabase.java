package org.mailtrek.practice;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fills a database with what a Zarafa server of schema 64 keeps for a population: users, stores, folders, mails and their attachments. */
final class MailDatabase {

  static final int EVERYONE = 1;
  static final int SYSTEM = 2;
  static final String CREATED = "2015-06-01 08:30:00";

  private static final int PR_SUBJECT = 0x0037;
  private static final int PR_MESSAGE_SIZE = 0x0E08;
  private static final int PR_ATTACH_SIZE = 0x0E20;
  private static final int PR_ATTACH_DATA = 0x3701;
  private static final int PR_ATTACH_METHOD = 0x3705;
  private static final int PR_ATTACH_LONG_FILENAME = 0x3707;
  private static final int PR_DISPLAY_NAME = 0x3001;
  private static final int PR_ENTRYID = 0x0FFF;
  private static final int LONG = 3;
  private static final int LONG_LONG = 20;
  private static final int STRING = 30;
  private static final String[] FOLDERS = {"Inbox", "Outbox", "Sent Items", "Deleted Items", "Drafts", "Junk E-mail", "Calendar", "Contacts", "Tasks", "Notes"};

  private final Connection connection;
  private final Recipe recipe;
  /** Numbers of the rows of companies, by where their people are in the tree. */
  private final Map<String, Integer> companies = new HashMap<>();
  private int nextObject = 1;
  private int nextInstance = 1;

  private MailDatabase(Connection connection, Recipe recipe) {
    this.connection = connection;
    this.recipe = recipe;
  }

  /** Makes tables and rows, in a database that is empty. */
  static void fill(Connection connection, Engine engine, Recipe recipe) throws SQLException {
    MailDatabase database = new MailDatabase(connection, recipe);
    database.tables(engine);
    connection.setAutoCommit(false);
    database.bookkeeping();
    Map<Integer, Integer> ids = database.users();
    database.mail(ids);
    connection.commit();
    connection.setAutoCommit(true);
    database.raised(engine);
  }

  private void tables(Engine engine) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : SettingsTemplate.text("zcp-schema-64." + engine.word() + ".sql").replaceAll("(?m)^--.*", "").split(";\\s*\n")) {
        if (!each.isBlank()) {
          statement.execute(each);
        }
      }
    }
  }

  /** Brings the database to the schema of the vendor's server, as its start would. */
  private void raised(Engine engine) throws SQLException {
    ServerKind server = recipe.vendor().server();
    if (server.schema() > ServerKind.ZARAFA.schema()) {
      new SchemaUpgrade(connection, server, engine, new DaemonLog()).run();
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("UPDATE versions SET updatetime = '2018-02-11 22:15:09' WHERE major = " + server.release().major());
      }
    }
  }

  private void bookkeeping() throws SQLException {
    try (Rows versions = new Rows(connection, "versions", "major", "minor", "micro", "revision", "databaserevision", "updatetime")) {
      versions.add(7, 1, 0, 36420, 63, CREATED);
      versions.add(7, 2, 6, 52189, 64, "2017-03-14 09:26:53");
    }
    byte[] guid = new byte[16];
    recipe.random("server guid").nextBytes(guid);
    try (Rows settings = new Rows(connection, "settings", "name", "value")) {
      settings.add("attachment_storage", "files".getBytes(StandardCharsets.US_ASCII));
      settings.add("charset", "utf8".getBytes(StandardCharsets.US_ASCII));
      settings.add("server_guid", guid);
      settings.add("source_key_auto_increment", new byte[] {0, 16, 0, 0, 0, 0, 0, 0});
      settings.add("imapseq", "4711".getBytes(StandardCharsets.US_ASCII));
    }
    try (Rows names = new Rows(connection, "names", "id", "nameid", "namestring", "guid")) {
      for (int number = 1; number <= 60; number++) {
        byte[] set = {0x08, 0x20, 6, 0, 0, 0, 0, 0, (byte) 0xC0, 0, 0, 0, 0, 0, 0, 0x46};
        names.add(number, number % 4 == 0 ? null : 0x8200 + number, number % 4 == 0 ? "x-header-" + number : null, set);
      }
    }
  }

  /** Returns the number of each mailbox's row by the number of its person. */
  private Map<Integer, Integer> users() throws SQLException {
    Map<Integer, Integer> ids = new HashMap<>();
    int next = SYSTEM + 1;
    Population population = recipe.population();
    try (Rows users = new Rows(connection, "users", "id", "externid", "objectclass", "signature", "company")) {
      users.add(EVERYONE, null, 0x30002, bytes(""), 0);
      users.add(SYSTEM, null, 0x10001, bytes(""), 0);
      for (String company : population.companies()) {
        companies.put("ou=" + company, next);
        users.add(next++, bytes(company), 0x40001, bytes("20150601083000Z"), 0);
      }
      for (Person person : population.people()) {
        ids.put(person.number(), next);
        users.add(next++, bytes(Integer.toString(person.uidNumber())), person.objectClass(), bytes("20150601083000Z"), companies.getOrDefault(person.unit(), 0));
      }
      for (Population.Group group : population.groups()) {
        users.add(next++, bytes(Integer.toString(group.gidNumber())), group.security() ? 0x30002 : 0x30001, bytes("20150601083000Z"), 0);
      }
      for (Population.Contact contact : population.contacts()) {
        users.add(next++, bytes(Integer.toString(contact.uidNumber())), 0x10005, bytes("20150601083000Z"), 0);
      }
      for (Population.Filtered list : population.addressLists()) {
        users.add(next++, bytes(list.name()), 0x40002, bytes("20150601083000Z"), 0);
      }
      for (Population.Filtered group : population.dynamicGroups()) {
        users.add(next++, bytes(group.name()), 0x30003, bytes("20150601083000Z"), 0);
      }
    }
    return ids;
  }

  private void mail(Map<Integer, Integer> ids) throws SQLException {
    List<Person> people = recipe.here();
    try (Tables tables = new Tables(connection)) {
      if (companies.isEmpty()) {
        store(tables, EVERYONE, "Everyone", 1, 0);
      }
      publicStores(tables);
      for (int at = 0; at < people.size(); at++) {
        Person person = people.get(at);
        int share = recipe.attachments() / people.size() + (at < recipe.attachments() % people.size() ? 1 : 0);
        store(tables, ids.get(person.number()), person.login(), 0, share);
      }
    }
  }

  /** Each company's public folders are on the server that its entry names. */
  private void publicStores(Tables tables) throws SQLException {
    List<Machine> machines = recipe.kind().machines();
    for (int number = 0; number < recipe.population().companies().size(); number++) {
      if (machines.get(number % machines.size()).equals(recipe.machine())) {
        String company = recipe.population().companies().get(number);
        store(tables, companies.get("ou=" + company), company, 1, 0);
      }
    }
  }

  private void store(Tables tables, int user, String name, int type, int attachments) throws SQLException {
    int store = object(tables, null, 1, 0, user);
    byte[] guid = new byte[16];
    recipe.random("store " + name).nextBytes(guid);
    tables.stores.add(store, user, type, name, 0, guid);
    int root = object(tables, store, 3, 0, user);
    int tree = folder(tables, root, "IPM_SUBTREE", user);
    long size = 0;
    for (String folder : FOLDERS) {
      int id = folder(tables, tree, folder, user);
      if (folder.equals("Inbox")) {
        tables.receive.add(store, id, "IPM");
        size += mails(tables, id, user, attachments);
      }
    }
    tables.longs.add(store, PR_MESSAGE_SIZE, LONG_LONG, size);
  }

  private long mails(Tables tables, int folder, int user, int attachments) throws SQLException {
    long total = 0;
    int mails = Math.max(3, attachments / 2 + 5);
    for (int number = 0; number < mails; number++) {
      int mail = object(tables, folder, 5, number % 17 == 16 ? 0x400 : 0, user);
      tables.strings.add(mail, PR_SUBJECT, STRING, "Re: matter " + number + (number % 9 == 0 ? " – größer" : ""));
      byte[] key = new byte[22];
      recipe.random("key " + mail).nextBytes(key);
      tables.keys.add(mail, PR_ENTRYID, key);
      long size = 900 + mail % 700;
      int share = attachments * (number + 1) / mails - attachments * number / mails;
      for (int count = 0; count < share; count++) {
        size += attachment(tables, mail, user);
      }
      tables.sizes.add(mail, PR_MESSAGE_SIZE, LONG, size);
      total += size;
    }
    return total;
  }

  private long attachment(Tables tables, int mail, int user) throws SQLException {
    int instance = nextInstance++;
    int object = object(tables, mail, 7, 0, user);
    String name = "enclosure " + instance + ".txt";
    tables.strings.add(object, PR_ATTACH_LONG_FILENAME, STRING, name);
    tables.sizes.add(object, PR_ATTACH_METHOD, LONG, 1L);
    long size = 28 + 20 + name.length() + 20 + recipe.attachment(instance).length;
    tables.sizes.add(object, PR_ATTACH_SIZE, LONG, size);
    tables.instances.add(instance, object, PR_ATTACH_DATA);
    return size;
  }

  private int folder(Tables tables, int parent, String name, int user) throws SQLException {
    int id = object(tables, parent, 3, 1, user);
    tables.strings.add(id, PR_DISPLAY_NAME, STRING, name);
    return id;
  }

  private int object(Tables tables, Integer parent, int type, int flags, int owner) throws SQLException {
    int id = nextObject++;
    tables.hierarchy.add(id, parent, type, flags, owner);
    return id;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The tables that hold mail. */
  private static final class Tables implements AutoCloseable {
    private final Rows hierarchy;
    private final Rows stores;
    private final Rows receive;
    private final Rows strings;
    private final Rows sizes;
    private final Rows longs;
    private final Rows keys;
    private final Rows instances;

    Tables(Connection connection) throws SQLException {
      hierarchy = new Rows(connection, "hierarchy", "id", "parent", "type", "flags", "owner");
      stores = new Rows(connection, "stores", "hierarchy_id", "user_id", "type", "user_name", "company", "guid");
      receive = new Rows(connection, "receivefolder", "storeid", "objid", "messageclass");
      strings = new Rows(connection, "properties", "hierarchyid", "tag", "type", "val_string");
      sizes = new Rows(connection, "properties", "hierarchyid", "tag", "type", "val_ulong");
      longs = new Rows(connection, "properties", "hierarchyid", "tag", "type", "val_longint");
      keys = new Rows(connection, "indexedproperties", "hierarchyid", "tag", "val_binary");
      instances = new Rows(connection, "singleinstances", "instanceid", "hierarchyid", "tag");
    }

    @Override
    public void close() throws SQLException {
      for (Rows each : new Rows[] {hierarchy, stores, receive, strings, sizes, longs, keys, instances}) {
        each.close();
      }
    }
  }
}
