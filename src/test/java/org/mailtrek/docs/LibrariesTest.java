package org.mailtrek.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The libraries of the build are pinned, and the page on them names each. */
class LibrariesTest {

  private static final Path PINNED = Path.of("src/supply/libraries.sha256");

  @TempDir
  private Path folder;

  @Test
  void thePageNamesEachPinnedLibraryWithItsVersion() throws IOException {
    List<String> named = named();
    List<String> missing = new ArrayList<>();
    for (String line : Files.readAllLines(PINNED)) {
      String file = line.substring(line.lastIndexOf(' ') + 1).replace(".jar", "");
      if (!named.contains(file)) {
        missing.add(file);
      }
    }
    assertEquals(List.of(), missing);
    assertEquals(Files.readAllLines(PINNED).size(), named.size(), "the page names a library that the build does not use");
  }

  /** Returns what the tables name, as files are called; {@code junit-jupiter, -api} are two. */
  private static List<String> named() throws IOException {
    List<String> named = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("docs/reference/libraries.md"))) {
      String[] cell = line.split(" *\\| *");
      if (cell.length == 4 && Character.isDigit(cell[2].charAt(0))) {
        String[] names = cell[1].split(", ");
        for (int at = 0; at < names.length; at++) {
          String stem = names[0].endsWith("-annotations") || names[0].endsWith("-commons") ? names[0].substring(0, names[0].lastIndexOf('-')) : names[0];
          named.add((names[at].startsWith("-") ? stem + names[at] : names[at]) + "-" + cell[2]);
        }
      }
    }
    return named;
  }

  @Test
  void aChangedMissingOrStrangeLibraryStopsTheBuild() throws Exception {
    Path brought = Files.createDirectories(folder.resolve("target/dependency")).resolve("some-1.jar");
    Files.createDirectories(folder.resolve("target/macro"));
    Files.writeString(folder.resolve("target/macro/groovy-1.jar"), "groovy");
    Files.createDirectories(folder.resolve("scripts"));
    Files.copy(Path.of("scripts/libraries"), folder.resolve("scripts/libraries"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    Path pinned = Files.createDirectories(folder.resolve("src/supply")).resolve("libraries.sha256");
    Files.writeString(brought, "some");
    Files.writeString(pinned, "f35d71df2f19a2b58dda52a92ff0a61fb90fc8d7a4a8d7b2eb6eb1e43bbb1f6f  groovy-1.jar\n");
    String sums = said(1).lines().filter(line -> line.startsWith("> ")).map(line -> line.substring(2) + "\n").reduce("", String::concat);
    assertEquals(2, sums.lines().count(), sums);
    Files.writeString(pinned, sums);
    assertEquals("", said(0));
    Files.writeString(brought, "same name, other bytes");
    assertTrue(said(1).contains("scripts/libraries pin"));
    Files.writeString(brought, "some");
    Files.writeString(brought.resolveSibling("strange-2.jar"), "nobody asked for it");
    assertTrue(said(1).contains("strange-2.jar"));
    Files.delete(brought.resolveSibling("strange-2.jar"));
    Files.delete(brought);
    assertTrue(said(1).contains("some-1.jar"));
  }

  @Test
  void aByteThatChangedOnTheWayIntoThePackageStopsTheBuild() throws Exception {
    Path packed = Files.createDirectories(folder.resolve("target/mailtrek/lib"));
    Files.createDirectories(packed.resolve("macro"));
    Files.createDirectories(folder.resolve("scripts"));
    Files.copy(Path.of("scripts/libraries"), folder.resolve("scripts/libraries"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(PINNED, Files.createDirectories(folder.resolve("src/supply")).resolve("libraries.sha256"));
    Files.writeString(packed.resolve("mailtrek.jar"), "ours");
    Files.writeString(packed.resolve("macro/mailtrek-macro.jar"), "ours");
    Path library = Path.of(picocli.CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path copied = Files.copy(library, packed.resolve(library.getFileName()));
    Files.copy(library, packed.resolve("macro").resolve(library.getFileName()));
    assertEquals("", said(0, "packed"));
    byte[] bytes = Files.readAllBytes(copied);
    bytes[bytes.length / 2] ^= 1;
    Files.write(copied, bytes);
    assertTrue(said(1, "packed").contains("lib/" + library.getFileName() + " is not what is pinned"));
  }

  private String said(int status) throws IOException, InterruptedException {
    return said(status, "check");
  }

  private String said(int status, String what) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(folder.resolve("scripts/libraries").toString(), what).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(status, process.waitFor(), text);
    return text;
  }
}
