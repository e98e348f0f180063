package org.mailtrek.system;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.HostPath;

/**
 * Which paths lead elsewhere after a migration.
 *
 * @param pairs old and new paths that differ, the longest old one first
 */
record MovedPaths(List<Map.Entry<String, String>> pairs) {

  /** Orders the pairs, and leaves out those that stay where they are. */
  MovedPaths {
    pairs = pairs.stream()
        .filter(each -> !each.getKey().equals(each.getValue()))
        .sorted(Comparator.comparing((Map.Entry<String, String> each) -> -each.getKey().length()).thenComparing(Map.Entry::getKey))
        .distinct()
        .toList();
  }

  /** Returns a line that speaks of the new paths, where it speaks of old ones. */
  Optional<String> in(String line) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    boolean found = false;
    while (at < line.length()) {
      Optional<Map.Entry<String, String>> here = begins(line, at);
      out.append(here.map(Map.Entry::getValue).orElse(line.substring(at, at + 1)));
      at += here.map(each -> each.getKey().length()).orElse(1);
      found |= here.isPresent();
    }
    return found ? Optional.of(out.toString()) : Optional.empty();
  }

  private Optional<Map.Entry<String, String>> begins(String line, int at) {
    boolean start = at == 0 || !named(line.charAt(at - 1)) && line.charAt(at - 1) != '/' && line.charAt(at - 1) != '}';
    return pairs.stream().filter(each -> start && line.startsWith(each.getKey(), at) && ends(line, at + each.getKey().length())).findFirst();
  }

  private static boolean ends(String line, int at) {
    return at == line.length() || !named(line.charAt(at));
  }

  private static boolean named(char each) {
    return Character.isLetterOrDigit(each) || "-_.".indexOf(each) >= 0;
  }

  /** Returns where a path will be. */
  HostPath of(HostPath path) {
    return in(path.toString()).map(HostPath::parse).orElse(path);
  }
}
