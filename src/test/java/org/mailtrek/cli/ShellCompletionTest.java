package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.Mailtrek;
import org.mailtrek.command.Candidate;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Session;
import org.mailtrek.command.Shape;
import org.mailtrek.command.Values;
import org.mailtrek.engine.Runbook;
import org.mailtrek.lab.LabTerminal;
import org.mailtrek.lab.RequiresLab;

/** TAB in the real shell, where what is offered comes from the estate. */
@RequiresLab("tmux")
class ShellCompletionTest {

  private static final String PROMPT = "SIM zcp-single/lab1 [plan 2]>";

  @TempDir private static Path temporary;
  private static PracticeRun estate;
  private static String plan;

  @TempDir private Path terminalFolder;

  @BeforeAll
  static void make() throws Exception {
    estate = PracticeRun.make(temporary.resolve("acme"));
    estate.run("services", "stop", "lab1", "postfix", "--yes").well();
    estate.run("undo", "--yes").well();
    plan = estate.plan();
    estate.run("snapshot", "create", "before-the-night", "--yes").well();
  }

  @AfterAll
  static void stop() throws Exception {
    estate.close();
  }

  private LabTerminal shell() {
    return shell("-e", estate.folder().toString()).stands(PROMPT);
  }

  private LabTerminal shell(String... options) {
    return LabTerminal.start(terminalFolder, program(options));
  }

