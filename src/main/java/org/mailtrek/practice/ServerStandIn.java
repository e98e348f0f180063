package org.mailtrek.practice;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailtrek.config.Catalogue;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Program;
import org.mailtrek.host.TrekException;

/**
 * Plays zarafa-server or kopano-server at the moments that matter in a migration: reading its configuration, raising the schema, comparing
 * how attachments are stored, and the first list of users. Serves no mail. Unlike the real one it leaves no test file in the attachment
 * folder and does not note in table {@code users} when it last read an entry.
 */
final class ServerStandIn implements Program {

  private final ServerKind kind;
  private final Engine engine;
  private final DatabaseDoor door;
  private final Supplier<Catalogue> catalogue;

  ServerStandIn(ServerKind kind, Engine engine, DatabaseDoor door, Supplier<Catalogue> catalogue) {
    this.kind = kind;
    this.engine = engine;
    this.door = door;
    this.catalogue = catalogue;
  }

  @Override
  public Started start(Host machine) throws TrekException {
    HostPath file = HostPath.of(kind.release().folder() + "/server.cfg");
    DaemonSettings settings = DaemonSettings.read(machine.view(), file, catalogue.get().file(kind.release(), "server.cfg"));
    DaemonLog log = new DaemonLog();
    log.say("Starting " + kind.program() + " version " + kind.release().number() + " (a stand-in)");
    if (kind.needsFile() && settings.missing().contains(file.toString())) {
      log.say("Config error: Unable to open config file " + file);
      return log.refused(machine, settings);
    }
    if (!settings.unknown().isEmpty()) {
      settings.unknown().forEach(name -> log.say("Config error: Unknown option \"" + name + "\" found!"));
      return log.refused(machine, settings);
    }
    AttachmentFolders folders = new AttachmentFolders(machine, settings);
    folders.top();
    try (Connection connection = connect(settings)) {
      if (!accepts(connection, settings, log)) {
        return log.refused(machine, settings);
      }
      folders.below();
      log.say("Startup succeeded");
      users(machine, settings, connection, log);
    } catch (SQLException e) {
      log.say("Unable to use the database: " + e.getMessage().lines().findFirst().orElse("no reason given"));
      return log.refused(machine, settings);
    }
    return log.up(machine, settings);
  }

  private boolean accepts(Connection connection, DaemonSettings settings, DaemonLog log) throws SQLException {
    return new SchemaUpgrade(connection, kind, engine, log).run() && (engine == Engine.H2 || transactional(connection, log)) && sameStorage(connection, settings, log);
  }

  private Connection connect(DaemonSettings settings) throws SQLException {
    String host = settings.value("mysql_host");
    if (host.isEmpty() || host.equals("localhost")) {
      throw new SQLException("Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock'");
    }
    String url = engine.url(host, settings.value("mysql_port"), settings.value("mysql_database"));
    return door.open(url, settings.value("mysql_user"), settings.value("mysql_password"));
  }

  /** Every table must be InnoDB, also those that are not the server's. */
  private static boolean transactional(Connection connection, DaemonLog log) throws SQLException {
    String query = "SELECT table_name, engine FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND engine <> 'InnoDB'";
    boolean all = true;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        log.say("Table \"" + rows.getString(1) + "\" is not InnoDB but " + rows.getString(2));
        all = false;
      }
    }
    return all;
  }

  private static boolean sameStorage(Connection connection, DaemonSettings settings, DaemonLog log) throws SQLException {
    String selected = settings.value("attachment_storage");
    Optional<String> stored = Optional.empty();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT value FROM settings WHERE name = 'attachment_storage'")) {
      if (rows.next()) {
        stored = Optional.of(new String(rows.getBytes(1), StandardCharsets.UTF_8));
      }
    }
    if (stored.filter(each -> !each.equals(selected)).isPresent()) {
      log.say("Attachments are stored with option \"" + stored.get() + "\", but \"" + selected + "\" is selected.");
      return false;
    }
    try (PreparedStatement marker = connection.prepareStatement("REPLACE INTO settings (name, value) VALUES ('attachment_storage', ?)")) {
      marker.setBytes(1, selected.getBytes(StandardCharsets.UTF_8));
      marker.executeUpdate();
    }
    return true;
  }

  private void users(Host machine, DaemonSettings settings, Connection connection, DaemonLog log) throws TrekException, SQLException {
    if (!settings.value("user_plugin").equals("ldap")) {
      return;
    }
    HostPath file = HostPath.of(settings.value("user_plugin_config"));
    DaemonSettings plugin = DaemonSettings.read(machine.view(), file, catalogue.get().file(kind.release(), "ldap.cfg"));
    plugin.missing().forEach(each -> log.say("Unable to open plugin config file " + each));
    boolean propertyMapMissing = plugin.missing().stream().anyMatch(each -> !each.equals(file.toString()));
    if (!plugin.unknown().isEmpty() || propertyMapMissing) {
      plugin.unknown().forEach(name -> log.say("Config error: Unknown option \"" + name + "\" found!"));
      log.say("Cannot instantiate user plugin");
      return;
    }
    boolean safe = settings.yes("user_safe_mode");
    if (!safe || kind.release().atLeast("kc-11.0.0")) { // before, the list is not read at all in safe mode
      boolean several = settings.yes(kind.release().kopano() ? "enable_hosted_kopano" : "enable_hosted_zarafa");
      new UserList(connection, plugin, log, several).synchronise(safe);
    }
  }
}
