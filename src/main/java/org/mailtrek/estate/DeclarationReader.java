package org.mailtrek.estate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.SshTarget;
import org.mailtrek.host.TrekException;

/** Reads a declaration from the mappings of {@code estate.yaml}; what it does not know, it refuses. */
final class DeclarationReader {

  private static final List<String> PRODUCTS = List.of("zcp", "kc", "netscape", "oracle");
  private static final List<String> HOST_KEYS =
      List.of(
          "local", "simulated", "ssh", "port", "key", "passphrase", "known-hosts", "jump", "password", "sudo", "sudo-password", "backup", "legacy-ssh");
  private static final List<String> SERVER_PATHS = List.of("root", "instance", "data", "link");
  private static final List<String> SERVER_PARTS = List.of("zfs", "resource", "group", "nodes");

  private final Path file;

  DeclarationReader(Path file) {
    this.file = file;
  }

  Declaration read(YamlMap map) throws TrekException {
    map.only("estate", "hosts", "directory", "products", "target", "repositories", "probe", "imap");
    Map<String, HostEntry> hosts = hosts(map);
    Optional<YamlMap> directory = map.map("directory");
    List<Declaration.Product> products = new ArrayList<>();
    for (YamlMap each : map.maps("products")) {
      products.add(product(each, hosts));
    }
    Optional<YamlMap> target = map.map("target");
    return new Declaration(
        map.needed("estate"),
        hosts,
        directory.isPresent() ? Optional.of(directory(directory.get(), hosts)) : Optional.empty(),
        products,
        target.isPresent() ? Optional.of(target(target.get())) : Optional.empty(),
        repositories(map, hosts),
        probe(map, hosts),
        new ImapEntries(hosts).read(map));
  }

  private Optional<Declaration.Probe> probe(YamlMap all, Map<String, HostEntry> hosts) throws TrekException {
    Optional<YamlMap> map = all.map("probe");
    if (map.isEmpty()) {
      return Optional.empty();
    }
    YamlMap probe = map.get();
    probe.only("user", "password", "address", "imap", "starttls", "web", "ca");
    for (String key : List.of("imap", "web")) {
      String scheme = key.equals("imap") ? "imap" : "http";
      if (probe.has(key) && !probe.needed(key).matches(scheme + "s?://[^/@]+(/.*)?")) {
        throw probe.place(key).wrong("must begin with " + scheme + "s:// or " + scheme + "://, without a sign-in, and is " + probe.needed(key));
      }
    }
    if (!probe.has("imap") && !probe.has("web")) {
      throw probe.place().wrong("lacks imap and web: name one of them");
    }
    Declaration.Login login = login(probe, "user", hosts).orElseThrow(() -> probe.place().wrong("lacks user and password"));
    return Optional.of(new Declaration.Probe(login, probe.text("address"), probe.text("imap"), probe.flag("starttls"), probe.text("web"), probe.text("ca")));
  }

  private Map<String, Declaration.RepositoryEntry> repositories(YamlMap map, Map<String, HostEntry> hosts) throws TrekException {
    Map<String, Declaration.RepositoryEntry> found = new LinkedHashMap<>();
    Optional<YamlMap> all = map.map("repositories");
    for (String name : all.isPresent() ? all.get().names() : List.<String>of()) {
      YamlMap each = all.get().map(name).orElseThrow(() -> all.get().place(name).wrong("must be { host: .., url: .., key: FILE }"));
      each.only("host", "url", "suite", "key", "user", "password");
      if (each.needed("url").matches("[a-z]+://[^/]*@.*")) {
        throw each.place("url").wrong("must not hold a sign-in: write user: NAME and password: { file: PATH }");
      }
      String host = known(each, "host", hosts).orElseThrow(() -> each.place().wrong("lacks host"));
      found.put(name, new Declaration.RepositoryEntry(host, each.needed("url"), each.text("suite").orElse("./"), each.needed("key"), login(each, "user", hosts)));
    }
    return found;
  }

