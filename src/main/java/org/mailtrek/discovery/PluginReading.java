package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.config.ByteText;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Release;
import org.mailtrek.estate.EstateText;
import org.mailtrek.host.HostPath;

/** Reads what a mail server's {@code ldap.cfg}, with all that it includes, says of the directory. */
final class PluginReading {

  private static final Pattern ADDRESS = Pattern.compile("(ldaps?)://([^/:\\s]+|\\[[0-9A-Fa-f:]+\\])?(?::([0-9]{1,5}))?/?.*");

  private final HostFiles files;
  private final String host;
  private final ServerSettings server;
  private final ServerSettings plugin;
  private final List<Setting> settings = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();

  PluginReading(HostFiles files, Catalogue catalogue, Optional<Release> release, ServerSettings server) {
    this.files = files;
    this.host = files.host().name();
    this.server = server;
    String named = server.filled("user_plugin_config").map(Found::value).orElse("");
    HostPath file = ConfigPaths.absolute(named) ? ConfigPaths.path(named) : server.file().parent().resolve("ldap.cfg");
    this.plugin = new ServerSettings(files, catalogue, release, file, "ldap.cfg");
    if (used()) {
      read();
    } else {
      none();
    }
  }

  /** Returns whether people are in a directory. */
  boolean used() {
    return server.text("user_plugin").matches("ldap(ms)?");
  }

  /** Returns the settings of the directory; empty when there is none. */
  List<Setting> settings() {
    return List.copyOf(settings);
  }

  List<Fact> facts() {
    return List.copyOf(facts);
  }

  private void none() {
    Optional<Found> kind = server.filled("user_plugin");
    if (kind.isPresent()) {
      facts.add(Fact.notice("directory", "there is none: user_plugin = " + ByteText.show(kind.get().value()), kind.get().origin()));
    } else {
      facts.add(Fact.unknown("directory", server.why("user_plugin"), server.file().toString()));
    }
  }

  private void read() {
    url();
    if (plugin.on("ldap_starttls")) {
      settings.add(Setting.found("starttls", "true", plugin.value("ldap_starttls").orElseThrow().origin()));
    }
    Optional<Found> user = plugin.filled("ldap_bind_user");
    if (user.isPresent()) {
      settings.add(Setting.found("bind-dn", ByteText.show(user.get().value()), user.get().origin()));
      settings.add(PasswordReference.of("password", host, plugin.config(), "ldap_bind_passwd"));
    } else {
      facts.add(Fact.found("directory", "the server signs in as nobody: changing entries needs bind-dn and password", plugin.file().toString()));
    }
    Optional<Found> base = plugin.filled("ldap_search_base");
    settings.add(
        base.map(each -> Setting.found("base", ByteText.show(each.value()), each.origin()))
            .orElse(Setting.unknown("base", "dc=example,dc=com", plugin.why("ldap_search_base"))));
    facts.addAll(plugin.config().remarks());
    for (Found map : plugin.config().propmaps()) {
      boolean there = files.file(ConfigPaths.path(map.value()));
      facts.add(there ? Fact.found("property map", map.value(), map.origin()) : Fact.notice("property map", map.value() + " is not there: the server would refuse its user plugin", map.origin()));
    }
  }

  private void url() {
    Optional<Found> uri = plugin.filled("ldap_uri");
    List<String> all = uri.map(each -> List.of(ByteText.show(each.value()).strip().split("\\s+"))).orElseGet(this::parts);
    String origin = uri.map(Found::origin).or(() -> plugin.value("ldap_host").map(Found::origin)).orElse(plugin.file().toString());
    List<String> addresses = new ArrayList<>();
    for (String each : all) {
      Matcher form = ADDRESS.matcher(each);
      if (form.matches()) {
        boolean secure = form.group(1).equals("ldaps");
        String name = form.group(2) == null ? "127.0.0.1" : form.group(2);
        addresses.add(form.group(1) + "://" + name + ":" + (form.group(3) == null ? secure ? "636" : "389" : form.group(3)));
      } else {
        facts.add(Fact.unknown("directory", each + " is an address that can't be declared", origin));
      }
    }
    if (addresses.isEmpty()) {
      settings.add(Setting.unknown("url", "ldap://127.0.0.1:389", uri.isPresent() ? "no address of " + origin + " can be used" : plugin.why("ldap_uri") + ", nor ldap_host"));
      return;
    }
    settings.add(Setting.found("url", addresses.get(0), origin));
    if (Loopback.is(name(addresses.get(0)))) {
      settings.add(Setting.found("host", host, "the address is this machine's own"));
      localServer();
    }
    if (addresses.size() > 1) {
      settings.add(Setting.found("replicas", "[ " + String.join(", ", addresses.subList(1, addresses.size()).stream().map(EstateText::word).toList()) + " ]", origin));
    }
  }

  private List<String> parts() {
    String name = plugin.text("ldap_host");
    if (name.isEmpty()) {
      return List.of();
    }
    String protocol = plugin.text("ldap_protocol").isEmpty() ? "ldap" : plugin.text("ldap_protocol");
    String port = plugin.text("ldap_port");
    return List.of(protocol + "://" + (name.contains(":") ? "[" + name + "]" : name) + (port.isEmpty() ? "" : ":" + port));
  }

  static String name(String address) {
    String rest = address.substring(address.indexOf("://") + 3);
    return rest.substring(0, rest.lastIndexOf(':'));
  }

  private void localServer() {
    for (String each : List.of("/etc/ldap/slapd.d", "/etc/openldap/slapd.d")) {
      if (files.folder(HostPath.of(each))) {
        settings.add(Setting.found("config", "{ folder: " + each + " }", "the folder is there"));
        return;
      }
    }
    for (String each : List.of("/etc/ldap/slapd.conf", "/etc/openldap/slapd.conf")) {
      if (files.file(HostPath.of(each))) {
        settings.add(Setting.found("config", "{ file: " + each + " }", "the file is there"));
        return;
      }
    }
  }
}
