package org.mailtrek.report;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.config.Verdict;

/** The secrets of an export: each stands nowhere in it but by the name of a variable, which an encrypted file gives its value. */
final class Vault {

  private static final Pattern SET = Pattern.compile("(?m)^(?<before>[ \t]*(?<name>[A-Za-z][A-Za-z0-9_.-]*)[ \t]*=[ \t]*)(?<value>[^\\s#][^\r\n]*?)[ \t]*$");
  private static final Pattern WORD = Pattern.compile("(?mi)^(?<before>(?:.*[ \t])?(?<name>rootpw|password|credentials)[ \t=]+)(?<value>[^\\s\"]\\S*)[ \t]*$");
  private static final Pattern SIGN = Pattern.compile("\\{[{%#]|\r");

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> origins = new LinkedHashMap<>();

  /** Returns the reference to a secret that is not in a file, by name. */
  String named(String name, String origin) {
    origins.putIfAbsent("vault_" + name, origin);
    return "{{ vault_" + name + " }}";
  }

  /** Returns the variables, with what each is. */
  Map<String, String> origins() {
    return origins;
  }

  /** Looks for secrets in a file's content, by the names of what they are assigned to. */
  void learn(String host, String file, byte[] content) {
    for (Pattern pattern : List.of(SET, WORD)) {
      Matcher matcher = pattern.matcher(new String(content, StandardCharsets.ISO_8859_1));
      while (matcher.find()) {
        String name = matcher.group("name");
        if (pattern == WORD || Verdict.secret(name)) {
          names.computeIfAbsent(matcher.group("value"), fresh -> variable(host, file, name));
        }
      }
    }
  }

  /** Returns a file's content as a template in which every secret is a reference; empty where it holds none. */
  Optional<Template> template(byte[] content) {
    String bytes = new String(content, StandardCharsets.ISO_8859_1);
    if (names.keySet().stream().noneMatch(bytes::contains)) {
      return Optional.empty();
    }
    boolean utf8 = utf8(content);
    byte[] written = written(bytes).getBytes(StandardCharsets.ISO_8859_1);
    byte[] source = utf8 ? written : new String(written, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
    return Optional.of(new Template(source, utf8 ? "utf-8" : "iso-8859-1"));
  }

  /**
   * A template.
   *
   * @param source in UTF-8, as all templates are
   * @param encoding of what it makes: the bytes of a file that is no UTF-8 are taken one by one
   */
  record Template(byte[] source, String encoding) {}

  private static boolean utf8(byte[] content) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private String variable(String host, String file, String name) {
    String wanted = "vault_" + (host + "_" + name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    String free = wanted;
    for (int number = 2; origins.containsKey(free); number++) {
      free = wanted + "_" + number;
    }
    origins.put(free, host + ":" + file + ", " + name);
    return free;
  }

  /** Replaces the secrets from left to right, the longest first where one begins with another; all else stands for itself. */
  private String written(String text) {
    String any = String.join("|", names.keySet().stream().sorted((one, other) -> other.length() - one.length()).map(Pattern::quote).toList());
    Matcher matcher = Pattern.compile(any).matcher(text);
    StringBuilder template = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      template.append(literal(text.substring(from, matcher.start()))).append("{{ ").append(names.get(matcher.group())).append(" }}");
      from = matcher.end();
    }
    return template.append(literal(text.substring(from))).toString();
  }

  private static String literal(String text) {
    return SIGN.matcher(text).replaceAll(found -> Matcher.quoteReplacement("{{ '" + found.group().replace("\r", "\\r") + "' }}"));
  }
}
