package org.mailtrek.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells what the silent installer would stumble over, or not read, in a file. */
public final class StateFileCheck {

  private StateFileCheck() {}

  /**
   * Something wrong.
   *
   * @param line the line, from 1; 0 for what is missing
   * @param key the key, as it is written
   * @param what what is wrong
   * @param known the keys that may be meant
   */
  public record Finding(int line, String key, String what, List<String> known) {

    /** Copies the list. */
    public Finding {
      known = List.copyOf(known);
    }
  }

  /** Returns what is wrong, from the first line; empty when every line is understood. */
  public static List<Finding> of(StateFile file) {
    List<Finding> findings = new ArrayList<>();
    Map<String, StateKey> known = new HashMap<>();
    StateKey.of(file.verb()).forEach(each -> known.put(each.name(), each));
    Map<String, Integer> seen = new HashMap<>();
    for (int stray : file.strays()) {
      findings.add(new Finding(stray, "", "is neither KEY=VALUE nor a comment", List.of()));
    }
    for (StateFile.Entry each : file.entries()) {
      StateKey key = known.get(each.key());
      if (key == null) {
        boolean dry = each.key().contains("dry-run") || each.value().contains("--dry-run");
        findings.add(new Finding(each.line(), each.key(), dry ? "a dry run can only be typed: commpkg " + file.verb() + " --dry-run" : "is no key of " + file.verb(), List.copyOf(known.keySet())));
      } else if (!key.takes(each.value())) {
        findings.add(new Finding(each.line(), each.key(), "'" + each.value() + "' is not " + key.kind().words(), List.of()));
      }
      Integer before = seen.put(each.key(), each.line());
      if (before != null) {
        findings.add(new Finding(each.line(), each.key(), "is set again: line " + before + " does not count", List.of()));
      }
    }
    for (String needed : file.verb().equals("uninstall") ? List.of("VERB", "ROOTDIR", "COMPONENTS") : List.of("VERB", "INSTALLROOT", "COMPONENTS")) {
      if (file.value(needed).isEmpty()) {
        findings.add(new Finding(0, needed, "is missing: " + known.get(needed).meaning(), List.of()));
      }
    }
    findings.sort(Comparator.comparingInt(Finding::line));
    return findings;
  }
}
