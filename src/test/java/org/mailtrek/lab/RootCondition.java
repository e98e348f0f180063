package org.mailtrek.lab;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link RequiresRoot}. */
final class RootCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    boolean root = "root".equals(System.getProperty("user.name"));
    return LabCondition.decide(root ? List.of() : List.of("root's rights"), "1".equals(System.getenv("MAILTREK_REQUIRE_LAB")));
  }
}
