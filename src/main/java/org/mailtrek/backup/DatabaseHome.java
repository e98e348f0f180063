package org.mailtrek.backup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/**
 * Where a MariaDB or MySQL server of a host keeps its files, by its option files: that can be told while it is stopped. Sections and includes are read as
 * its manual says (MariaDB Knowledge Base, Configuring MariaDB with Option Files).
 *
 * @param service that runs it
 * @param data its data directory
 * @param options its option files, and folders of them, that are there
 * @param settings the settings of its sections, by name with underscores
 */
record DatabaseHome(String service, HostPath data, List<HostPath> options, Map<String, String> settings) {

  private static final List<String> SERVICES = List.of("mariadb", "mysqld", "mysql");
  private static final List<HostPath> FIRST = List.of(HostPath.of("/etc/my.cnf"), HostPath.of("/etc/mysql/my.cnf"));
  private static final List<HostPath> ALL = List.of(HostPath.of("/etc/my.cnf"), HostPath.of("/etc/my.cnf.d"), HostPath.of("/etc/mysql"));
  private static final String SECTION = "mysqld(-[0-9.]+)?|server|mariadb(d)?(-[0-9.]+)?|client-server";
  private static final List<String> PLACES = List.of("innodb_data_home_dir", "innodb_log_group_home_dir", "innodb_undo_directory", "aria_log_dir_path");
  private static final Pattern SERVER = Pattern.compile("(?i)(mariadb|mysql)-(community-)?server(-core)?(-[0-9.]+)?");
  private static final Pattern VERSION = Pattern.compile("^(?:[0-9]+:)?([0-9]+)\\.([0-9]+)");
  private static final int LINKS = 5;

  /**
   * Finds the server of a host.
   *
   * @param schema name of a database that it must hold
   * @throws TrekException of kind {@code REFUSED} when there is none, or its files are not all in one folder
   */
  static DatabaseHome of(HostView host, String schema) throws TrekException {
    List<String> names = host.services().names();
    String service = SERVICES.stream().filter(names::contains).findFirst()
        .orElseThrow(() -> refused(host, "no service of a database is there: none of " + String.join(", ", SERVICES), "backup database, which asks the server for a dump wherever it is"));
    Map<String, String> settings = new TreeMap<>();
    Set<HostPath> read = new LinkedHashSet<>();
    for (HostPath each : FIRST) {
      read(host, each, settings, read);
    }
    HostPath data = path(host, "datadir", settings.getOrDefault("datadir", "/var/lib/mysql"));
    List<HostPath> options = new ArrayList<>();
    for (HostPath each : ALL) {
      if (host.stat(each).isPresent()) {
        options.add(each);
      }
    }
    DatabaseHome found = new DatabaseHome(service, data, List.copyOf(options), settings);
    found.refuseElsewhere(host);
    if (host.stat(data).map(FileState::kind).filter(FileState.Kind.LINK::equals).isPresent()) {
      throw refused(host, data + " is a link, and what it leads to would not be copied", "set datadir to where it leads, or backup database");
    }
    if (!schema.isEmpty() && schema.matches("[A-Za-z0-9_]+") && host.stat(data.resolve(schema)).isEmpty()) {
      throw refused(host, "the database " + schema + " is not in " + data + ": another server than " + service + " of this host keeps it", "backup database, which asks that server for a dump");
    }
    return found;
  }

  private static TrekException refused(HostView host, String found, String next) {
    return TrekException.at(host.name()).kind(TrekException.Kind.REFUSED).found(found).next(next);
  }

  private static HostPath path(HostView on, String setting, String text) throws TrekException {
    try {
      return HostPath.of(text.replaceFirst("(?<=.)/+$", ""));
    } catch (IllegalArgumentException e) {
      throw refused(on, "the database's option files set " + setting + " to " + text + ", which is no absolute path", "write it as one, or backup database");
    }
  }

  private void refuseElsewhere(HostView on) throws TrekException {
    List<String> elsewhere = new ArrayList<>();
    for (String each : PLACES) {
      String value = settings.getOrDefault(each, "");
      if (value.startsWith("/") && !path(on, each, value).isWithin(data)) {
        elsewhere.add(each + " = " + value);
      }
    }
    if (settings.getOrDefault("innodb_data_file_path", "").matches("(^|.*;)/.*")) {
      elsewhere.add("innodb_data_file_path = " + settings.get("innodb_data_file_path"));
    }
    if (!elsewhere.isEmpty()) {
      throw refused(on, "the database keeps files outside of " + data + ": " + String.join(", ", elsewhere), "backup database, which asks the server for a dump");
    }
  }

