package org.mailtrek.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns values that name places, accounts and attributes of Zarafa into those of Kopano. Other values stay, whatever words they hold. */
final class ValueMover {

  private static final Set<String> ACCOUNTS = Set.of("run_as_user", "run_as_group", "local_admin_users");
  private static final Pattern ATTRIBUTE = Pattern.compile("(?<![A-Za-z0-9=-])zarafa(?=[A-Z])");
  private static final Pattern FILTER_ATTRIBUTE = Pattern.compile("(\\(\\s*)zarafa(?=[A-Z][A-Za-z]*[ ]*[~<>:]?=)");
  private static final Pattern CLASS = Pattern.compile("^zarafa(?=[A-Z-])");
  private static final Pattern FILTER_CLASS =
      Pattern.compile("(?i)(objectClass\\s*=\\s*)zarafa(?=-?(user|group|company|contact|server|addresslist|dynamicgroup)\\b)");
  private static final Pattern SECOND_SSL = Pattern.compile("(^| )!SSLv2(?= |$)");

  private static final List<Place> SOCKETS =
      List.of(
          place("/run/zarafad/", "(/var)?/run/zarafad/", "/var/run/kopano/"),
          place("/run/zarafa-", "(/var)?/run/zarafa-(prio|search|licensed)(?![\\w./-])", "/var/run/kopano/$2.sock"),
          place("/run/zarafa-indexer", "(/var)?/run/zarafa-indexer(?![\\w./-])", "/var/run/kopano/search.sock"),
          place("/run/zarafa", "(/var)?/run/zarafa(?![\\w./-])", "/var/run/kopano/server.sock"),
          place("/run/zarafa-", "(/var)?/run/zarafa-([\\w-]+\\.pid)", "/var/run/kopano/$2"));

  private static final List<Place> FOLDERS =
      List.of(
          place("/etc/zarafa", "/etc/zarafa(?=[/]|$)", "/etc/kopano"),
          place("/zarafa", "/var/(lib|log|cache|spool)/zarafa(?=[/]|$)", "/var/$1/kopano"),
          place("/zarafa", "/usr/(lib|lib64|share|libexec)/zarafa(?=[/-]|$)", "/usr/$1/kopano"),
          place("bin/zarafa-", "/usr/(bin|sbin)/zarafa-", "/usr/$1/kopano-"),
          place("/doc/zarafa", "/usr/share/doc/zarafa(?=[/-]|$)", "/usr/share/doc/kopano"));

  private static final Pattern SERVER_ADDRESS = Pattern.compile("^(https?://[^/]+)/zarafa/?$");

  private final TakeoverOptions options;

  private final boolean knowsAuto;
  private final boolean losesDevices;
  private final boolean refusesSecond;

  ValueMover(TakeoverOptions options) {
    this.options = options;
    this.knowsAuto = options.to().atLeast("kc-9.0.1");
    this.losesDevices = options.from().atLeast("kc-9.0.1") && !knowsAuto;
    this.refusesSecond = options.to().atLeast("kc-8.2.0") && !options.to().atLeast("kc-8.7.1");
  }

  /** What a place is exchanged for; every text in which the pattern is found has the sign. */
  private record Place(String sign, Pattern pattern, String replacement) {}

  private static Place place(String sign, String pattern, String replacement) {
    return new Place(sign, Pattern.compile("(?<![\\w.-])" + pattern), replacement);
  }

  /** Returns the value as the new release wants it. */
  String move(String file, String name, String value) {
    if (!options.rebrands()) {
      return protocols(name, value);
    }
    if (ACCOUNTS.contains(name)) {
      return accounts(name, value);
    }
    if (file.startsWith("ldap.")) {
      return name.startsWith("!") || value.startsWith("/") ? places(value) : attributes(file, name, value);
    }
    if (name.equals("user_plugin") && value.equals("ldapms")) {
      return "ldap";
    }
    if (name.equals("attachment_path") && value.equals("/var/lib/zarafa")) {
      return "/var/lib/kopano/attachments";
    }
    return protocols(name, places(value));
  }

  /** Returns a text with the places of Zarafa exchanged for those of Kopano. */
  String places(String value) {
    if (!value.contains("/zarafa")) {
      return value;
    }
    Matcher address = SERVER_ADDRESS.matcher(value);
    if (address.matches()) {
      return address.group(1) + "/";
    }
    return exchanged(FOLDERS, value.contains("/run/zarafa") ? exchanged(SOCKETS, value) : value);
  }

  private static String exchanged(List<Place> places, String value) {
    String moved = value;
    for (Place each : places) {
      moved = moved.contains(each.sign()) ? each.pattern().matcher(moved).replaceAll(each.replacement()) : moved;
    }
    return moved;
  }

  private static String accounts(String name, String value) {
    if (!name.equals("local_admin_users")) {
      return value.isEmpty() || value.equals("zarafa") ? "kopano" : value;
    }
    return value.replaceAll("(?<!\\S)zarafa(?!\\S)", "kopano");
  }

  private String attributes(String file, String name, String value) {
    if (options.schema() == Schema.KEEP || value.toLowerCase(Locale.ROOT).indexOf("zarafa") < 0) {
      return value;
    }
    if (name.endsWith("_filter")) {
      String attributes = FILTER_ATTRIBUTE.matcher(value).replaceAll("$1kopano");
      return FILTER_CLASS.matcher(attributes).replaceAll("$1kopano");
    }
    if (name.endsWith("_type_attribute_value")) {
      return CLASS.matcher(value).replaceAll("kopano");
    }
    boolean namesAttributes = name.endsWith("_attribute") || file.equals("ldap.propmap.cfg");
    return namesAttributes ? ATTRIBUTE.matcher(value).replaceAll("kopano") : value;
  }

  /** Returns what a moved value can't say any more; may be empty. */
  String lost(String name, String value) {
    if (unknownStorage(name, value)) {
      return options.to() + " does not know auto: where the database was filled with another storage than files, the server says so and does not start";
    }
    return devices(name) && ListenPlaces.parse(value).hasDevices() ? "an interface can't be said in " + options.to() + ": the loopback by its address, any other is every address" : "";
  }

  private boolean unknownStorage(String name, String value) {
    return name.equals("attachment_storage") && value.equals("auto") && !knowsAuto;
  }

  private boolean devices(String name) {
    return losesDevices && (name.endsWith("_listen") || name.equals("server_listen_tls"));
  }

  private String protocols(String name, String value) {
    if (unknownStorage(name, value)) {
      return "files";
    }
    if (devices(name)) {
      return ListenPlaces.parse(value).withoutDevices().toString();
    }
    if (!name.endsWith("ssl_protocols") || !refusesSecond) {
      return value;
    }
    return SECOND_SSL.matcher(value).replaceAll("").strip();
  }
}
