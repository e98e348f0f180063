package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Shape;
import org.mailtrek.command.Token;
import org.mailtrek.command.Tokenizer;

/**
 * Carries out what the help of every command shows, on a practice estate: the first example of some commands, drawn by a seed that is printed, and all of all
 * with {@code -Dmailtrek.exhaustive=true}. What changes the estate is previewed only. Each result is held to the published schema of its command.
 */
class EveryCommandTest {

  /** What the examples name, and what the practice estate has in its place. */
  private static final Map<String, String> NAMES = new LinkedHashMap<>();
  /** What takes long, waits for something, or needs more than a practice estate; other tests carry it out. */
  private static final Set<String> ELSEWHERE = Set.of("demo", "simulate", "simulate stop", "attach", "estate trust", "packages unpack", "packages repository", "ldap purge", "attachments extract", "rehearse", "mailbox messages", "mailbox open", "mailbox serve", "mailbox undo", "queue convert", "mailbox folders", "mailbox recover");
  /** What is refused as the estate stands; the refusal is held to the schema too. */
  private static final Set<String> STATE = Set.of("tour", "journal accept", "journal recover", "logs", "record start", "record stop", "cancel", "ldap resources", "snapshot create", "mailbox status", "mailbox verify",
      "statefile check", "statefile edit", "statefile write");
  private static final boolean ALL = Boolean.getBoolean("mailtrek.exhaustive");

  private static final int SAMPLE = 12;

  @TempDir private static Path temporary;
  private static PracticeRun estate;

  @BeforeAll
  static void make() throws Exception {
    estate = PracticeRun.make(temporary.resolve("acme"));
    estate.run("backup", "config", "ldap", "--yes").well();
    estate.run("services", "stop", "lab1", "postfix", "--yes").well();
    estate.run("snapshot", "create", "before-migration", "--yes").well();
    estate.run("status").well();
    estate.run("record", "last", "1", "as", "night").well();
    estate.run("database", "dump", "zarafa.sql.gz").well();
    estate.run("ldap", "export", "-o", "export.ldif").well();
    Files.writeString(estate.folder().resolve("people.ldif"), "dn: uid=extra,ou=people,dc=example,dc=com\nobjectClass: inetOrgPerson\nuid: extra\ncn: Extra\nsn: Extra\n");
    Files.copy(Path.of("examples/macros/quota-report.groovy"), Files.createDirectories(estate.folder().resolve("macros")).resolve("quota-report.groovy"));
    String plan = estate.plan();
    NAMES.put("mail1", "lab1");
    NAMES.put("mail2", "lab1");
    NAMES.put("/srv/estates/acme", temporary.resolve("fresh").toString());
    NAMES.put("~/practice", estate.folder().toString());
    NAMES.put("examples/macros", Path.of("examples/macros").toAbsolutePath().toString());
    NAMES.put("/etc/zarafa", estate.machine("/etc/zarafa").toString());
    NAMES.put("/etc/kopano", estate.machine("/etc/zarafa").toString());
    NAMES.put("/srv/attachments", "/var/lib/elsewhere");
    NAMES.put("run-1/back-up", estate.run("--plain", "backup", "list").out().split("\t")[0]);
    NAMES.put("plan show 3 ", "plan show " + plan + " ");
    NAMES.put("plan export 3 ", "plan export " + plan + " ");
    NAMES.put("apply 3 ", "apply " + plan + " ");
    NAMES.put("undo 3 ", "undo 2 ");
    NAMES.put("run show 3 ", "run show 2 ");
    NAMES.put("--run 3 ", "--run 2 ");
    NAMES.put("snapshot delete old ", "snapshot delete before-migration ");
    NAMES.put("--confirm=old", "--confirm=before-migration");
  }

  @AfterAll
  static void stop() throws Exception {
    estate.close();
  }

