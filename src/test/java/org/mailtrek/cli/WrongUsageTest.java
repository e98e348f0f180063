package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is typed wrongly, and estates that are none. */
class WrongUsageTest {

  @TempDir private Path folder;

  @Test
  void namesTheNearestCommand() {
    Spoken.refused(64, folder, List.of("aply", "3"), "aply", "did you mean: apply");
    Spoken.refused(64, folder, List.of("stauts"), "did you mean: status");
    Spoken.refused(64, folder, List.of("journal", "verfy"), "journal", "journal verify");
    Spoken.refused(64, folder, List.of("ldap"), "needs one more word", "ldap transplant");
    Spoken.refused(64, folder, List.of("mxyzptlk"), "there is no such command", "help");
    Spoken.refused(64, folder, List.of("clear"), "there is no such command", "Ctrl-L");
    Spoken.refused(64, folder, List.of("quit"), "there is no such command", "exit");
  }

  @Test
  void namesTheNearestOption() {
    Spoken.refused(64, folder, List.of("status", "--jsn"), "--jsn");
    Spoken.refused(64, folder, List.of("apply", "1", "--yess"), "did you mean --yes?");
    Spoken.refused(64, folder, List.of("apply"), "ID", "help apply");
    Spoken.refused(64, folder, List.of("simulate", "zcp-singel"), "zcp-singel", "zcp-single");
    Spoken.refused(64, folder, List.of("simulate", "zcp-single", "--users", "many"), "many", "--users 100");
    Spoken.refused(64, folder, List.of("simulate", "zcp-single", "--users", "3"), "3 users");
  }

  @Test
  void saysThatThereIsNoEstate() throws Exception {
    for (String command : List.of("status", "check", "plan list", "run list", "undo", "resume", "scan", "estate show", "journal verify", "report", "services list")) {
      Spoken.refused(10, folder, List.of(command.split(" ")), "no estate.yaml", folder.toString());
    }
    Spoken.refused(10, folder, List.of("-e", "nowhere", "status"), folder.resolve("nowhere").toString());
    Spoken.refused(10, folder, List.of("status", "--estate", "nowhere"), folder.resolve("nowhere").toString());
    try (var left = Files.list(folder)) {
      assertEquals(List.of(), left.toList(), "something was made");
    }
  }

  @Test
  void refusesAFolderThatIsNotEmpty() throws Exception {
    Files.writeString(folder.resolve("letter.txt"), "dear all");
    Spoken.refused(64, folder, List.of("simulate", "zcp-single", "--into", "."), "is not empty", "--into");
    assertEquals("dear all", Files.readString(folder.resolve("letter.txt")));
  }

  @Test
  void speaksToPeopleWithoutJson() {
    Spoken said = Spoken.in(folder, "stauts");
    assertEquals("! stauts: there is no such command\n  nothing was changed\n  next: did you mean: status?\n", said.talk());
    assertEquals("", said.out());
  }

  @Test
  void aScriptThatCantBeReadIsNamed() {
    Spoken said = Spoken.in(folder, "-f", "nothing.trek");
    assertEquals(64, said.exit());
    assertTrue(said.talk().contains("nothing.trek"), said::toString);
    said.plainly();
  }
}
