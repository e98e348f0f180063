package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands for a step or a runbook answers all that is asked of one: a method that it forgets would answer for it by what the interface has as a rule. */
class WrappersTest {

  @ParameterizedTest
  @CsvSource({
    "org.mailtrek.engine.StepLike, org.mailtrek.engine.Step",
    "org.mailtrek.engine.ProgressLike, org.mailtrek.engine.Progress",
    "org.mailtrek.macro.MacroSteps, org.mailtrek.engine.Runbook"
  })
  void answersAll(Class<?> wrapper, Class<?> wrapped) {
    List<String> own = Arrays.stream(wrapper.getDeclaredMethods()).map(Method::getName).toList();
    TreeSet<String> forgotten = new TreeSet<>();
    Arrays.stream(wrapped.getMethods()).filter(each -> !Modifier.isStatic(each.getModifiers())).map(Method::getName).filter(each -> !own.contains(each)).forEach(forgotten::add);
    assertEquals(new TreeSet<String>(), forgotten);
  }
}
