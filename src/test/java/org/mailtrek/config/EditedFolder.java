package org.mailtrek.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.HostPath;

/** A shipped folder as an administrator may have left it: seeded edits of one kind, with what they meant. */
final class EditedFolder {

  /** What administrators do to files. */
  enum Kind {
    CHANGED, REMOVED, DUPLICATED, COMMENTED_OUT, MISSPELT, REORDERED, BLANKS, INCLUDED
  }

  private static final int EDITS = 4;
  private static final List<String> FORMS = List.of("zcp-7.2.6", "kc-8.0.0", "kc-8.7.25", "kc-9.0.1", "kc-11.0.2");
  private static final List<String> FILES =
      List.of("server.cfg", "gateway.cfg", "ical.cfg", "dagent.cfg", "spooler.cfg", "monitor.cfg", "search.cfg", "ldap.cfg");

  private final Random random;
  private final Catalogue catalogue;
  private final Release release;
  private final SortedMap<HostPath, byte[]> files;
  private final Map<String, String> changed = new HashMap<>();
  private final List<String> comments = new ArrayList<>();
  private final Set<String> values = new HashSet<>();

  EditedFolder(Catalogue catalogue, Release release, ConfigTree stock, Kind kind, long seed) {
    this.random = new Random(seed);
    this.catalogue = catalogue;
    this.release = release;
    this.files = new TreeMap<>(plain(release, stock).files());
    edit("server.cfg", file -> file.with("user_plugin", "ldap").with("user_plugin_config", path("ldap.cfg").toString()));
    for (int count = 0; count < EDITS; count++) {
      String name = FILES.get(random.nextInt(FILES.size()));
      if (files.containsKey(path(name))) {
        one(name, kind);
      }
    }
  }

  /** Returns a shipped folder in which the template for OpenLDAP is what the server reads. */
  static ConfigTree plain(Release release, ConfigTree stock) {
    SortedMap<HostPath, byte[]> files = new TreeMap<>(stock.files());
    HostPath folder = HostPath.of(release.folder());
    byte[] template = files.get(folder.resolve("ldap.openldap.cfg"));
    if (template != null) {
      files.put(folder.resolve("ldap.cfg"), template);
    }
    return new ConfigTree(files);
  }

  private interface Edit {
    ConfigFile of(ConfigFile file);
  }

  private HostPath path(String name) {
    return HostPath.of(release.folder()).resolve(name);
  }

  private void edit(String name, Edit edit) {
    files.put(path(name), edit.of(ConfigFile.parse(files.get(path(name)), Dialect.of(name, release))).bytes());
  }

