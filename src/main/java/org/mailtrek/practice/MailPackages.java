package org.mailtrek.practice;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mailtrek.config.Release;
import org.mailtrek.host.PackageWriter;

/** Made-up packages of a mail server's release: the real names, accounts, units and configuration files; the programs in them do nothing. */
final class MailPackages {

  static final Map<String, String> ZARAFA_FILES =
      Map.of(
          "zarafa-server", "server.cfg ldap.propmap.cfg",
          "zarafa-dagent", "dagent.cfg",
          "zarafa-gateway", "gateway.cfg",
          "zarafa-ical", "ical.cfg",
          "zarafa-monitor", "monitor.cfg",
          "zarafa-search-plus", "search.cfg",
          "zarafa-spooler", "spooler.cfg",
          "zarafa-presence", "presence.cfg",
          "zarafa-backup", "backup-plus.cfg");
  static final Map<String, String> KOPANO_FILES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("kopano-server", "server.cfg ldap.cfg"),
              Map.entry("kopano-dagent", "dagent.cfg autorespond.cfg"),
              Map.entry("kopano-gateway", "gateway.cfg"),
              Map.entry("kopano-ical", "ical.cfg"),
              Map.entry("kopano-monitor", "monitor.cfg"),
              Map.entry("kopano-search", "search.cfg"),
              Map.entry("kopano-spooler", "spooler.cfg"),
              Map.entry("kopano-presence", "presence.cfg"),
              Map.entry("kopano-utils", "admin.cfg"),
              Map.entry("kopano-backup", "backup.cfg"),
              Map.entry("kopano-spamd", "spamd.cfg"),
              Map.entry("kopano-statsd", "statsd.cfg")));
  static final List<String> ZARAFA_PLAIN =
      List.of("zarafa", "zarafa-client", "zarafa-lang", "zarafa-contacts", "zarafa-libmapi", "zarafa-utils", "python-mapi", "python-zarafa", "php5-mapi");
  static final List<String> KOPANO_PLAIN =
      List.of("kopano-server-packages", "kopano-client", "kopano-contacts", "kopano-lang", "kopano-libs", "python3-kopano", "python3-mapi", "php-mapi");
  static final List<String> FIRST_KOPANO_PLAIN =
      List.of("kopano-server-packages", "kopano-client", "kopano-contacts", "kopano-lang", "kopano-libs", "python-kopano", "python-mapi", "php-mapi");
  private static final List<String> OTHERS = List.of("postfix", "postfix-ldap", "apache2", "zarafa-webapp", "openssh-server");

  private final String product;
  private final String version;
  private final Instant date;
  private final SettingsTemplate template;
  private final boolean shares;

  private MailPackages(Release release, String version, Instant date) {
    this.product = release.account();
    this.version = version;
    this.date = date;
    this.template = SettingsTemplate.of(release.toString());
    this.shares = release.atLeast("kc-8.2.0");
  }

  /** Returns the packages of ZCP 7.2.6, and of the programs around it. */
  static List<PackageWriter> zarafa() {
    MailPackages packages = new MailPackages(ServerKind.ZARAFA.release(), "7.2.6-52189", Instant.parse("2017-02-20T10:00:00Z"));
    return packages.all(ZARAFA_FILES, ZARAFA_PLAIN);
  }

  /** Returns the packages of Kopano Core 8.7.25. */
  static List<PackageWriter> kopano() {
    MailPackages packages = new MailPackages(ServerKind.KOPANO.release(), "8.7.25", Instant.parse("2022-02-10T10:00:00Z"));
    return packages.all(KOPANO_FILES, KOPANO_PLAIN);
  }

  /** Returns the packages of Kopano Core 8.1.0. */
  static List<PackageWriter> firstKopano() {
    MailPackages packages = new MailPackages(ServerKind.KOPANO_8_1.release(), "8.1.0-1", Instant.parse("2016-10-20T10:00:00Z"));
    return packages.all(firstFiles(), FIRST_KOPANO_PLAIN);
  }

  /** Returns the packages of Kopano's first years that bring configuration files, and which. */
  static Map<String, String> firstFiles() {
    Map<String, String> files = new TreeMap<>(KOPANO_FILES);
    files.put("kopano-server", "server.cfg ldap.propmap.cfg");
    return files;
  }

  /** Returns the packages of Kopano Core 11.0.2. */
  static List<PackageWriter> lastKopano() {
    MailPackages packages = new MailPackages(ServerKind.KOPANO_11.release(), "11.0.2", Instant.parse("2021-05-20T10:00:00Z"));
    return packages.all(KOPANO_FILES, KOPANO_PLAIN);
  }

  /**
   * Returns a package of a release by its name, under a version that a package manager gives it; one that no release has brings nothing but itself, and a
   * service where one is named.
   */
  static PackageWriter named(Release release, String name, String version, List<String> services) {
    MailPackages packages = new MailPackages(release, version, Instant.parse("2017-03-14T09:26:53Z"));
    Map<String, String> files = !release.kopano() ? ZARAFA_FILES : packages.shares ? KOPANO_FILES : firstFiles();
    if (name.equals(packages.product + "-common")) {
      return packages.common();
    }
    String[] known = Stream.of(files.getOrDefault(name, "").split(" ")).filter(packages.template.files()::contains).toArray(String[]::new);
    if (known.length > 0) {
      return packages.daemon(name, known);
    }
    PackageWriter plain = packages.started(name);
    return services.isEmpty() ? plain : plain.services(services.toArray(String[]::new));
  }

  /** Returns packages that don't belong to the mail server; only the first machine takes mail in. */
  static List<PackageWriter> others(Vendor vendor, Machine machine) {
    Instant date = Instant.parse("2016-05-01T10:00:00Z");
    return OTHERS.stream()
        .filter(each -> machine.equals(Machine.FIRST) || !each.startsWith("postfix"))
        .map(vendor::word)
        .map(
            name -> {
              PackageWriter writer = new PackageWriter(name, name.endsWith("-webapp") ? "2.2.1" : "2.11.3-1", name, date);
              writer.file("/usr/share/doc/" + name + "/copyright", bytes("made up for practice\n"));
              return name.equals("postfix") || name.equals("apache2") ? writer.services(name) : writer;
            })
        .toList();
  }

  private List<PackageWriter> all(Map<String, String> withFiles, List<String> plain) {
    List<PackageWriter> all = new java.util.ArrayList<>();
    all.add(common());
    new TreeMap<>(withFiles).forEach(
        (name, files) -> {
          String[] known = Stream.of(files.split(" ")).filter(template.files()::contains).toArray(String[]::new);
          if (known.length > 0) {
            all.add(daemon(name, known));
          }
        });
    for (String name : plain) {
      all.add(started(name));
    }
    return all;
  }

  private PackageWriter common() {
    PackageWriter writer = started(product + "-common").account(product);
    writer.folder("/etc/" + product).owned("/etc/" + product, "root:" + product, 0750);
    for (String folder : new String[] {"/var/lib/" + product, "/var/log/" + product}) {
      writer.folder(folder).owned(folder, product + ":" + product, folder.startsWith("/var/log") ? 0750 : 0755);
    }
    if (shares) {
      for (String file : new String[] {"ldap.openldap.cfg", "ldap.active-directory.cfg", "ldap.propmap.cfg"}) {
        writer.file("/usr/share/kopano/" + file, bytes(template.render(file, Map.of())));
      }
    }
    if (product.equals("kopano")) {
      writer.folder("/var/run/kopano").owned("/var/run/kopano", "kopano:kopano", 0775);
    }
    return writer;
  }

  private PackageWriter daemon(String name, String[] files) {
    PackageWriter writer = started(name);
    String[] paths = new String[files.length];
    for (int at = 0; at < files.length; at++) {
      paths[at] = "/etc/" + product + "/" + files[at];
      writer.file(paths[at], bytes(template.render(files[at], Map.of()))).owned(paths[at], "root:" + product, 0640);
    }
    writer.configuration(paths);
    String service = name.replace("-plus", "");
    boolean serves = !name.endsWith("-utils") && !name.endsWith("-backup") && !name.endsWith("-statsd");
    if (product.equals("kopano") && name.equals("kopano-server")) {
      for (String script : new String[] {"createuser", "deleteuser", "creategroup", "deletegroup", "createcompany", "deletecompany"}) {
        writer.file("/usr/lib/kopano/userscripts/" + script, bytes("#!/bin/sh\nexit 0\n")).owned("/usr/lib/kopano/userscripts/" + script, "root:root", 0755);
      }
    }
    return serves ? writer.services(service).file("/usr/sbin/" + service, bytes("played by a stand-in\n")) : writer;
  }

  private PackageWriter started(String name) {
    return new PackageWriter(name, version, name + ", made up for practice", date).file("/usr/share/doc/" + name + "/copyright", bytes("made up for practice\n"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
