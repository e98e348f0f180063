package org.mailtrek.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sentences about objects, of which those that say the same are put together: a count and the first three objects. */
final class Alike {

  private static final int NAMED = 3;

  private Alike() {}

  /** Returns one line for each thing that is said, in the order in which it was first said; what is said up to three times stands as it is. */
  static List<String> lines(List<String> sentences) {
    Map<String, List<String>> objects = new LinkedHashMap<>();
    for (String each : sentences) {
      int colon = each.indexOf(": ");
      objects.computeIfAbsent(colon < 0 ? "" : each.substring(colon + 2), said -> new ArrayList<>()).add(colon < 0 ? each : each.substring(0, colon));
    }
    List<String> lines = new ArrayList<>();
    objects.forEach((said, names) -> {
      if (said.isEmpty()) {
        lines.addAll(names);
      } else if (names.size() <= NAMED) {
        names.forEach(each -> lines.add(each + ": " + said));
      } else {
        lines.add(names.size() + " times: " + said + ": " + String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more");
      }
    });
    return lines;
  }
}
