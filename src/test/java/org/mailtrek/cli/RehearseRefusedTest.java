package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.Main;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;
import org.mailtrek.practice.Practice;

/** A rehearsal on a machine that lacks a program of MariaDB's is refused before anything is copied. */
@RequiresRoot
@RequiresLab("unshare")
final class RehearseRefusedTest {

  private static final String HIDING =
      "name=$1; shift; for each in $(echo \"$PATH:/usr/sbin:/usr/bin:/usr/libexec:/usr/local/sbin:/usr/local/bin\" | tr : ' '); do"
          + " if [ -e $each/$name ]; then mount --bind /dev/null $each/$name || exit 99; fi; done; exec \"$@\"";

  @TempDir private Path temporary;

  @AfterEach
  void ends() throws Exception {
    Practice.stop(temporary.resolve("p"));
  }

  @Test
  void aMachineWithoutDatabaseServerOrItsInstallerCopiesNothing() throws Exception {
    Spoken.in(temporary, "simulate", "zcp-single", "--into", "p", "--users", "10").well();
    Path estate = temporary.resolve("p");
    String plan = Spoken.in(estate, "--json", "plan", "zcp-to-kopano").well().json().getFieldAsString("plan");
    for (String program : List.of("mariadbd", "mariadb-install-db")) {
      List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", HIDING, "sh", program));
      command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
      command.addAll(List.of("-e", estate.toString(), "rehearse", plan, "--into", temporary.resolve("r").toString()));
      Path said = temporary.resolve(program + ".txt");

      int exit = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).redirectInput(Path.of("/dev/null").toFile()).start().waitFor();

      String words = Files.readString(said, StandardCharsets.UTF_8);
      assertEquals(5, exit, words);
      assertTrue(words.contains("no MariaDB server is installed on this machine") && words.contains("mariadb-install-db") && words.contains("nothing was changed") && words.contains("next: install mariadb-server here"), words);
      assertFalse(Files.exists(temporary.resolve("r")), words);
    }
  }
}
