package org.mailtrek.practice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.CatalogueFile;
import org.mailtrek.config.Directive;
import org.mailtrek.config.Release;

/**
 * Real Debian packages of ZCP 7.2.6 and of Kopano Core 8.1.0, 8.7.25 and 11.0.2, by the names, files, accounts, units and start scripts of the vendor's; what they
 * say in their configuration files is our own, and their daemons are stand-ins.
 */
public final class MailDebs {

  /** The version of the packages of Zarafa. */
  public static final String ZARAFA = "7.2.6-52189";
  /** The version of the packages of Kopano. */
  public static final String KOPANO = "8.7.25-0";
  /** The version of the packages of Kopano's first years. */
  public static final String FIRST_KOPANO = "8.1.0-1";
  /** The version of the packages of the last Kopano. */
  public static final String LAST_KOPANO = "11.0.2-0";

  private final Release release;
  private final String product;
  private final String version;
  private final String runtime;
  private final SettingsTemplate template;
  private final Catalogue catalogue = Catalogue.open();
  private final Map<String, String> withFiles;
  private final List<String> plain;

  private MailDebs(Release release, String version, String runtime, Map<String, String> withFiles, List<String> plain) {
    this.release = release;
    this.product = release.account();
    this.version = version;
    this.runtime = runtime;
    this.template = SettingsTemplate.of(release.toString());
    this.withFiles = new TreeMap<>(withFiles);
    this.withFiles.values().removeIf(each -> !template.files().contains(each.split(" ")[0]));
    this.plain = plain;
  }

  /** Makes a repository of Zarafa's packages, a folder that apt reads: {@code deb [trusted=yes] file:FOLDER ./}. */
  public static void zarafa(Path folder) {
    new MailDebs(Release.of("zcp-7.2.6"), ZARAFA, "/run/zarafad", MailPackages.ZARAFA_FILES, MailPackages.ZARAFA_PLAIN).repository(folder);
  }

  /** Makes a repository of Kopano's packages. */
  public static void kopano(Path folder) {
    new MailDebs(Release.of("kc-8.7.25"), KOPANO, "/run/kopano", MailPackages.KOPANO_FILES, MailPackages.KOPANO_PLAIN).repository(folder);
  }

  /** Makes a repository of the packages of Kopano 8.1.0, whose programs in Python are in version 2 of it. */
  public static void firstKopano(Path folder) {
    new MailDebs(Release.of("kc-8.1.0"), FIRST_KOPANO, "/run/kopano", MailPackages.firstFiles(), MailPackages.FIRST_KOPANO_PLAIN).repository(folder);
  }

  /** Makes a repository of the packages of Kopano 11.0.2. */
  public static void lastKopano(Path folder) {
    new MailDebs(Release.of("kc-11.0.2"), LAST_KOPANO, "/run/kopano", MailPackages.KOPANO_FILES, MailPackages.KOPANO_PLAIN).repository(folder);
  }

