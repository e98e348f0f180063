package org.mailtrek.runbook.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is known of the points of scenarios: a folder of files, one for each scenario and shard, so that the matrix can be gone on with another day. */
final class CrashRecord {

  private final Path folder;
  private final String shard;

  CrashRecord(Path folder, String shard) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.shard = shard.replace('/', '-');
  }

  /** How a point was hit. */
  enum Way {
    PROCESS,
    SIGKILL
  }

  /**
   * A point that was hit.
   *
   * @param survived whether both ways from there ended as they should
   */
  record Hit(Way way, int point, boolean survived, double seconds) {

    private String line() {
      return String.format(Locale.ROOT, "%s %d %s %.2f%n", way, point, survived, seconds);
    }

    private static Hit of(String line) {
      String[] words = line.split(" ");
      return new Hit(Way.valueOf(words[0]), Integer.parseInt(words[1]), Boolean.parseBoolean(words[2]), Double.parseDouble(words[3]));
    }
  }

  private Path file(Scenario scenario) {
    return folder.resolve(scenario.name() + "." + shard + ".txt");
  }

  /** Returns what was hit before; what was noted of another count of points is forgotten, but for the few that hosts at work side by side make more or less of. */
  Set<String> begin(Scenario scenario, int points) throws IOException {
    Path file = file(scenario);
    if (!Files.exists(file) || !alike(points(file), points)) {
      Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".draft"), points + "\n", StandardCharsets.UTF_8);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE); // other shards read it
    }
    Set<String> hit = new HashSet<>();
    hits(scenario).stream().filter(Hit::survived).forEach(each -> hit.add(each.way() + " " + each.point()));
    return hit;
  }

  void add(Scenario scenario, Hit hit) throws IOException {
    Files.writeString(file(scenario), hit.line(), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }

  private static boolean alike(int some, int others) {
    return Math.abs(some - others) * 1000L <= Math.max(some, others);
  }

  private static int points(Path file) throws IOException {
    return Integer.parseInt(Files.readAllLines(file, StandardCharsets.UTF_8).get(0));
  }

  /** Returns the files of a scenario that speak of its latest count of points. */
  private List<Path> files(Scenario scenario) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> of = all.filter(each -> each.getFileName().toString().matches(Pattern.quote(scenario.name()) + "\\.[0-9]+-[0-9]+\\.txt"))
          .sorted(Comparator.comparing((Path each) -> each.toFile().lastModified()).reversed()).toList();
      List<Path> latest = new ArrayList<>();
      for (Path each : of) {
        if (alike(points(each), points(of.get(0)))) {
          latest.add(each);
        }
      }
      return latest;
    }
  }

  /** Returns how many points a scenario has; 0 when nobody has counted. */
  int points(Scenario scenario) throws IOException {
    List<Path> files = files(scenario);
    return files.isEmpty() ? 0 : points(files.get(0));
  }

  /** Returns the last word on each point that was hit, in each way. */
  List<Hit> hits(Scenario scenario) throws IOException {
    Map<String, Hit> last = new LinkedHashMap<>();
    for (Path each : files(scenario)) {
      List<String> lines = Files.readAllLines(each, StandardCharsets.UTF_8);
      lines.subList(1, lines.size()).stream().map(Hit::of).forEach(hit -> last.put(hit.way() + " " + hit.point(), hit));
    }
    return List.copyOf(last.values());
  }
}