  @Test
  void whatTheHelpShowsIsCarriedOutAndSaysWhatItsSchemaPromises() throws IOException {
    boolean writes = "write".equals(System.getProperty("mailtrek.reference"));
    ResultSchemas schemas = new ResultSchemas();
    List<String> wrong = new ArrayList<>();
    int told = 0;
    for (Catalogue.Entry entry : commands(ALL || writes)) {
      Shape shape = entry.open().shape();
      List<Shape.Example> examples = ALL || writes ? shape.examples() : shape.examples().subList(0, 1);
      for (Shape.Example each : examples) {
        if (triedElsewhere(entry, each)) {
          continue;
        }
        List<String> words = words(each.line(), shape);
        Spoken said = estate.run(words.toArray(String[]::new));
        String shown = String.join(" ", words) + " -> " + said.exit() + ": ";
        if (said.talk().contains("a fault in Mailtrek itself") || said.exit() == 64 && !STATE.contains(entry.name()) || !said.out().startsWith("{")) {
          wrong.add(shown + said);
          continue;
        }
        told++;
        String named = said.json().getFieldAsString("command");
        // an example may begin with another command; a macro says its own name
        Catalogue.Entry command = new Catalogue().named(named).orElse(entry);
        if (writes) {
          schemas.learn(command.name(), command.open().shape().acts(), said.out());
        } else {
          schemas.faults(command.name(), said.out()).forEach(fault -> wrong.add(shown + fault));
        }
      }
    }
    if (writes) {
      Map<String, Boolean> all = new LinkedHashMap<>();
      new Catalogue().all().forEach(each -> all.put(each.name(), each.open().shape().acts()));
      schemas.write(all);
    }
    assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
    assertTrue(told >= (ALL ? 180 : SAMPLE), told + " results were looked at");
  }

  private static boolean triedElsewhere(Catalogue.Entry command, Shape.Example example) {
    return ELSEWHERE.contains(command.name()) || example.line().contains("--follow") || example.line().contains("- -");
  }

  /** Returns all commands, or some of those whose first example is carried out here. */
  private static List<Catalogue.Entry> commands(boolean all) {
    List<Catalogue.Entry> commands = new ArrayList<>(new Catalogue().all());
    if (!all) {
      long seed = System.nanoTime();
      System.out.println("EveryCommandTest: seed " + seed);
      commands.removeIf(each -> triedElsewhere(each, each.open().shape().examples().get(0)));
      Collections.shuffle(commands, new Random(seed));
      commands = commands.subList(0, SAMPLE);
    }
    return commands;
  }

  @Test
  void resultsAreTheSameBytesAnywhereAndPlainOnesHoldAFactALine() {
    List<String> wrong = new ArrayList<>();
    for (Catalogue.Entry entry : commands(ALL)) {
      Shape shape = entry.open().shape();
      if (triedElsewhere(entry, shape.examples().get(0))) {
        continue;
      }
      List<String> words = words(shape.examples().get(0).line(), shape);
      words.removeAll(List.of("--json"));
      words.add(0, "--plain");
      Spoken here = estate.run(words.toArray(String[]::new));
      String shown = String.join(" ", words) + " -> " + here.exit() + ": ";
      (here.out() + here.talk()).lines().filter(each -> each.matches("(?s).*[\\u001b\\r\\u2026\\u2500-\\u257f].*")).forEach(each -> wrong.add(shown + "redrawn, drawn or cut: " + each));
      if (entry.name().equals("exec") || entry.name().equals("macro show")) {
        continue; // a program's own words, and a person's file
      }
      here.out().lines().filter(each -> each.strip().matches(".*\\S {3,}\\S.*")).forEach(each -> wrong.add(shown + "several facts: " + each));
      if (here.exit() != 0 && here.exit() != 2 && here.exit() != 4) {
        if (!here.out().isEmpty() || here.talk().isEmpty()) {
          wrong.add(shown + "a failure belongs beside the results: " + here);
        }
      } else if (shape.effect() == Shape.Effect.READS || shape.acts()) {
        Spoken there = elsewhere(words);
        if (!settled(there.out()).equals(settled(here.out())) || there.exit() != here.exit() || !there.talk().isEmpty()) {
          wrong.add(shown + "here " + here + " and elsewhere " + there);
        }
      }
    }
    assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
  }

