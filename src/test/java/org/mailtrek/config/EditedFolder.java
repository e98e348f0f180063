package org.mailtrek.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.HostPath;

/** A shipped folder as an administrator may have left it: seeded edits of every kind, with what they meant. */
final class EditedFolder {

  private static final List<String> FILES =
      List.of("server.cfg", "gateway.cfg", "ical.cfg", "dagent.cfg", "spooler.cfg", "monitor.cfg", "search.cfg", "ldap.cfg");

  private final Random random;
  private final Catalogue catalogue;
  private final Release release;
  private final SortedMap<HostPath, byte[]> files;
  private final Map<String, String> changed = new HashMap<>();
  private final List<String> misspelt = new ArrayList<>();
  private final List<String> comments = new ArrayList<>();

  EditedFolder(Catalogue catalogue, Release release, ConfigTree stock, long seed) {
    this.random = new Random(seed);
    this.catalogue = catalogue;
    this.release = release;
    this.files = new TreeMap<>(stock.files());
    HostPath folder = HostPath.of(release.folder());
    byte[] template = files.get(folder.resolve("ldap.openldap.cfg"));
    files.put(folder.resolve("ldap.cfg"), template);
    edit("server.cfg", file -> file.with("user_plugin", "ldap").with("user_plugin_config", folder + "/ldap.cfg"));
    for (int count = 0; count < 6; count++) {
      one();
    }
  }

  private interface Edit {
    ConfigFile of(ConfigFile file);
  }

  private void edit(String name, Edit edit) {
    HostPath path = HostPath.of(release.folder()).resolve(name);
    files.put(path, edit.of(ConfigFile.parse(files.get(path), Dialect.of(name, release))).bytes());
  }

  private void one() {
    String name = FILES.get(random.nextInt(FILES.size()));
    HostPath path = HostPath.of(release.folder()).resolve(name);
    if (!files.containsKey(path)) {
      return;
    }
    CatalogueFile known = catalogue.file(release, name);
    ConfigFile file = ConfigFile.parse(files.get(path), Dialect.of(name, release));
    List<String> names = known.directives().stream().filter(Directive::effective).map(Directive::name).toList();
    String directive = names.get(random.nextInt(names.size()));
    String value = "site-" + random.nextInt(1000) + (random.nextBoolean() ? "" : " \u00e4=#");
    String text = file.text();
    switch (random.nextInt(7)) {
      case 0 -> text = changed(name, file.with(directive, value), directive, value);
      case 1 -> text = changed(name, file.with(directive, "other"), directive, value) + "  " + directive + "\t=  " + value + "  \n";
      case 2 -> text = removed(name, file, directive);
      case 3 -> text = misspelt(file, directive);
      case 4 -> text = reordered(text);
      case 5 -> text = text.replace(" = ", "  \t=").replace("\n\n", "\n \n");
      default -> text = commented(text);
    }
    files.put(path, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String changed(String name, ConfigFile file, String directive, String value) {
    changed.put(name + " " + directive, value);
    String text = file.text();
    return text.endsWith("\n") ? text : text + "\n";
  }

  private String removed(String name, ConfigFile file, String directive) {
    changed.remove(name + " " + directive);
    return file.without(directive).text();
  }

  private String misspelt(ConfigFile file, String directive) {
    String wrong = directive + "x";
    misspelt.add(wrong);
    return file.with(wrong, "1").text();
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
    if (!lines.get(lines.size() - 1).endsWith("\n")) {
      return text;
    }
    int split = random.nextInt(lines.size());
    java.util.Collections.rotate(lines, split);
    return String.join("", lines);
  }

  ConfigTree tree() {
    return new ConfigTree(files);
  }

  /** The values that the administrator put in, by file and directive; only those still in force. */
  Map<String, String> changed() {
    Map<String, String> inForce = new TreeMap<>();
    for (Map.Entry<String, String> each : changed.entrySet()) {
      String[] key = each.getKey().split(" ");
      ConfigFile file =
          ConfigFile.parse(files.get(HostPath.of(release.folder()).resolve(key[0])), Dialect.of(key[0], release));
      file.value(key[1]).filter(value -> value.startsWith("site-")).ifPresent(value -> inForce.put(each.getKey(), value));
    }
    return inForce;
  }

  List<String> misspelt() {
    return misspelt;
  }

  List<String> comments() {
    return comments;
  }
}