  private void one(String name, Kind kind) {
    CatalogueFile known = catalogue.file(release, name);
    ConfigFile file = ConfigFile.parse(files.get(path(name)), Dialect.of(name, release));
    List<String> names = known.directives().stream().filter(Directive::effective).map(Directive::name).toList();
    String directive = names.get(random.nextInt(names.size()));
    String value = value(name, directive);
    String text =
        switch (kind) {
          case CHANGED -> changed(name, file, directive, value);
          case DUPLICATED -> changed(name, file.with(directive, value), directive, value(name, directive)) + "  " + directive + "\t=  " + meant(name, directive, value) + "  \n";
          case REMOVED -> removed(name, changed(name, file, directive, value), directive);
          case COMMENTED_OUT -> commentedOut(name, changed(name, file, directive, value), directive);
          case MISSPELT -> changed(name, file.with(directive + "x", "1"), directive, value);
          case REORDERED -> reordered(changed(name, file, directive, value));
          case BLANKS -> changed(name, file, directive, value).replace(" = ", "  \t=").replace("\n\n", "\n \n").replace("site-", " site-");
          case INCLUDED -> included(name, changed(name, file, directive, value), directive, value);
        };
    files.put(path(name), commented(text).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A value that nobody else has, and that the program takes. */
  private String value(String name, String directive) {
    List<Directive> known = FORMS.stream().flatMap(each -> catalogue.file(Release.of(each), name).find(directive).stream()).toList();
    boolean text = known.stream().allMatch(each -> each.form() == Directive.Form.TEXT);
    boolean flag = known.stream().anyMatch(each -> each.form() == Directive.Form.SWITCH || each.form() == Directive.Form.NUMBER && each.builtIn().matches("[01]"));
    String free = "site-" + random.nextInt(1000) + (random.nextBoolean() ? "" : " \u00e4=#");
    String stock = catalogue.file(release, name).find(directive).map(Directive::stock).orElse("");
    String value = text ? free : !flag ? String.valueOf(70000 + random.nextInt(1000)) : stock.matches("[01]") ? stock.equals("1") ? "0" : "1" : Meaning.yes(stock) ? "no" : "yes";
    values.add(value);
    return value;
  }

  private String meant(String name, String directive, String value) {
    changed.put(name + " " + directive, value);
    return value;
  }

  private String changed(String name, ConfigFile file, String directive, String value) {
    String text = file.with(directive, meant(name, directive, value)).text();
    return text.endsWith("\n") ? text : text + "\n";
  }

  private String removed(String name, String text, String directive) {
    return ConfigFile.parse(text.getBytes(StandardCharsets.ISO_8859_1), Dialect.of(name, release)).without(directive).text();
  }

  private String commentedOut(String name, String text, String directive) {
    return ConfigFile.parse(text.getBytes(StandardCharsets.ISO_8859_1), Dialect.of(name, release)).commentedOut(directive, "not now").text();
  }

  /** Moves the assignment into a file beside, which is included last; services of Python have no such command. */
  private String included(String name, String text, String directive, String value) {
    if (Dialect.of(name, release) != Dialect.DAEMON) {
      return text;
    }
    String part = "part-" + name;
    byte[] there = files.getOrDefault(path(part), "# a part\n".getBytes(StandardCharsets.ISO_8859_1));
    String lines = new String(there, StandardCharsets.ISO_8859_1) + directive + " = " + value + "\n";
    files.put(path(part), lines.getBytes(StandardCharsets.ISO_8859_1));
    return removed(name, text, directive).replace("!include " + part + "\n", "") + "!include " + part + "\n";
  }

  private String commented(String text) {
    String comment = "# " + random.nextInt(1000000) + " changed by the night shift";
    int at = text.indexOf("\n\n", random.nextInt(text.length()));
    if (at >= 0) {
      comments.add(comment);
    }
    return at < 0 ? text : text.substring(0, at + 1) + comment + "\n" + text.substring(at + 1);
  }

  private String reordered(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
    java.util.Collections.rotate(lines, random.nextInt(lines.size()));
    return String.join("", lines);
  }

  ConfigTree tree() {
    return new ConfigTree(files);
  }

  /** The values that the administrator put in, by file and directive; only those still in force. */
  Map<String, String> changed() {
    ConfigTree tree = tree();
    Map<String, String> inForce = new TreeMap<>();
    for (String each : changed.keySet()) {
      String[] key = each.split(" ");
      Map<String, String> found = Effective.of(tree, path(key[0]), Dialect.of(key[0], release)).values();
      String value = found.getOrDefault(key[1], "");
      boolean counts = found.keySet().stream().filter(name -> same(key[0], name, key[1])).reduce((first, second) -> second).equals(Optional.of(key[1]));
      if (values.contains(value) && counts) {
        inForce.put(each, value);
      }
    }
    return inForce;
  }

  /** Whether two names are one directive's: of a name and its aliases the last assignment counts. */
  private boolean same(String file, String one, String other) {
    return one.equals(other) || target(file, one).equals(target(file, other));
  }

  private String target(String file, String name) {
    return catalogue.file(release, file).find(name).flatMap(Directive::replacement).orElse(name);
  }

  /** The directives that an edit has touched, by file and name. */
  Set<String> touched() {
    return changed.keySet();
  }

  List<String> comments() {
    return comments;
  }
}