  private static Map<String, HostEntry> hosts(YamlMap map) throws TrekException {
    Map<String, HostEntry> hosts = new LinkedHashMap<>();
    Optional<YamlMap> all = map.map("hosts");
    if (all.isPresent()) {
      for (String name : all.get().names()) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
          throw all.get().place(name).wrong("is no name of a host: letters, digits, dots and dashes only");
        }
        hosts.put(name, host(name, all.get().map(name).orElseThrow()));
      }
    }
    return hosts;
  }

  private static HostEntry host(String name, YamlMap map) throws TrekException {
    map.only(HOST_KEYS.toArray(new String[0]));
    long kinds = List.of("local", "simulated", "ssh").stream().filter(map::has).count();
    if (kinds != 1) {
      throw map.place().wrong("must have one of local: true, simulated: FOLDER or ssh: USER@HOST");
    }
    Optional<HostPath> backup = path(map, "backup");
    if (map.has("ssh")) {
      return ssh(name, map, backup);
    }
    map.only("local", "simulated", "backup");
    if (map.has("simulated")) {
      return new HostEntry.Simulated(name, map.needed("simulated"), backup);
    }
    if (!map.flag("local")) {
      throw map.place("local").wrong("can only be true");
    }
    return new HostEntry.Local(name, backup);
  }

  private static HostEntry ssh(String name, YamlMap map, Optional<HostPath> backup) throws TrekException {
    for (String key : List.of("ssh", "jump")) {
      Optional<String> address = map.text(key);
      if (address.isPresent()) {
        try {
          SshTarget.Address.parse(address.get(), "", 22);
        } catch (IllegalArgumentException e) {
          throw map.place(key).wrong(e.getMessage());
        }
      }
    }
    HostEntry.SshSecrets secrets = new HostEntry.SshSecrets(secret(map, "password"), secret(map, "passphrase"), secret(map, "sudo-password"));
    HostEntry.SshLogin login = new HostEntry.SshLogin(map.text("key"), map.text("known-hosts"), map.text("jump"), secrets, map.flag("sudo"), map.flag("legacy-ssh"));
    return new HostEntry.Ssh(name, map.needed("ssh"), map.number("port", 22), login, backup);
  }

  private static Optional<SecretSource> secret(YamlMap map, String key) throws TrekException {
    Optional<YamlMap> source = map.map(key);
    return source.isPresent() ? Optional.of(new SecretReader(Map.of()).read(source.get())) : Optional.empty();
  }

  private Declaration.Directory directory(YamlMap map, Map<String, HostEntry> hosts) throws TrekException {
    map.only("url", "starttls", "ca", "certificate", "key", "bind-dn", "password", "base", "host", "tunnel", "config", "service", "replicas");
    String url = map.needed("url");
    if (!url.matches("ldaps?://[^/]+/?")) {
      throw map.place("url").wrong("must be ldap://HOST:PORT or ldaps://HOST:PORT, and is " + url);
    }
    if (map.flag("tunnel") && (url.startsWith("ldaps:") || map.flag("starttls"))) {
      throw map.place("tunnel").wrong("is encrypted itself, and its end here bears no name that a certificate could have: write ldap:// without starttls");
    }
    Encryption encryption = encryption(map, "starttls");
    if (url.startsWith("ldap:") && !encryption.wanted().equals(Optional.of(true)) && (map.has("ca") || map.has("certificate"))) {
      throw map.place(map.has("ca") ? "ca" : "certificate").wrong("is declared, and ldap:// goes in the clear: write ldaps:// or starttls: true, or leave it out");
    }
    Optional<YamlMap> config = map.map("config");
    return new Declaration.Directory(
        url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
        encryption,
        login(map, "bind-dn", hosts),
        map.needed("base"),
        known(map, "host", hosts),
        tunnel(map, hosts),
        config.isPresent() ? Optional.of(config(config.get(), hosts)) : Optional.empty(),
        service(map),
        map.texts("replicas"));
  }

  private static Optional<String> service(YamlMap map) throws TrekException {
    Optional<String> service = map.text("service");
    if (service.isPresent() && !service.get().matches("[A-Za-z0-9][A-Za-z0-9:_.@\\\\-]*")) {
      throw map.place("service").wrong("must be the name of a service, such as slapd or slapd@main, and is " + service.get());
    }
    return service;
  }

  private Declaration.DirectoryConfig config(YamlMap map, Map<String, HostEntry> hosts) throws TrekException {
    map.only("dn", "bind-dn", "password", "folder", "file");
    if (List.of("dn", "folder", "file").stream().filter(map::has).count() != 1) {
      throw map.place().wrong("must have one of dn, folder or file");
    }
    return new Declaration.DirectoryConfig(map.text("dn"), login(map, "bind-dn", hosts), path(map, "folder"), path(map, "file"));
  }

  static Optional<Declaration.Login> login(YamlMap map, String userKey, Map<String, HostEntry> hosts) throws TrekException {
    if (!map.has(userKey) && !map.has("password")) {
      return Optional.empty();
    }
    YamlMap password = map.map("password").orElseThrow(() -> map.place().wrong("lacks password, where there is " + userKey));
    return Optional.of(new Declaration.Login(map.needed(userKey), new SecretReader(hosts).read(password)));
  }

  private Declaration.Product product(YamlMap map, Map<String, HostEntry> hosts) throws TrekException {
    map.only("host", "product", "version", "config", "attachments", "index", "database", "root", "instance", "data", "link", "zfs", "resource", "group", "nodes");
    String host = known(map, "host", hosts).orElseThrow(() -> map.place().wrong("lacks host"));
    Optional<YamlMap> database = map.map("database");
    return new Declaration.Product(
        host,
        productName(map),
        map.needed("version"),
        places(map),
        database.isPresent() ? Optional.of(database(database.get(), hosts)) : Optional.empty());
  }

  private static Declaration.Target target(YamlMap map) throws TrekException {
    map.only("product", "version", "config", "attachments", "index", "root", "instance", "data", "link", "zfs");
    return new Declaration.Target(productName(map), map.needed("version"), places(map));
  }

  private static String productName(YamlMap map) throws TrekException {
    String product = map.needed("product");
    if (!PRODUCTS.contains(product)) {
      throw map.place("product").wrong("must be one of " + String.join(", ", PRODUCTS) + ", and is " + product);
    }
    return product;
  }

  private static Declaration.Places places(YamlMap map) throws TrekException {
    Optional<YamlMap> attachments = map.map("attachments");
    Optional<HostPath> store = Optional.empty();
    if (attachments.isPresent()) {
      attachments.get().only("path");
      store = path(attachments.get(), "path");
    }
    Map<String, String> server = new LinkedHashMap<>();
    for (String part : SERVER_PATHS) {
      path(map, part).ifPresent(value -> server.put(part, value.toString()));
    }
    for (String part : SERVER_PARTS) {
      map.text(part).ifPresent(value -> server.put(part, value));
    }
    return new Declaration.Places(path(map, "config"), store, path(map, "index"), server);
  }

  private Declaration.DatabaseEntry database(YamlMap map, Map<String, HostEntry> hosts) throws TrekException {
    map.only("url", "tls", "ca", "certificate", "key", "user", "password", "host", "tunnel", "client");
    String url = map.needed("url");
    if (!url.matches("jdbc:(mysql|mariadb|h2):.+")) {
      throw map.place("url").wrong("must begin with jdbc:mysql: or jdbc:h2:");
    }
    Declaration.Login login = login(map, "user", hosts).orElseThrow(() -> map.place().wrong("lacks user and password"));
    Encryption encryption = encryption(map, "tls");
    if (map.flag("tunnel") && encryption.wanted().equals(Optional.of(true))) {
      throw map.place("tunnel").wrong("is encrypted itself, and its end here bears no name that a certificate could have: leave tls, ca, certificate and key out");
    }
    return new Declaration.DatabaseEntry(url, encryption, login, known(map, "host", hosts), tunnel(map, hosts), map.flag("client"));
  }

  /** A database of which certificates are declared is reached by TLS; an LDAP server has its scheme for that, too. */
  private static Encryption encryption(YamlMap map, String key) throws TrekException {
    boolean certificates = map.has("ca") || map.has("certificate");
    Optional<Boolean> wanted = map.has(key) ? Optional.of(map.flag(key)) : Optional.of(true).filter(each -> certificates && key.equals("tls"));
    if (certificates && key.equals("tls") && !wanted.get()) {
      throw map.place(key).wrong("is false, and certificates are declared: leave one of them out");
    }
    if (map.has("key") && !map.has("certificate")) {
      throw map.place("key").wrong("belongs to a certificate: name that under certificate");
    }
    return new Encryption(wanted, map.text("ca"), map.text("certificate"), map.text("key"));
  }

  /** A tunnel leads through the SSH session of the host that is named. */
  private static boolean tunnel(YamlMap map, Map<String, HostEntry> hosts) throws TrekException {
    if (map.flag("tunnel") && !(map.text("host").map(hosts::get).orElse(null) instanceof HostEntry.Ssh)) {
      throw map.place("tunnel").wrong("leads through a host over SSH: name one under host");
    }
    return map.flag("tunnel");
  }

  private static Optional<String> known(YamlMap map, String key, Map<String, HostEntry> hosts) throws TrekException {
    Optional<String> name = map.text(key);
    if (name.isPresent() && !hosts.containsKey(name.get())) {
      throw map.place(key).wrong("names " + name.get() + ", which is not among hosts: " + String.join(", ", hosts.keySet()));
    }
    return name;
  }

  private static Optional<HostPath> path(YamlMap map, String key) throws TrekException {
    Optional<String> text = map.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(HostPath.parse(text.get()));
    } catch (IllegalArgumentException e) {
      throw map.place(key).wrong("must be an absolute path, and is " + text.get());
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
