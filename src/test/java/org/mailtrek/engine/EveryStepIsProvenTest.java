package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No step without its harness: some test must speak of the step's class and of {@link StepHarness}. */
final class EveryStepIsProvenTest {

  private static Path root(Class<?> of) throws URISyntaxException {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static List<Path> classes(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(each -> each.toString().endsWith(".class")).toList();
    }
  }

  private static List<String> steps() throws Exception {
    Path root = root(Step.class);
    List<String> found = new ArrayList<>();
    for (Path each : classes(root)) {
      String name = root.relativize(each).toString().replace('/', '.').replaceFirst("\\.class$", "");
      if (name.startsWith("org.mailtrek.") && !name.startsWith("org.mailtrek.engine.") && !name.endsWith("-info")) {
        Class<?> type = Class.forName(name, false, Step.class.getClassLoader());
        if (Step.class.isAssignableFrom(type) && !type.isInterface() && !Modifier.isAbstract(type.getModifiers())) {
          found.add(name.replace('.', '/'));
        }
      }
    }
    return found;
  }

  /** Returns the constants of the tests that use the harness. */
  private static List<String> harnessed() throws Exception {
    List<String> found = new ArrayList<>();
    for (Path each : classes(root(StepHarness.class))) {
      String constants = new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1);
      if (each.getFileName().toString().endsWith("Test.class") && constants.contains("org/mailtrek/engine/StepHarness")) {
        found.add(constants);
      }
    }
    return found;
  }

  @Test
  void everyStepHasATestOnTheHarness() throws Exception {
    List<String> tests = harnessed();
    List<String> unproven = steps().stream().filter(step -> tests.stream().noneMatch(test -> test.contains(step))).toList();
    assertEquals(List.of(), unproven, "steps that no test puts on the StepHarness");
  }

  @Test
  void findsTheHarnessOfTheSmallSteps() throws Exception {
    assertTrue(harnessed().stream().anyMatch(test -> test.contains("org/mailtrek/engine/SmallRunbook")));
  }
}
