package org.mailtrek;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Walks the imports of the whole program: a package imports only from floors below it. */
class FloorsTest {

  private static final Path SOURCES = Path.of("src/main/java/org/mailtrek");
  /** What is compiled on its own, with Groovy, and loaded at the first macro. */
  private static final Path MACRO_SOURCES = Path.of("src/macro/java/org/mailtrek");
  private static final Set<String> AREAS = Set.of("config", "directory", "database", "attachments", "mailbox", "oracle", "system");
  private static final Map<String, Integer> FLOORS =
      Map.ofEntries(
          Map.entry("", 100),
          Map.entry("shell", 90),
          Map.entry("command", 80),
          Map.entry("macro", 70),
          Map.entry("report", 70),
          Map.entry("runbook", 60),
          Map.entry("check", 50),
          Map.entry("backup", 50),
          Map.entry("discovery", 50),
          Map.entry("practice", 50),
          Map.entry("config", 40),
          Map.entry("directory", 40),
          Map.entry("database", 40),
          Map.entry("attachments", 40),
          Map.entry("mailbox", 40),
          Map.entry("oracle", 40),
          Map.entry("system", 40),
          Map.entry("engine", 30),
          Map.entry("engine.change", 25),
          Map.entry("estate", 20),
          Map.entry("host", 10));
  private static final Pattern NAMED = Pattern.compile("\\borg\\.mailtrek\\.([a-z]+(?:\\.[a-z]+)*)");

  @Test
  void thePageOfTheHouseNamesEveryFloor() throws IOException {
    String page = Files.readString(Path.of("docs/explanation/architecture.md"));
    assertEquals(List.of(), FLOORS.keySet().stream().filter(each -> !each.isEmpty() && !page.contains("`" + each)).toList(), "packages that the page leaves out");
  }

  @Test
  void everyPackageImportsOnlyFromFloorsBelowIt() throws IOException {
    List<String> upward = new ArrayList<>();
    for (Path file : sources()) {
      String from = packageOf(file);
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("package ") || line.strip().startsWith("*") || line.strip().startsWith("/*")) {
          continue;
        }
        Matcher named = NAMED.matcher(line);
        while (named.find()) {
          String to = floorName(named.group(1));
          if (!allowed(from, to)) {
            upward.add(file + ": " + line.strip());
          }
        }
      }
    }
    assertEquals(List.of(), upward);
  }

  @Test
  void everyPackageHasAFloorAndAPageOfItsOwn() throws IOException {
    Set<String> packages = new TreeSet<>();
    for (Path file : sources()) {
      packages.add(packageOf(file));
      Path page = file.resolveSibling("package-info.java");
      assertEquals(true, Files.exists(page), "package-info.java is missing beside " + file);
    }
    assertFalse(packages.isEmpty());
    for (String each : packages) {
      assertEquals(true, FLOORS.containsKey(floorName(each)), "no floor for package " + each);
    }
  }

  @Test
  void noNameIsADrawerForUtilities() throws IOException {
    Pattern drawer = Pattern.compile(".*(Util|Utils|Helper|Helpers|Manager|Common|Misc|Impl)\\.java|Base[A-Z].*");
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      if (drawer.matcher(file.getFileName().toString()).matches()) {
        found.add(file.toString());
      }
    }
    assertEquals(List.of(), found);
  }

  @Test
  void noClassIsLongerThanFiveHundredLines() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      long lines = Files.readAllLines(file).size();
      if (lines > 500) {
        found.add(file + " has " + lines);
      }
    }
    assertEquals(List.of(), found);
  }

  /** {@code scripts/figures} prints the same figures. */
  @Test
  void classesAreSmallAndMostAreSeenByTheirPackageAlone() throws IOException {
    Pattern open = Pattern.compile("^public ([a-z]+ )*(class|interface|record|enum|@interface) ");
    List<Integer> lengths = new ArrayList<>();
    int seen = 0;
    for (Path file : sources()) {
      List<String> lines = Files.readAllLines(file);
      if (!file.endsWith("package-info.java")) {
        lengths.add(lines.size());
        seen += lines.stream().anyMatch(line -> open.matcher(line).find()) ? 1 : 0;
      }
    }
    lengths.sort(null);
    assertTrue(lengths.get(lengths.size() / 2) < 100, "the median class has " + lengths.get(lengths.size() / 2) + " lines");
    assertTrue(lengths.get(lengths.size() * 9 / 10) < 250, "nine of ten classes have up to " + lengths.get(lengths.size() * 9 / 10) + " lines");
    assertTrue(2 * seen <= lengths.size(), seen + " of " + lengths.size() + " classes are public");
  }

  private static boolean allowed(String from, String to) {
    String own = floorName(from);
    if (own.equals(to)) {
      return true;
    }
    if (AREAS.contains(own) && AREAS.contains(to)) {
      return false;
    }
    return FLOORS.getOrDefault(to, Integer.MAX_VALUE) < FLOORS.getOrDefault(own, -1);
  }

  private static String floorName(String name) {
    if (name.startsWith("engine.change")) {
      return "engine.change";
    }
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static String packageOf(Path file) {
    Path folder = (file.startsWith(SOURCES) ? SOURCES : MACRO_SOURCES).relativize(file).getParent();
    return folder == null ? "" : folder.toString().replace('/', '.');
  }

  private static List<Path> sources() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path root : List.of(SOURCES, MACRO_SOURCES)) {
      try (Stream<Path> files = Files.walk(root)) {
        files.filter(each -> each.toString().endsWith(".java")).sorted().forEach(all::add);
      }
    }
    return all;
  }
}
