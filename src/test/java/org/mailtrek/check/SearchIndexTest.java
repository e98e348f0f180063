package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalHost;
import org.mailtrek.lab.LabDebs;
import org.mailtrek.lab.RequiresLab;

/** How far an index is built is read from the table that its program keeps, made here by Berkeley DB itself (Z10). */
@RequiresLab("apt-get")
class SearchIndexTest {

  private static final int FOLDERS = 700;

  @TempDir private Path folder;

  @Test
  void foldersAreCountedWhileItIsBuiltAndTheEndIsKnown() throws Exception {
    assertFalse(look("gone").there());
    assertEquals(new SearchIndex(true, false, false, 0, Optional.empty()), look(""));
    table("");
    SearchIndex building = look("");
    assertEquals("true true false " + FOLDERS, building.there() + " " + building.begun() + " " + building.complete() + " " + building.folders());
    assertTrue(building.written().isPresent());
    table("SERVER\n00000000000000AB\n");
    assertTrue(look("").complete());
    assertEquals(FOLDERS, look("").folders());
  }

  private SearchIndex look(String below) throws Exception {
    return SearchIndex.of(new LocalHost("mail1", List.of(), folder.resolve("../kept")).view(), HostPath.of(folder.resolve(below).toString()));
  }

  /** Writes the table as the program does: a folder's identifier and its state, more than once for some. */
  private void table(String server) throws Exception {
    Optional<Path> programs = LabDebs.unpacked(List.of("db5.3-util"));
    assumeTrue(programs.isPresent() || "1".equals(System.getenv("MAILTREK_REQUIRE_LAB")), "can't be fetched: db5.3-util");
    StringBuilder text = new StringBuilder();
    for (int number = 0; number < FOLDERS + 50; number++) {
      text.append("00000000%088X\n%016X\n".formatted(number % FOLDERS, number));
    }
    Process load = new ProcessBuilder(programs.orElseThrow().resolve("usr/bin/db5.3_load").toString(), "-T", "-t", "hash", folder.resolve("4711_state").toString()).inheritIO().redirectInput(ProcessBuilder.Redirect.PIPE).start();
    load.getOutputStream().write((text + server).getBytes(StandardCharsets.US_ASCII));
    load.getOutputStream().close();
    assertEquals(0, load.waitFor());
    assertTrue(Files.size(folder.resolve("4711_state")) > 0);
  }
}