  private void repository(Path folder) {
    StringBuilder list = new StringBuilder();
    try {
      Files.createDirectories(folder);
      for (DebPackage each : all()) {
        Path archive = each.build(folder);
        list.append(each.entry(archive, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive)))));
      }
      Files.writeString(folder.resolve("Packages"), list, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<DebPackage> all() {
    List<DebPackage> all = new ArrayList<>();
    all.add(common());
    withFiles.forEach((name, files) -> all.add(daemon(name, files.split(" "))));
    for (String name : plain) {
      DebPackage made = started(name);
      if (name.equals("zarafa") || name.equals("kopano-server-packages")) {
        made.field("Depends", withFiles.keySet().stream().filter(each -> !each.endsWith("statsd")).collect(Collectors.joining(", ")));
      }
      all.add(made);
    }
    return all;
  }

  private DebPackage started(String name) {
    return new DebPackage(name, version, name + " as the lab plays it").file("/usr/share/doc/" + name + "/copyright", "made up for a lab\n", 0644);
  }

  private DebPackage common() {
    DebPackage made = started(product + "-common");
    for (String folder : List.of("/etc/", "/var/lib/", "/var/log/")) {
      made.folder(folder + product);
    }
    DebScripts.account(made, product, runtime);
    made.file("/usr/lib/" + product + "/stand-in", resource("stand-in"), 0755);
    made.conffile("/etc/default/" + product, "# " + product + "\n" + product.toUpperCase(java.util.Locale.ROOT) + "_LOCALE=\"C\"\n", 0644);
    made.conffile(
        "/etc/logrotate.d/" + product,
        "/var/log/%s/*.log {\n  weekly\n  rotate 8\n  compress\n  delaycompress\n  missingok\n  create 0640 %s adm\n}\n".formatted(product, product), 0644);
    if (release.atLeast("kc-8.2.0")) {
      for (String file : List.of("ldap.openldap.cfg", "ldap.active-directory.cfg", "ldap.propmap.cfg")) {
        made.file("/usr/share/kopano/" + file, template.render(file, Map.of()), 0644);
      }
    }
    return made;
  }

  private DebPackage daemon(String name, String[] files) {
    DebPackage made = started(name).field("Depends", product + "-common (= " + version + ")");
    List<String> known = Stream.of(files).filter(template.files()::contains).toList();
    String[] paths = known.stream().map(file -> "/etc/" + product + "/" + file).toArray(String[]::new);
    known.forEach(file -> made.conffile("/etc/" + product + "/" + file, template.render(file, Map.of()), 0644));
    DebScripts.owned(made, product, paths);
    boolean serves = List.of("server", "dagent", "gateway", "ical", "monitor", "search", "search-plus", "spooler", "presence", "spamd").contains(name.substring(name.indexOf('-') + 1));
    if (serves) {
      serve(made, name.replace("-plus", ""), files[0]);
    }
    if (name.endsWith("-server")) {
      scripts(made);
    }
    return made;
  }

  private void serve(DebPackage made, String service, String file) {
    boolean server = service.endsWith("-server");
    String role = service.substring(product.length() + 1);
    boolean strict = List.of("gateway", "ical", "spooler", "monitor").contains(role) || role.equals("dagent") && !release.kopano();
    String known = "/usr/lib/" + product + "/known/" + file;
    made.file(known, known(catalogue.file(release, file)), 0644);
    made.file(
        "/usr/sbin/" + service,
        server
            ? resource("stand-in-server").replace("@NAME@", service).replace("@PRODUCT@", product)
            : "#!/bin/sh\n# A stand-in.\nexec /usr/lib/%s/stand-in %s /etc/%s %s %s %s\n".formatted(product, service, product, file, known, strict ? "1" : "0"),
        0755);
    String command = "/usr/sbin/" + service + (ofNine() ? "" : " -F") + (release.kopano() ? "" : " -c /etc/zarafa/" + file);
    made.file("/lib/systemd/system/" + service + ".service", DebScripts.unit(service, command, server), 0644);
    if (!ofNine()) {
      made.conffile("/etc/init.d/" + service, DebScripts.startScript(service, command, runtime), 0755);
    }
    DebScripts.service(made, service, !ofNine());
  }

  /** Returns whether services are systemd's alone. */
  private boolean ofNine() {
    return release.atLeast("kc-9.0.0");
  }

  private void scripts(DebPackage made) {
    String folder = release.kopano() ? "/usr/lib/kopano/userscripts/" : "/etc/zarafa/userscripts/";
    for (String script : List.of("createuser", "deleteuser", "creategroup", "deletegroup", "createcompany", "deletecompany")) {
      String text = "#!/bin/sh\nexit 0\n";
      if (release.kopano()) {
        made.file(folder + script, text, 0755);
      } else {
        made.conffile(folder + script, text, 0755);
      }
    }
  }

  private static String known(CatalogueFile file) {
    return file.directives().stream().filter(Directive::accepted).map(each -> each.name() + "\t" + each.builtIn().replace("\n", " ") + "\n").collect(Collectors.joining());
  }

  private static String resource(String name) {
    try (InputStream in = MailDebs.class.getResourceAsStream("/lab/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
