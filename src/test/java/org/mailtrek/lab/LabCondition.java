package org.mailtrek.lab;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link RequiresLab}. */
final class LabCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> missing = context.getElement()
        .flatMap(element -> AnnotationSupport.findAnnotation(element, RequiresLab.class))
        .map(RequiresLab::value).stream().flatMap(Arrays::stream)
        .filter(program -> LabProgram.find(program).isEmpty()).toList();
    return decide(missing, "1".equals(System.getenv("MAILTREK_REQUIRE_LAB")));
  }

  static ConditionEvaluationResult decide(List<String> missing, boolean required) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("all programs of the lab are here");
    }
    if (required) {
      throw new AssertionError("not installed: " + missing + ", and MAILTREK_REQUIRE_LAB=1");
    }
    return ConditionEvaluationResult.disabled("not installed: " + missing);
  }
}
