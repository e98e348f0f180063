package org.mailtrek.runbook.oracle;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.mailtrek.host.Host;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/** Stand-ins that fail at one of their calls, counted over all of them; calls that only look are not counted. */
final class FailingTools {

  private final int wanted;
  private int calls;

  FailingTools(int wanted) {
    this.wanted = wanted;
  }

  Map<String, Tool> over(Map<String, Tool> tools) {
    Map<String, Tool> failing = new TreeMap<>();
    tools.forEach((name, tool) -> failing.put(name, new Failing(tool, () -> ++calls == wanted)));
    return failing;
  }

  private record Failing(Tool tool, BooleanSupplier now) implements Tool {

    @Override
    public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
      if (!tool.onlyLooks(call.arguments()) && now.getAsBoolean()) {
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