  /** Returns a result without what each preview has of its own: the plan's id, the stamp of a backup, the time of a report. */
  private static String settled(String result) {
    return result.replaceAll("plan (show )?\\d+-[0-9a-f]{4}", "plan N").replaceAll("Made 20.* UTC", "Made now").replaceAll("20\\d{6}-\\d{6}", "STAMP");
  }

  /** Carries a command out in another language and time zone, quietly. */
  private static Spoken elsewhere(List<String> words) {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    List<String> quiet = new ArrayList<>(words);
    quiet.add(0, "--quiet");
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      return estate.run(quiet.toArray(String[]::new));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void everyCommandHasAPublishedSchema() {
    assertEquals(List.of(), new Catalogue().all().stream().map(Catalogue.Entry::name).filter(each -> !Files.exists(ResultSchemas.file(each))).toList());
  }

  private static final Pattern TOLD = Pattern.compile("(?:\\.field|\\.fact|Rows\\.of|listed)\\((?:\\w+, )?\"([a-z_0-9]+)\"");

  /** Commands that have nothing to tell but that they are done, or whose result is that of any change. */
  private static final Map<String, String> NO_RESULT = Map.of(
      "attach", "what it shows are the job's own words",
      "cancel", "it asks a job to stop",
      "exit", "nobody reads it any more",
      "journal accept", "it writes into the journal",
      "mailbox recover", "it says in words what was begun",
      "note", "it writes into the journal",
      "record start", "it begins",
      "simulate stop", "it ends servers",
      "statefile edit", "it writes a file",
      "statefile write", "it writes a file");

  @Test
  void everySchemaSaysWhatItsCommandTells() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Catalogue.Entry each : new Catalogue().all()) {
      boolean acts = each.open().shape().acts();
      Set<String> own = new HashSet<>(ResultSchemas.keys(each.name()));
      own.removeAll(ResultSchemas.commonKeys(acts));
      if (!ResultSchemas.whole(each.name())) {
        wrong.add(each.name() + " leaves something open");
      }
      if (!acts && own.isEmpty() != NO_RESULT.containsKey(each.name())) {
        wrong.add(each.name() + (own.isEmpty() ? " tells nothing of its own" : " tells something after all"));
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyKeyThatTheCodeTellsStandsInASchema() throws IOException {
    Set<String> known = new HashSet<>();
    for (Catalogue.Entry each : new Catalogue().all()) {
      known.addAll(ResultSchemas.keys(each.name()));
    }
    List<String> unknown = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("src/main/java/org/mailtrek/command"))) {
      for (Path file : all.sorted().toList()) {
        TOLD.matcher(Files.readString(file)).results().map(told -> told.group(1)).filter(key -> !known.contains(key)).forEach(key -> unknown.add(file.getFileName() + ": " + key));
      }
    }
    assertEquals(List.of(), unknown);
  }

  private static List<String> words(String line, Shape shape) {
    String real = line + " ";
    for (Map.Entry<String, String> each : NAMES.entrySet()) {
      real = real.replace(each.getKey(), each.getValue());
    }
    List<String> words = new ArrayList<>(List.of("--json"));
    for (Token each : Tokenizer.plain().split(real).tokens()) {
      if (each.operator()) {
        break;
      }
      words.add(each.text());
    }
    words.removeIf(each -> each.equals("--yes") || each.equals("--json") && words.indexOf(each) != words.lastIndexOf(each));
    if (!words.contains("--json")) {
      words.add(0, "--json");
    }
    if (shape.acts() && !words.contains("--plan") && !line.startsWith("macro run")) {
      words.add("--plan");
    }
    return words;
  }
}
