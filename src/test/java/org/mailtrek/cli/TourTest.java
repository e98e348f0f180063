package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabTerminal;
import org.mailtrek.lab.RequiresLab;

/** The tour, as somebody takes it who starts the shell for the first time. */
class TourTest {

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    Spoken.in(folder.resolve("mailtrek-tour"), "simulate", "stop");
  }

  private LabTerminal shell(Path terminal) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return LabTerminal.start(terminal, List.of("sh", "-c", "cd \"$1\"; shift; exec \"$@\"", "sh", folder.toString(), java, "-XX:TieredStopAtLevel=1", "-Xss1m", "-Djava.io.tmpdir=" + folder, "-cp",
        System.getProperty("java.class.path"), "org.mailtrek.Main", "--no-color", "--no-pager"));
  }

  @Test
  @RequiresLab("tmux")
  void runsTheRealCommandsCanBeLeftAndIsTakenUpAgain(@TempDir Path terminals) throws Exception {
    String prompt = "SIM zcp-single/lab1>";
    try (LabTerminal terminal = shell(terminals)) {
      terminal.shows("first time here? 'tour'").stands("mailtrek>").type("tour").press("Enter").stands("Enter types 'simulate zcp-single --into mailtrek-tour --users 20', q leaves:");
      terminal.press("Enter").shows("== tour 2/8: where you stand").stands("Enter types 'status', s skips it, q leaves:").press("Enter").shows("snapshots: 0").shows("== tour 3/8").stands("Enter types 'check', s skips it, q leaves:");
      terminal.type("q").press("Enter").shows("left before stage 3 of 8: is it healthy?").stands(prompt).press("C-d").ends(0);
    }
    try (LabTerminal terminal = shell(terminals)) {
      terminal.lacks("first time here").stands("mailtrek>").type("tour").press("Enter").shows("== tour 3/8: is it healthy?").stands("Enter types 'check', s skips it, q leaves:").press("C-c");
      terminal.shows("left before stage 3").stands(prompt).type("tour").press("Enter").stands("Enter types 'check', s skips it, q leaves:").type("s").press("Enter");
      terminal.stands("Enter types 'plan zcp-to-kopano', s skips it, q leaves:").press("Enter").shows("Enter types 'apply 1-").press("Enter").shows("apply this plan? [y/N]").press("Enter");
      terminal.shows("not agreed to").shows("Enter types 'apply 1-").press("Enter").shows("apply this plan? [y/N]").type("y").press("Enter");
      terminal.shows("== tour 6/8: look around").type("s").press("Enter").stands("Enter types 'report | head 40', s skips it, q leaves:").type("q").press("Enter").stands("SIM zcp-single/lab1 [run 1 not open yet]>");
      terminal.type("config set log_level 4 --file server.cfg --yes").press("Enter").shows("run 2: done").shows(", 15/15 steps done").stands("SIM zcp-single/lab1 [run 1 not open yet]>").type("undo --yes").press("Enter").shows("taken back").stands("SIM zcp-single/lab1 [run 1 not open yet]>");
      terminal.type("tour").press("Enter").stands("Enter types 'report | head 40', s skips it, q leaves:").press("Enter").shows("== tour 8/8: and back").stands("Enter types 'undo', s skips it, q leaves:").press("Enter");
      terminal.shows("take this back? [y/N]").type("y").press("Enter").shows("that was the tour").stands(prompt).type("tour").press("Enter").shows("you have seen all of it").stands(prompt).press("C-d").ends(0);
    }
  }

  @Test
  void isNothingForScripts() {
    Spoken said = Spoken.in(folder, "tour");
    assertEquals(64, said.exit());
    assertTrue(said.talk().contains("next: demo --undo does the same without asking"), said::toString);
  }
}
