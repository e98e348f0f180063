package org.mailtrek.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the mail server meets in the settings and the version of a MariaDB or MySQL server.
 *
 * @param variables global variables by name in lower case
 * @param version the server's version, such as {@code 10.11.19-MariaDB}
 */
record MySqlServerSigns(Map<String, String> variables, String version) {

  /** The mail server warns below this one: 16 MiB less what the server itself needs. */
  private static final long PACKET = 16_776_192;
  private static final long STACK = 256 * 1024;

  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*", Pattern.DOTALL);

  MySqlServerSigns {
    variables = Map.copyOf(variables);
  }

  List<UpgradeSign> read() {
    List<UpgradeSign> signs = new ArrayList<>();
    if (number("max_allowed_packet", PACKET) < PACKET) {
      signs.add(UpgradeSign.warning("max_allowed_packet is " + variables.get("max_allowed_packet") + ", below 16 MiB: large rows can't be written, nor come back from a dump",
          "max_allowed_packet = 16M under [mysqld]"));
    }
    if (number("thread_stack", STACK) < STACK) {
      signs.add(UpgradeSign.warning("thread_stack is " + variables.get("thread_stack") + ", below 256 KiB: with enable_sql_procedures = yes the mail server does not start",
          "thread_stack = 256K under [mysqld]"));
    }
    if (on("read_only") || on("innodb_read_only") || number("innodb_force_recovery", 0) > 0) {
      signs.add(UpgradeSign.stop("the database server does not take writes (read_only, innodb_read_only or innodb_force_recovery is set)", "name the server that is written to in estate.yaml"));
    }
    if ("OFF".equalsIgnoreCase(variables.get("innodb_file_per_table"))) {
      signs.add(UpgradeSign.warning("innodb_file_per_table is off: what is removed from a table, attachments for one, never gives disk space back",
          "innodb_file_per_table = ON under [mysqld], then load a dump into an empty server"));
    }
    version(signs);
    return signs;
  }

  private void version(List<UpgradeSign> signs) {
    Matcher numbers = NUMBERS.matcher(version.startsWith("5.5.5-") ? version.substring("5.5.5-".length()) : version);
    if (!numbers.matches()) {
      return;
    }
    long at = (Long.parseLong(numbers.group(1)) * 1000 + Long.parseLong(numbers.group(2))) * 1000 + Long.parseLong(numbers.group(3));
    boolean maria = version.contains("MariaDB");
    if (at < 5_005_003) {
      signs.add(UpgradeSign.warning("server " + version + " has no utf8mb4: characters beyond the basic plane are lost (K-1246)", "move to a newer database server first"));
    }
    if (!maria && at < 5_007_000 || maria && at < 10_001_000) {
      signs.add(UpgradeSign.warning("a dump of tables changes and abchanges from this server has keys of columns that may be NULL, which MySQL 5.7 and later refuse to load",
          "raise the schema to 66 here first, or load the dump into MariaDB"));
    }
    if (!maria && at >= 8_000_000) {
      signs.add(UpgradeSign.warning("accounts of MySQL 8 sign in by caching_sha2_password unless they were made otherwise, which the client libraries of older mail servers can't",
          "ALTER USER the account IDENTIFIED WITH mysql_native_password, where the mail server is refused"));
    }
  }

  private boolean on(String name) {
    return List.of("on", "1", "yes").contains(variables.getOrDefault(name, "").toLowerCase(java.util.Locale.ROOT));
  }

  private long number(String name, long otherwise) {
    String value = variables.getOrDefault(name, "");
    return value.matches("\\d{1,18}") ? Long.parseLong(value) : otherwise;
  }
}
