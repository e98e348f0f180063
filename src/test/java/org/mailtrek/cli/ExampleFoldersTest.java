package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.WholeProgram;
import org.mailtrek.practice.Practice;

/** Each folder of {@code examples} that has a script is carried out, in a copy. */
final class ExampleFoldersTest {

  private static final Path EXAMPLES = Path.of("examples");

  @TempDir private Path temporary;

  private static List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(EXAMPLES)) {
      return all.filter(each -> Files.exists(each.resolve("run.trek"))).sorted().toList();
    }
  }

  @TestFactory
  List<DynamicTest> eachScriptRunsToItsEnd() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path each : folders()) {
      tests.add(DynamicTest.dynamicTest(each.getFileName().toString(), () -> run(each)));
    }
    return tests;
  }

  private void run(Path example) throws Exception {
    Path copy = temporary.resolve(example.getFileName());
    try (Stream<Path> all = Files.walk(example)) {
      for (Path each : all.toList()) {
        Files.copy(each, copy.resolve(example.relativize(each).toString()));
      }
    }
    try {
      WholeProgram.Ended ended = WholeProgram.run(copy, List.of("--no-input", "-f", "run.trek"));
      assertEquals(0, ended.exit(), ended::text);
    } finally {
      if (Files.isDirectory(copy.resolve("lab"))) {
        Practice.stop(copy.resolve("lab"));
      }
    }
  }

  @Test
  void everyFolderIsInTheList() throws IOException {
    String list = Files.readString(EXAMPLES.resolve("README.md"));
    for (Path each : folders()) {
      assertTrue(list.contains("(" + each.getFileName() + "/run.trek)"), each::toString);
    }
  }
}