  /** Returns where binary logs are written outside of the data directory; they are no part of the data. */
  Optional<String> logs(HostView on) throws TrekException {
    Optional<String> named = Optional.ofNullable(settings.get("log_bin")).filter(each -> each.startsWith("/"));
    return named.isPresent() && !path(on, "log_bin", named.get()).isWithin(data) ? named : Optional.empty();
  }

  /** Returns whether the server is quite still. */
  boolean still(HostView on) throws TrekException {
    Run run = on.services().state(service).run();
    return run == Run.STOPPED || run == Run.FAILED;
  }

  /** Returns the release that is installed, such as {@code 10.11}; where no package tells, the one that last wrote the data directory; empty where that is not said either. */
  static Optional<String> release(HostView on, HostPath data) throws TrekException {
    for (PackagesView.Installed each : on.packages().installed().values()) {
      Matcher version = VERSION.matcher(each.version());
      if (SERVER.matcher(each.name()).matches() && version.find()) {
        return Optional.of(version.group(1) + "." + version.group(2));
      }
    }
    for (String name : List.of("mariadb_upgrade_info", "mysql_upgrade_info")) {
      Optional<FileState> found = on.stat(data.resolve(name));
      if (found.isPresent() && found.get().kind() == FileState.Kind.FILE && found.get().size() < 1000) {
        String text = new String(on.readAll(data.resolve(name)), StandardCharsets.ISO_8859_1).strip();
        Matcher version = VERSION.matcher(text);
        if (version.find()) {
          return Optional.of(version.group(1) + "." + version.group(2));
        }
      }
    }
    return Optional.empty();
  }

  private static void read(HostView on, HostPath file, Map<String, String> settings, Set<HostPath> read) throws TrekException {
    Optional<HostPath> there = led(on, file);
    if (there.isEmpty() || !read.add(there.get())) {
      return;
    }
    boolean ours = false;
    for (String line : new String(on.readAll(there.get()), StandardCharsets.ISO_8859_1).split("\n")) {
      String text = line.strip();
      if (text.startsWith("[")) {
        ours = text.replaceFirst("\\].*", "").substring(1).strip().matches(SECTION);
      } else if (text.startsWith("!includedir")) {
        folder(on, path(on, "!includedir", text.substring("!includedir".length()).strip()), settings, read);
      } else if (text.startsWith("!include")) {
        read(on, path(on, "!include", text.substring("!include".length()).strip()), settings, read);
      } else if (ours && !text.isEmpty() && !text.startsWith("#") && !text.startsWith(";")) {
        String[] pair = text.split("=", 2);
        String name = pair[0].strip().replace('-', '_').toLowerCase(Locale.ROOT).replaceFirst("^loose_", "");
        settings.put(name, pair.length < 2 ? "" : pair[1].strip().replaceFirst("\\s+#.*", "").replaceFirst("^([\"'])(.*)\\1$", "$2"));
      }
    }
  }

  private static void folder(HostView on, HostPath folder, Map<String, String> settings, Set<HostPath> read) throws TrekException {
    if (on.stat(folder).map(FileState::kind).orElse(FileState.Kind.FILE) != FileState.Kind.FOLDER) {
      return;
    }
    for (HostPath each : on.list(folder).stream().filter(one -> one.name().endsWith(".cnf")).sorted(java.util.Comparator.comparing(HostPath::name)).toList()) {
      read(on, each, settings, read);
    }
  }

  /** Returns the file that a path leads to. */
  private static Optional<HostPath> led(HostView on, HostPath path) throws TrekException {
    HostPath at = path;
    for (int link = 0; link < LINKS; link++) {
      Optional<FileState> found = on.stat(at);
      if (found.isEmpty() || found.get().kind() != FileState.Kind.LINK) {
        return found.filter(each -> each.kind() == FileState.Kind.FILE).isPresent() ? Optional.of(at) : Optional.empty();
      }
      String target = new String(found.get().target(), StandardCharsets.ISO_8859_1);
      at = path(on, at.toString(), target.startsWith("/") ? target : at.parent() + "/" + target);
    }
    return Optional.empty();
  }
}
