package org.mailtrek.lab;

import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Everything about a machine that a migration and its undo must leave as it was, found without Mailtrek; {@code lab/census} says what that is.
 *
 * @param lines one fact a line
 */
public record MachineCensus(List<String> lines) {

  /** Keeps a copy. */
  public MachineCensus {
    lines = List.copyOf(lines);
  }

  /**
   * Looks at a machine.
   *
   * @param leftOut folders of which nothing is told
   */
  public static MachineCensus of(LabMachine machine, String... leftOut) {
    return new MachineCensus(machine.sh("sh /opt/mailtrek/test-classes/lab/census " + machine.address() + " " + String.join(" ", leftOut)).lines().toList());
  }

  /** Returns the same with each line as told; those that become empty are left out. */
  public MachineCensus each(UnaryOperator<String> telling) {
    return new MachineCensus(lines.stream().map(telling).filter(line -> !line.isEmpty()).toList());
  }

  /** Returns what is gone, each line after a minus sign, and what has come, each after a plus sign; empty when all is as it was. */
  public String differences(MachineCensus later) {
    return only(later, "- ") + later.only(this, "+ ");
  }

  private String only(MachineCensus other, String sign) {
    TreeSet<String> own = new TreeSet<>(lines);
    other.lines.forEach(own::remove);
    return own.stream().map(each -> sign + each + "\n").collect(Collectors.joining());
  }
}
