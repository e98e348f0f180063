package org.mailtrek.config;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The difference between a configuration and what another release makes of it, three ways by directive.
 *
 * @param verdicts what becomes of each directive
 */
public record ConfigDiff(List<Verdict> verdicts) {

  /** Copies the list. */
  public ConfigDiff {
    verdicts = List.copyOf(verdicts);
  }

  /**
   * Compares a folder of the old release with what the new one does; nothing is written.
   *
   * @param source the old files
   * @param target the new ones, as far as they are there
   */
  public static ConfigDiff of(Catalogue catalogue, TakeoverOptions options, ConfigTree source, ConfigTree target) {
    return new ConfigDiff(new Takeover(catalogue, options).run(source, target).verdicts());
  }

  /** Returns the verdicts that are worth a line: all but those on directives that are the same before and after. */
  public List<Verdict> differences() {
    return verdicts.stream().filter(each -> each.kind() != Verdict.Kind.SAME).toList();
  }

  /** Returns the differences of one file. */
  public List<Verdict> differences(String file) {
    return differences().stream().filter(each -> each.file().equals(file)).toList();
  }

  /** Returns how often each verdict was given, by file, in the order of files. */
  public Map<String, Map<Verdict.Kind, Integer>> stat() {
    Map<String, Map<Verdict.Kind, Integer>> counts = new LinkedHashMap<>();
    for (Verdict each : verdicts) {
      counts.computeIfAbsent(each.file(), file -> new EnumMap<>(Verdict.Kind.class)).merge(each.kind(), 1, Integer::sum);
    }
    return counts;
  }

  /** Returns how often each verdict was given in all files. */
  public Map<Verdict.Kind, Integer> total() {
    Map<Verdict.Kind, Integer> counts = new EnumMap<>(Verdict.Kind.class);
    verdicts.forEach(each -> counts.merge(each.kind(), 1, Integer::sum));
    return counts;
  }
}