  private List<String> program(String... options) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(
        List.of(java, "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + terminalFolder, "-cp", System.getProperty("java.class.path"), "org.mailtrek.Main", "--no-color"));
    command.addAll(List.of(options));
    return command;
  }

  /** Types a part and presses TAB until the line is complete: an answer that is late comes with the next press. */
  private static void completes(LabTerminal terminal, String typed, String line) {
    terminal.type(typed).stands(PROMPT + " " + typed.strip()).pressUntil("Tab", PROMPT + " " + line).press("C-c").stands(PROMPT);
  }

  @Test
  void everyValueIsDescribedAndAskingForItWritesNothing() throws Exception {
    SortedMap<String, String> before = estate.scan();
    int offered = 0;
    Set<String> bare = new TreeSet<>();
    try (Session session = Mailtrek.session(estate.folder())) {
      for (Catalogue.Entry entry : new Catalogue(session).all()) {
        Shape shape = entry.open().shape();
        for (Values each : Stream.concat(shape.options().stream().map(Shape.Option::values), shape.positionals().stream().map(Shape.Positional::values)).toList()) {
          List<Candidate> all = each.offer(session, "");
          offered += all.size();
          all.stream().filter(one -> one.description().isBlank()).forEach(one -> bare.add(entry.name() + " " + one.value()));
        }
      }
    }
    assertEquals(before, estate.scan());
    assertEquals(Set.of(), bare, "each is described");
    assertTrue(offered > 500, offered + " were offered");
  }

  @Test
  void everyOptionOfEveryRunbookHasValuesToOffer() throws Exception {
    try (Session session = Mailtrek.session(estate.folder())) {
      Shape shape = new Catalogue(session).named("plan").orElseThrow().open().shape();
      List<String> bare = new ArrayList<>();
      for (Runbook runbook : session.engine().runbooks().all()) {
        for (Runbook.Option option : runbook.name().contains(" ") ? List.<Runbook.Option>of() : runbook.options()) {
          for (Shape.Option each : shape.options()) {
            boolean own = each.name().equals("--" + option.name()) && each.values().offer(session, "").isEmpty();
            boolean set = each.name().equals("--set") && each.values().offer(session, "").stream().noneMatch(one -> one.value().startsWith(option.name() + "="));
            if (own || set) {
              bare.add(runbook.name() + " " + each.name() + " " + option.name());
            }
          }
        }
      }
      assertEquals(List.of(), bare);
    }
  }

  @Test
  void aWrongNameIsAnsweredWithWhatThereIs() {
    List<String[]> cases = List.of(
        new String[] {"services stop lab2 postfix --plan", "lab2", "lab1"},
        new String[] {"services stop lab1 postfx --plan", "postfx", "postfix"},
        new String[] {"rollback snapshot before-the-nigth --plan", "before-the-nigth", "before-the-night"},
        new String[] {"plan zcp-to-kopan", "zcp-to-kopan", "zcp-to-kopano"},
        new String[] {"plan zcp-to-kopano --schema transplent", "transplent", "transplant"},
        new String[] {"apply " + plan + " --only move-atachments --yes", "move-atachments", "move-attachments"},
        new String[] {"run show 99", "99", "run list"},
        new String[] {"plan show 99", "99", "plan list"},
        new String[] {"config explain attachment_storrage", "attachment_storrage", "attachment_storage"},
        new String[] {"backup verify nigth", "nigth", "backup list"},
        new String[] {"replay nigth", "nigth", "record"},
        new String[] {"set pagr on", "pagr", "pager"},
        new String[] {"set pager of", "of", "off"},
        new String[] {"plan export " + plan + " --format hmtl", "hmtl", "did you mean html?"},
        new String[] {"help statsu", "statsu", "status"},
        new String[] {"fault lab2 services", "lab2", "lab1"},
        new String[] {"simulate zcp-singel --into x", "zcp-singel", "zcp-single"});
    List<String> wrong = new ArrayList<>();
    for (String[] each : cases) {
      Spoken said = estate.run(each[0].split(" "));
      if (said.exit() == 0 || !said.talk().contains(each[1]) || !said.talk().contains(each[2])) {
        wrong.add(each[0] + ": " + said);
      }
    }
    assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
  }

  @Test
  void offersWhatTheEstateHas() {
    try (LabTerminal terminal = shell()) {
      completes(terminal, "rollback snapshot b", "rollback snapshot before-the-night");
      completes(terminal, "apply ", "apply " + plan);
      completes(terminal, "config explain attachment_stor", "config explain attachment_storage");
      completes(terminal, "ldap search --base ou=Con", "ldap search --base ou=Contacts,dc=example,dc=com");
      completes(terminal, "services stop lab1 zarafa-g", "services stop lab1 zarafa-gateway");
      completes(terminal, "apply " + plan + " --only move-a", "apply " + plan + " --only move-attachments");
      completes(terminal, "plan oracle-side-by-side --host l", "plan oracle-side-by-side --host lab1");
      completes(terminal, "plan oracle-side-by-side --media /et", "plan oracle-side-by-side --media /etc/");
      completes(terminal, "plan zcp-to-kopano --schema tr", "plan zcp-to-kopano --schema transplant");
      terminal.press("C-d").ends(0);
    }
  }

  @Test
  void thePlanStandsInThePromptAndItsAgeAtTheRightEdgeWhereThereIsRoom() {
    try (LabTerminal terminal = shell()) {
      terminal.shows("plan " + plan + ", ").shows(" notes").resize(200, 24).press("C-l").press("Enter").shows(" ".repeat(90) + "plan " + plan);
      terminal.resize(60, 24).press("Enter").press("C-l").type("let").stands(PROMPT + " let").lacks("plan " + plan).press("C-u").press("C-d").ends(0);
    }
  }

  @Test
  void insertsQuotedWhatNeedsQuotes() throws Exception {
    java.nio.file.Files.writeString(terminalFolder.resolve("two words.ldif"), "");
    try (LabTerminal terminal = LabTerminal.start(terminalFolder, program("-e", estate.folder().toString())).stands(PROMPT)) {
      completes(terminal, "ldap rewrite two", "ldap rewrite 'two words.ldif'");
      completes(terminal, "ldap rewrite 'two w", "ldap rewrite 'two words.ldif'");
      completes(terminal, "plan zcp-to-kopano --schema=tr", "plan zcp-to-kopano --schema=transplant");
      terminal.type("services sto lab1").press("Left").press("Left").press("Left").press("Left").press("Left").pressUntil("Tab", PROMPT + " services stop lab1").press("C-c").stands(PROMPT);
      terminal.press("C-d").ends(0);
    }
  }

  @Test
  void offersTheEstateThatWasUsedLastByItsName() {
    try (LabTerminal terminal = shell()) {
      terminal.press("C-d").ends(0);
    }
    try (LabTerminal terminal = shell(new String[0])) {
      terminal.shows("no estate here. The last one was zcp-single: use ").stands("mailtrek>").press("C-d").ends(0);
    }
  }

  @Test
  void offersRunsWithWhatBecameOfThem() {
    try (LabTerminal terminal = shell()) {
      terminal.type("run show ").pressUntil("Tab", PROMPT + " run show 1").press("C-c").stands(PROMPT);
      terminal.type("undo --").press("Tab").shows("--plan").shows("only preview").press("C-c").stands(PROMPT);
      terminal.press("C-d").ends(0);
    }
  }
}
