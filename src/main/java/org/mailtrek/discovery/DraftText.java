package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailtrek.estate.EstateText;
import org.mailtrek.estate.HostEntry;

/** Words a draft as {@code estate.yaml}. A part that lacks what it can't do without is commented out as a whole. */
final class DraftText {

  private static final String FILL = "fill in: ";
  private static final Set<String> FLOW = Set.of("password", "database.password", "replicas", "config", "starttls", "database.client");

  private final EstateDraft draft;

  DraftText(EstateDraft draft) {
    this.draft = draft;
  }

  String all() {
    List<String> lines = new ArrayList<>();
    lines.add("# Found by 'estate discover': behind each value is where it was read. Lines with '" + FILL.strip() + "' could not be found.");
    lines.add("estate: " + EstateText.word(draft.name()));
    lines.add("hosts:");
    draft.hosts().forEach((name, entry) -> lines.add("  " + name + ": " + host(entry)));
    lines.addAll(directory());
    boolean any = draft.products().values().stream().anyMatch(DraftText::complete);
    lines.add(any ? "products:" : "# products:");
    draft.products().forEach((host, settings) -> lines.addAll(item(host, settings)));
    if (draft.products().isEmpty()) {
      lines.add("#   - host: " + draft.hosts().keySet().stream().findFirst().orElse("mail1") + "  # " + FILL + "no mail server was found");
    }
    lines.add("# target: { product: kc, version: 8.7.25, config: /etc/kopano, attachments: { path: /var/lib/kopano/attachments }, index: /var/lib/kopano/search }  # " + FILL
        + "what it is to become");
    return String.join("\n", lines) + "\n";
  }

  private static String host(HostEntry entry) {
    return EstateText.of(entry);
  }

  /** Returns the lines of the directory; one comment where there is none. */
  List<String> directory() {
    List<Setting> settings = draft.directory();
    if (settings.isEmpty()) {
      return List.of("# directory: { url: \"ldap://127.0.0.1:389\", base: \"dc=example,dc=com\" }  # " + FILL + "no server asks one");
    }
    boolean whole = known(settings, "url") && known(settings, "base");
    List<String> lines = new ArrayList<>();
    lines.add((whole ? "" : "# ") + "directory:");
    settings.forEach(each -> lines.add((whole ? "" : "# ") + "  " + line(each, each.key(), whole)));
    return lines;
  }

  /** Returns whether a product has all that it can't do without. */
  static boolean complete(List<Setting> settings) {
    return known(settings, "product") && known(settings, "version");
  }

  private static boolean databaseComplete(List<Setting> settings) {
    return known(settings, "database.url") && known(settings, "database.user");
  }

  static boolean known(List<Setting> settings, String key) {
    return settings.stream().anyMatch(each -> each.key().equals(key) && each.known());
  }

  private List<String> item(String host, List<Setting> settings) {
    String comment = complete(settings) ? "" : "# ";
    List<String> lines = product(host, settings);
    List<String> item = new ArrayList<>(List.of(comment + "  - " + lines.get(0)));
    lines.subList(1, lines.size()).forEach(each -> item.add(comment + "    " + each));
    return item;
  }

  /** Returns the lines of a product, without indentation. */
  List<String> product(String host, List<Setting> settings) {
    boolean whole = complete(settings);
    List<String> lines = new ArrayList<>(List.of("host: " + host));
    for (Setting each : settings) {
      if (each.key().equals("attachments.path")) {
        lines.add(line(new Setting("attachments", "{ path: " + EstateText.word(each.value()) + " }", each.origin(), each.known()), "attachments", whole));
      } else if (!each.key().startsWith("database.")) {
        lines.add(line(each, each.key(), whole));
      }
    }
    List<Setting> database = settings.stream().filter(each -> each.key().startsWith("database.")).toList();
    boolean wholeDatabase = databaseComplete(database);
    String comment = whole && !wholeDatabase ? "# " : "";
    if (!database.isEmpty()) {
      lines.add(comment + "database:");
      database.forEach(each -> lines.add(comment + "  " + line(each, each.key().substring("database.".length()), whole && wholeDatabase)));
    }
    return lines;
  }

  private static String line(Setting setting, String key, boolean within) {
    String comment = "  # " + (setting.known() ? "" : FILL) + clean(setting.origin());
    return (within && !setting.known() ? "# " : "") + key + ": " + value(setting) + comment;
  }

  /** Returns the value of a setting in YAML's flow form. */
  static String value(Setting setting) {
    boolean flow = FLOW.contains(setting.key()) && !setting.value().startsWith("/") || setting.key().equals("attachments");
    return flow ? setting.value() : EstateText.word(setting.value());
  }

  static String clean(String origin) {
    return origin.replaceAll("[\\p{Cntrl}\\s]+", " ");
  }

  /** Returns the database of a product as one value; for a file that has none. */
  static String databaseValue(Map<String, Setting> settings) {
    List<String> fields = settings.entrySet().stream().filter(each -> each.getValue().known()).map(each -> each.getKey() + ": " + value(each.getValue())).toList();
    return "{ " + String.join(", ", fields) + " }";
  }
}
