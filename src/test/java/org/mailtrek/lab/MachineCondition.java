package org.mailtrek.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link RequiresMachine}. */
final class MachineCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return LabCondition.decide(missing(), "1".equals(System.getenv("MAILTREK_REQUIRE_LAB")));
  }

  private static List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (String program : List.of("debootstrap", "unshare", "nsenter", "setpriv", "findmnt", "ssh-keygen", "jlink")) {
      if (LabProgram.find(program).isEmpty()) {
        missing.add(program);
      }
    }
    if (!mayMount()) {
      missing.add("root's right to namespaces of its own");
    }
    return missing;
  }

  private static boolean mayMount() {
    try {
      String[] attempt = {"unshare", "--fork", "--pid", "--mount", "--uts", "--ipc", "--cgroup", "mount", "-t", "cgroup2", "cgroup2", "/sys/fs/cgroup"};
      Process process = new ProcessBuilder(attempt).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
