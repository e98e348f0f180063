package org.mailtrek.discovery;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailtrek.directory.SchemaMap;

/** Words that may be shown when they stand in somebody's file: what else stands beside them, such as a password, is never said. */
final class KnownWords {

  /** What may be shown of lines that ask a directory: the old schema's names. */
  static final KnownWords SCHEMA = new KnownWords(
      Stream.concat(
          Stream.of("zarafa"),
          Stream.concat(
              SchemaMap.standard().attributes().stream().map(each -> each.oldName()),
              SchemaMap.standard().classes().stream().map(each -> each.oldName()))).toList());

  private final Map<String, String> words = new LinkedHashMap<>();
  private final Pattern any;

  /** Knows these words, in any case. */
  KnownWords(Collection<String> known) {
    known.forEach(each -> words.put(each.toLowerCase(Locale.ROOT), each));
    String longestFirst = words.keySet().stream().sorted(Comparator.comparing(String::length).reversed()).map(Pattern::quote).collect(Collectors.joining("|"));
    this.any = Pattern.compile(longestFirst, Pattern.CASE_INSENSITIVE);
  }

  /** Returns the words of a line as they are known, separated by commas; empty when it has none. */
  String in(String line) {
    Matcher matcher = any.matcher(line);
    return matcher.results().map(each -> words.get(each.group().toLowerCase(Locale.ROOT))).distinct().collect(Collectors.joining(", "));
  }
}
