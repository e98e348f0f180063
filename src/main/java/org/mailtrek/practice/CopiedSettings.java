package org.mailtrek.practice;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Release;
import org.mailtrek.config.Verdict;
import org.mailtrek.host.HostPath;

/** Configuration files as a copied machine has them: as they were, but with the copy's servers in them, and with secrets and private keys left out. */
final class CopiedSettings {

  /** What stands where a secret was. */
  static final String SECRET = "left-out";

  private static final Pattern KEY = Pattern.compile("(?s)(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(-----END [A-Z ]*PRIVATE KEY-----)");
  private static final Pattern SET = Pattern.compile("(?m)^(?<before>[ \t]*(?<off>[#;]?)[ \t]*(?<name>[A-Za-z][A-Za-z0-9_.-]*)[ \t]*=[ \t]*)(?<value>[^\\s#][^\r\n]*?)(?<after>[ \t]*\r?)$");

  private final Map<String, String> servers;
  private final Catalogue catalogue = Catalogue.open();
  private final Release release;
  private final Set<String> logins = new TreeSet<>();

  /**
   * Leads files to the copy's servers.
   *
   * @param release what was shipped with these files: its values are known to everybody
   * @param database name of the machine's database there
   */
  CopiedSettings(Release release, Ports ports, String database, String databasePassword, String directoryPassword) {
    this.release = release;
    String directory = "ldap://127.0.0.1:" + ports.ldap();
    this.servers = Map.ofEntries(
        Map.entry("mysql_host", "127.0.0.1"), Map.entry("mysql_port", Integer.toString(ports.database())), Map.entry("mysql_user", Recipe.DATABASE_USER), Map.entry("mysql_database", database),
        Map.entry("mysql_password", databasePassword), Map.entry("ldap_host", "127.0.0.1"), Map.entry("ldap_port", Integer.toString(ports.ldap())), Map.entry("ldap_protocol", "ldap"),
        Map.entry("ldap_uri", directory + "/"), Map.entry("ldap_bind_passwd", directoryPassword), Map.entry("server_host", directory), Map.entry("bind_pw", directoryPassword));
  }

  /** Returns as whom the files that were led to the directory sign in there. */
  Set<String> logins() {
    return Set.copyOf(logins);
  }

  /** Returns what a file becomes. */
  byte[] of(HostPath file, byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    Map<String, String> missing = new LinkedHashMap<>();
    if (file.name().equals("server.cfg")) {
      for (String each : new String[] {"mysql_host", "mysql_port", "mysql_user", "mysql_database"}) {
        missing.put(each, servers.get(each));
      }
    }
    Matcher matcher = SET.matcher(KEY.matcher(text).replaceAll("$1\n(left out)\n$2"));
    StringBuilder all = new StringBuilder();
    while (matcher.find()) {
      boolean active = matcher.group("off").isEmpty();
      if (active) {
        missing.remove(matcher.group("name"));
      }
      String value = value(active, file, matcher.group("name"), matcher.group("value"));
      matcher.appendReplacement(all, Matcher.quoteReplacement(matcher.group("before") + value + matcher.group("after")));
    }
    matcher.appendTail(all);
    missing.forEach((name, value) -> all.append(all.length() == 0 || all.charAt(all.length() - 1) == '\n' ? "" : "\n").append(name).append(" = ").append(value).append('\n'));
    return all.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private String value(boolean active, HostPath file, String name, String value) {
    if (active && (name.equals("ldap_bind_user") || name.equals("bind_dn"))) {
      logins.add(value);
    }
    if (active && servers.containsKey(name)) {
      return servers.get(name);
    }
    return secret(name) && !shipped(file, name, value) ? SECRET : value;
  }

  private static boolean secret(String name) {
    return Verdict.secret(name) && !name.endsWith("_attribute") || name.equals("bind_pw");
  }

  private boolean shipped(HostPath file, String name, String value) {
    return value.startsWith("replace-with-") || catalogue.file(release, file.name()).find(name).filter(each -> each.stock().equals(value)).isPresent();
  }
}
