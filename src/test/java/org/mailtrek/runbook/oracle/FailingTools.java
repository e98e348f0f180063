package org.mailtrek.runbook.oracle;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.mailtrek.host.Host;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Stand-ins that fail at one of their calls, counted over all of them or over some; calls that only look are not counted. */
final class FailingTools {

  private final IntPredicate failing;
  private final Predicate<Tool.Call> counted;
  private int calls;

  /**
   * Lets one call of all fail.
   *
   * @param wanted which, from 1; none where 0
   */
  FailingTools(int wanted) {
    this(each -> each == wanted, call -> true);
  }

  /** Lets one call fail of those of a program that have all of some arguments. */
  FailingTools(int wanted, String program, String... arguments) {
    this(each -> each == wanted, call -> call.program().name().equals(program) && call.arguments().containsAll(List.of(arguments)));
  }

  /** Lets one call of a program fail, and all of it that follow. */
  static FailingTools from(int first, String program) {
    return new FailingTools(each -> each >= first, call -> call.program().name().equals(program));
  }

  private FailingTools(IntPredicate failing, Predicate<Tool.Call> counted) {
    this.failing = failing;
    this.counted = counted;
  }

  Map<String, Tool> over(Map<String, Tool> tools) {
    Map<String, Tool> failing = new TreeMap<>();
    tools.forEach((name, tool) -> failing.put(name, new Failing(tool)));
    return failing;
  }

  private final class Failing implements Tool {

    private final Tool tool;

    Failing(Tool tool) {
      this.tool = tool;
    }

    @Override
    public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
      if (!tool.onlyLooks(call.arguments()) && counted.test(call) && failing.test(++calls)) {
        return new Programs.Ended(1, new byte[0], call.program().name() + ": failed on order");
      }
      return tool.run(call, machine, input);
    }

    @Override
    public boolean onlyLooks(List<String> arguments) {
      return tool.onlyLooks(arguments);
    }
  }
}
