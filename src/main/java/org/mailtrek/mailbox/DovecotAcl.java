package org.mailtrek.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The file {@code dovecot-acl} of a folder (Dovecot manual, ACL, vfile): a line for each identifier, {@code user=bob lrs}; in quotation marks where it has a blank; rights
 * as letters or, behind a colon, as words. Lines that are none are kept.
 */
final class DovecotAcl {

  static final String NAME = "dovecot-acl";

  private static final Map<String, String> WORDS =
      Map.ofEntries(Map.entry("lookup", "l"), Map.entry("read", "r"), Map.entry("write", "w"), Map.entry("write-seen", "s"), Map.entry("write-deleted", "t"), Map.entry("insert", "i"),
          Map.entry("post", "p"), Map.entry("expunge", "e"), Map.entry("create", "k"), Map.entry("delete", "x"), Map.entry("admin", "a"));

  /** Identifiers that are no names of anybody. */
  private static final Set<String> SPECIAL = Set.of("anyone", "authenticated", "anonymous", "owner");

  private final List<String> lines;

  private DovecotAcl(List<String> lines) {
    this.lines = lines;
  }

  static DovecotAcl read(byte[] text) {
    return new DovecotAcl(new String(text, StandardCharsets.UTF_8).lines().toList());
  }

  byte[] text() {
    return lines.stream().map(each -> each + "\n").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
  }

  boolean empty() {
    return lines.stream().allMatch(String::isBlank);
  }

  /** Returns the rights by the identifiers that IMAP has for whom they are given. */
  SortedMap<String, String> rights(String owner) {
    List<String> pairs = new ArrayList<>();
    lines.forEach(each -> parse(each).ifPresent(entry -> pairs.addAll(List.of(entry.identifier(), entry.rights()))));
    return Rights.others(owner, pairs);
  }

  /** Returns the same with other rights of an identifier; without it where they are none. */
  DovecotAcl with(String identifier, String rights) {
    List<String> changed = new ArrayList<>(lines);
    changed.removeIf(each -> parse(each).filter(entry -> entry.identifier().equals(identifier)).isPresent());
    if (!rights.isEmpty()) {
      String spelt = spelt(identifier);
      changed.add((spelt.matches("[^\\s\"\\\\]+") ? spelt : "\"" + spelt.replace("\\", "\\\\").replace("\"", "\\\"") + "\"") + " " + rights);
    }
    return new DovecotAcl(changed);
  }

  /** What a line says. */
  private record Entry(String identifier, String rights) {}

  private static Optional<Entry> parse(String line) {
    String rest = line.strip();
    StringBuilder name = new StringBuilder();
    boolean marks = rest.startsWith("\"");
    int at = marks ? 1 : 0;
    for (; at < rest.length() && rest.charAt(at) != (marks ? '"' : ' '); at++) {
      at += marks && rest.charAt(at) == '\\' && at + 1 < rest.length() ? 1 : 0;
      name.append(rest.charAt(at));
    }
    String given = at < rest.length() ? rest.substring(at + 1).strip() : "";
    int colon = given.indexOf(':');
    StringBuilder letters = new StringBuilder(colon < 0 ? given : given.substring(0, colon));
    for (String each : colon < 0 ? new String[0] : given.substring(colon + 1).split("\\s+")) {
      letters.append(WORDS.getOrDefault(each, ""));
    }
    return identifier(name.toString()).map(each -> new Entry(each, letters.toString()));
  }

  private static Optional<String> identifier(String spelt) {
    String sign = spelt.startsWith("-") ? "-" : "";
    String rest = spelt.substring(sign.length());
    if (SPECIAL.contains(rest)) {
      return Optional.of(spelt);
    }
    for (Map.Entry<String, String> each : Map.of("user=", "", "group=", "$", "group-override=", "!$").entrySet()) {
      if (rest.startsWith(each.getKey())) {
        return Optional.of(sign + each.getValue() + rest.substring(each.getKey().length()));
      }
    }
    return Optional.empty();
  }

  private static String spelt(String identifier) {
    String sign = identifier.startsWith("-") ? "-" : "";
    String rest = identifier.substring(sign.length());
    if (SPECIAL.contains(rest)) {
      return identifier;
    }
    return sign + (rest.startsWith("!$") ? "group-override=" + rest.substring(2) : rest.startsWith("$") ? "group=" + rest.substring(1) : "user=" + rest);
  }
}
