package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.RequiresLab;

/** The archive that {@code scripts/package} makes, unpacked somewhere else and started with nothing but a Java runtime, in a network of its own that leads nowhere. */
@RequiresLab({"unshare", "ip", "tar", "env"})
class PackagedProgramIT {

  @TempDir
  static Path folder;

  private static Path program;

  @BeforeAll
  static void unpack() throws Exception {
    Path archive = Path.of(System.getProperty("mailtrek.package"));
    assertTrue(Files.exists(archive), archive + " was not built");
    assertEquals(0, new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString()).inheritIO().start().waitFor());
    try (Stream<Path> unpacked = Files.list(folder)) {
      program = unpacked.findFirst().orElseThrow().resolve("bin/mailtrek");
    }
  }

  @Test
  void migratesAndTakesBackWithoutNetwork() throws Exception {
    Said said = run("demo", "--into", folder.resolve("it's \"an\" estate $(x); -n").toString(), "--undo");
    assertEquals(0, said.status, said.text);
    assertTrue(said.text.contains("objects are exactly as they were"), said.text);
  }

  @Test
  void makesTheClassArchiveOfTheRuntimeThatIsHere() throws Exception {
    Process made = new ProcessBuilder(program.resolveSibling("class-archive").toString()).redirectErrorStream(true).start();
    made.getOutputStream().close();
    String text = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, made.waitFor(), text);
    try (Stream<Path> archives = Files.list(program.resolve("../../archive").normalize())) {
      assertEquals(1, archives.filter(file -> file.toString().endsWith(".jsa")).count());
    }
    assertEquals(0, run("help").status);
  }

  @Test
  void hasNoScriptLanguageOnItsClassPath() throws IOException {
    try (Stream<Path> jars = Files.list(program.resolve("../../lib").normalize())) {
      List<String> names = jars.map(jar -> jar.getFileName().toString()).toList();
      assertTrue(names.contains("mailtrek.jar"), names.toString());
      assertFalse(names.stream().anyMatch(name -> name.contains("groovy")), names.toString());
    }
  }

  @Test
  void listsWhatItIsMadeOf() throws Exception {
    Path list = program.resolve("../../sbom.cdx.json").normalize();
    assumeTrue(Files.exists(list) || System.getenv("MAILTREK_REQUIRE_LAB") != null, "made by mvn -Pmaterials, online");
    List<String> listed = new ArrayList<>();
    for (JSONValue each : new JSONObject(Files.readString(list)).getFieldAsArray("components")) {
      JSONObject library = (JSONObject) each;
      assertFalse(library.getFieldAsArray("licenses").isEmpty(), library.getFieldAsString("name"));
      listed.add(library.getFieldAsString("name") + "-" + library.getFieldAsString("version") + ".jar");
    }
    List<String> packed = new ArrayList<>();
    for (String place : List.of("../../lib", "../../lib/macro")) {
      try (Stream<Path> jars = Files.list(program.resolve(place).normalize())) {
        jars.map(jar -> jar.getFileName().toString()).filter(name -> name.endsWith(".jar") && !name.startsWith("mailtrek")).forEach(packed::add);
      }
    }
    assertEquals(packed.stream().sorted().toList(), listed.stream().sorted().toList());
  }

  private record Said(int status, String text) {
  }

  private static Said run(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("unshare", "--net"));
    if (!"root".equals(System.getProperty("user.name"))) {
      command.add("--map-root-user");
    }
    command.addAll(List.of("sh", "-c", "ip link set lo up && exec env -i \"$@\"", "sh", "HOME=" + folder, "PATH=/usr/bin:/bin",
        "JAVA_HOME=" + System.getProperty("java.home"), program.toString()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }
}
