package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.config.ByteText;
import org.mailtrek.host.HostPath;

/**
 * The address of a mail server's database. A server whose {@code mysql_host} is empty or {@code localhost} uses the socket; then the port is
 * given all the same, unless the database does not listen on any.
 */
final class DatabaseAddress {

  private static final List<String> DATABASE_FILES = List.of("/etc/mysql/my.cnf", "/etc/my.cnf");
  private static final List<String> DATABASE_FOLDERS =
      List.of("/etc/mysql/conf.d", "/etc/mysql/mysql.conf.d", "/etc/mysql/mariadb.conf.d", "/etc/my.cnf.d");

  private final HostFiles files;
  private final ServerSettings server;
  private final List<Fact> facts = new ArrayList<>();
  private final List<Setting> settings = new ArrayList<>();
  private final boolean loopback;

  DatabaseAddress(HostFiles files, ServerSettings server) {
    this.files = files;
    this.server = server;
    Optional<Found> host = server.value("mysql_host");
    this.loopback = host.isPresent() && (host.get().value().isEmpty() || Loopback.is(host.get().value()));
    Optional<Found> name = server.filled("mysql_database");
    Optional<Found> port = server.filled("mysql_port").filter(each -> each.value().matches("[0-9]{1,5}"));
    if (host.isEmpty() || name.isEmpty() || port.isEmpty()) {
      String missing = host.isEmpty() ? "mysql_host" : name.isEmpty() ? "mysql_database" : "mysql_port";
      settings.add(Setting.unknown("database.url", "jdbc:mysql://127.0.0.1:3306/zarafa", server.why(missing)));
    } else {
      found(host.get(), port.get(), ByteText.show(name.get().value()), name.get());
    }
  }

  private void found(Found host, Found port, String database, Found name) {
    boolean unnamed = host.value().isEmpty() || host.value().equalsIgnoreCase("localhost");
    String address = unnamed ? "127.0.0.1" : ByteText.show(host.value());
    String url = "jdbc:mysql://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port.value() + "/" + database;
    settings.add(Setting.found("database.url", url, host.value().isEmpty() ? name.origin() : host.origin()));
    if (unnamed) {
      socket(host, port);
    }
  }

  private void socket(Found host, Found port) {
    Optional<Found> socket = server.filled("mysql_socket");
    String where = socket.map(each -> ByteText.show(each.value())).orElse("of the MySQL client's choice");
    String origin = socket.map(Found::origin).orElse(host.origin());
    facts.add(Fact.found("database", "the server uses the socket " + where + "; port " + port.value() + " is what it would use otherwise", origin));
    closed().ifPresent(
        why -> {
          settings.add(Setting.found("database.client", "true", why + ": the database listens on its socket only"));
          facts.add(Fact.notice("database", "does not listen on any port", why));
        });
  }

  /** Returns where the database's own configuration shuts its port. */
  private Optional<String> closed() {
    List<HostPath> all = new ArrayList<>();
    DATABASE_FILES.forEach(each -> all.add(HostPath.of(each)));
    DATABASE_FOLDERS.forEach(each -> files.list(each).stream().filter(file -> file.name().endsWith(".cnf")).forEach(all::add));
    Optional<String> found = Optional.empty();
    for (HostPath file : all) {
      int number = 0;
      String section = "";
      for (String line : files.lines(file)) {
        number++;
        String text = line.strip();
        section = text.startsWith("[") ? text : section;
        if (section.matches("\\[(mysqld|mariadb|server).*") && text.matches("skip[-_]networking(\\s*=\\s*(1|on|true))?")) {
          found = Optional.of(file + ":" + number);
        }
      }
    }
    return found;
  }

  /** Returns whether the database runs on the mail server's own machine. */
  boolean loopback() {
    return loopback;
  }

  List<Setting> settings() {
    return List.copyOf(settings);
  }

  List<Fact> facts() {
    return List.copyOf(facts);
  }
}
