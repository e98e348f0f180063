package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailtrek.config.ByteText;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Release;
import org.mailtrek.host.HostPath;

/** Reads what a mail server's own configuration says of places and database. */
final class ServerReading {

  private final HostFiles files;
  private final String host;
  private final ServerSettings server;
  private final ServerSettings search;
  private final List<Setting> settings = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();

  ServerReading(HostFiles files, Catalogue catalogue, Optional<Release> release, HostPath config) {
    this.files = files;
    this.host = files.host().name();
    this.server = new ServerSettings(files, catalogue, release, config, "server.cfg");
    String name = release.filter(each -> !each.atLeast("zcp-7.1.0")).isPresent() ? "indexer.cfg" : "search.cfg";
    this.search = new ServerSettings(files, catalogue, release, config.parent().resolve(name), name);
  }

  /** Returns the server's configuration. */
  ServerSettings server() {
    return server;
  }

  /** Returns the settings of the product, their keys as below {@code products}. */
  List<Setting> settings() {
    if (settings.isEmpty()) {
      attachments();
      path("index", search, "index_path", "/var/lib/" + account() + "/search");
      database();
      repeated();
    }
    return List.copyOf(settings);
  }

  List<Fact> facts() {
    return Stream.of(facts.stream(), server.config().remarks().stream()).flatMap(each -> each).toList();
  }

  private String account() {
    return server.file().toString().contains("kopano") ? "kopano" : "zarafa";
  }

  private void attachments() {
    Optional<Found> storage = server.filled("attachment_storage");
    storage.ifPresent(found -> facts.add(Fact.found("attachment storage", ByteText.show(found.value()), found.origin())));
    if (storage.isPresent() && storage.get().value().equals("database")) {
      facts.add(Fact.notice("attachments", "lie in the database, not in files", storage.get().origin()));
      return;
    }
    if (storage.isPresent() && storage.get().value().equals("s3")) {
      facts.add(Fact.notice("attachments", "lie in an S3 store, which can't be moved", storage.get().origin()));
      return;
    }
    if (storage.isEmpty()) {
      facts.add(Fact.unknown("attachment storage", "files, or database: " + server.why("attachment_storage"), server.file().toString()));
    }
    path("attachments.path", server, "attachment_path", "/var/lib/" + account() + "/attachments");
  }

  private void path(String key, ServerSettings from, String directive, String example) {
    Optional<Found> found = from.filled(directive).filter(each -> ConfigPaths.absolute(each.value()));
    if (found.isEmpty()) {
      settings.add(Setting.unknown(key, example, from.why(directive)));
      return;
    }
    HostPath folder = ConfigPaths.path(found.get().value());
    settings.add(Setting.found(key, folder.toString(), found.get().origin()));
    if (!files.folder(folder)) {
      facts.add(Fact.notice(key.startsWith("a") ? "attachments" : "search index", folder + " is not there", found.get().origin()));
    }
  }

  private void database() {
    DatabaseAddress address = new DatabaseAddress(files, server);
    facts.addAll(address.facts());
    settings.addAll(address.settings());
    String user = server.text("mysql_user");
    if (user.isEmpty()) {
      settings.add(Setting.unknown("database.user", account(), server.why("mysql_user")));
    } else {
      settings.add(Setting.found("database.user", user, server.value("mysql_user").orElseThrow().origin()));
    }
    settings.add(PasswordReference.of("database.password", host, server.config(), "mysql_password"));
    if (address.loopback()) {
      settings.add(Setting.found("database.host", host, "the address is this machine's own"));
    }
  }

  private void repeated() {
    for (String each : List.of("mysql_host", "mysql_port", "mysql_socket", "mysql_user", "mysql_password", "mysql_database", "attachment_path", "attachment_storage", "user_plugin_config")) {
      if (server.config().count(each) > 1) {
        facts.add(Fact.notice("configuration", each + " is set " + server.config().count(each) + " times; this one counts", server.config().value(each).orElseThrow().origin()));
      }
    }
  }
}
