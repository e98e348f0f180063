package org.mailtrek.runbook.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mailtrek.engine.Effect;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.engine.Terms;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;
import org.mailtrek.practice.MendedNetscape;
import org.mailtrek.practice.PracticeLab;
import org.mailtrek.practice.oracle.ClusterEstate;
import org.mailtrek.practice.oracle.OracleEstate;

/** A runbook's plan that is applied, or what was applied before being opened to the users. */
final class RunbookScenario extends Scenario {

  private static final String USUAL = "";

  private final String name;
  private final Map<String, String> options;
  private final String version;
  private final boolean opening;
  private final Optional<Earlier> before;

  RunbookScenario(String name, String estate, Map<String, String> options) {
    this(name, estate, new TreeMap<>(options), USUAL, false, Optional.empty());
  }

  private RunbookScenario(String name, String estate, Map<String, String> options, String version, boolean opening, Optional<Earlier> before) {
    super(name, estate);
    this.name = name;
    this.options = options;
    this.version = version;
    this.opening = opening;
    this.before = before;
  }

  /** What was done before, of which the journal knows nothing any more. */
  private record Earlier(String runbook, Map<String, String> options) {}

  /** Returns the same in an estate where a runbook was done on a host long ago. */
  RunbookScenario behind(String runbook, String host) {
    return behind(runbook, Map.of("host", host));
  }

  /** Returns the same in an estate where a runbook was done long ago. */
  RunbookScenario behind(String runbook, Map<String, String> earlier) {
    return new RunbookScenario(name, estate(), options, version, opening, Optional.of(new Earlier(runbook, earlier)));
  }

  /** Returns the second act: all is applied, and mail is let in. */
  RunbookScenario opening() {
    return new RunbookScenario(name, estate(), options, version, true, before);
  }

  /** Returns the same to another release. */
  RunbookScenario to(String release) {
    return new RunbookScenario(name, estate(), options, release, opening, before);
  }

  @Override
  String runbook() {
    StringBuilder text = new StringBuilder(opening ? "open, after " + name : name);
    text.append(version.equals(USUAL) ? "" : " to " + version);
    options.forEach((option, value) -> text.append(value.isEmpty() ? "" : " --" + option + " " + value));
    return text.toString();
  }

  /** Whether the stand-ins of Netscape's programs do it. */
  private boolean driven() {
    return name.equals("netscape-3-to-4") && !moving();
  }

  /** Whether Mailtrek's own engine moves the messages. */
  private boolean moving() {
    return options.containsValue(MessagesScenario.TO);
  }

  private boolean oracle() {
    return estate().equals(OracleEstate.KIND) || clusters();
  }

  private boolean clusters() {
    return estate().equals(ClusterEstate.KIND);
  }

  @Override
  void make(Path folder) throws IOException, InterruptedException, TrekException {
    if (clusters()) {
      OracleWorld.makeClusters(folder);
      if (name.equals("oracle-agent")) {
        OracleWorld.upgradeFrontEnds(folder);
      }
    } else if (oracle()) {
      OracleWorld.make(folder);
      if (before.isPresent()) {
        OracleWorld.longAgo(folder, before.get().runbook(), before.get().options());
      }
    } else if (driven()) {
      MendedNetscape.make(folder, 10, 7);
    } else {
      PracticeLab.make(estate(), folder, 10, 7);
      if (moving()) {
        Files.createDirectory(folder.resolve("practice/lab1/vmail"));
      }
    }
    if (!version.equals(USUAL)) {
      Path declaration = folder.resolve("estate.yaml");
      String text = Files.readString(declaration, StandardCharsets.UTF_8);
      Files.writeString(declaration, text.replaceFirst("version: [0-9.]+, config", "version: " + version + ", config"), StandardCharsets.UTF_8);
    }
    try (CrashWorld world = open(folder, Points.counting())) {
      world.engine().planner(Progress.NONE).plan(world.engine().runbooks().named(name), options);
      if (opening) {
        apply(world, Progress.NONE);
      }
    }
  }

  @Override
  CrashWorld open(Path folder, Points points) throws IOException, InterruptedException, TrekException {
    return oracle() ? OracleWorld.open(folder, points) : LabWorld.open(folder, points);
  }

  /** Returns whether an undo that left something names a change of the plan that can't be taken back, in the plan's own words. */
  private static boolean saysWhyNot(CrashWorld world, Outcome outcome) throws TrekException {
    List<String> reasons = world.engine().plans().named("1").steps().stream().flatMap(each -> each.irreversible().stream()).map(each -> each.irreversible().orElseThrow()).toList();
    return outcome.left().stream().anyMatch(left -> reasons.stream().anyMatch(left::endsWith));
  }

  @Override
  Set<String> stepsOfNoReturn(CrashWorld world) throws TrekException {
    return world.engine().plans().named("1").steps().stream().filter(each -> each.effect() == Effect.IRREVERSIBLE).map(PlannedStep::id).collect(Collectors.toSet());
  }

  private static Terms agreed(CrashWorld world) {
    return Terms.NONE.confirmed(world.estate().name());
  }

  private static void apply(CrashWorld world, Progress progress) throws TrekException {
    done(world.runner(progress).apply(world.engine().plans().named("1"), agreed(world)));
  }

  @Override
  void act(CrashWorld world, Progress progress) throws TrekException {
    if (opening) {
      done(world.runner(progress).open(agreed(world)));
    } else {
      apply(world, progress);
    }
  }

  private static void done(Outcome outcome) {
    if (outcome.kind() != Outcome.Kind.DONE || !outcome.left().isEmpty()) {
      throw new AssertionError(outcome.kind() + " " + outcome.left() + " " + outcome.failure().map(TrekException::toString).orElse(""));
    }
  }

  @Override
  End recover(CrashWorld world, boolean back, Progress progress) throws TrekException {
    List<RunInfo> runs = world.engine().journal().runs();
    int earlier = opening ? 1 : 0;
    RunInfo.State state = runs.size() > earlier ? runs.get(earlier).state() : RunInfo.State.NOTHING_CHANGED;
    boolean undone = state == RunInfo.State.UNDONE || state == RunInfo.State.NOTHING_CHANGED;
    boolean waits = runs.size() > earlier && runs.get(earlier).waits();
    if (waits || state == RunInfo.State.DONE && back) {
      Outcome outcome = back ? world.runner(progress).undo(OptionalLong.empty(), agreed(world)) : world.runner(progress).resume();
      if (back && outcome.kind() == Outcome.Kind.DIFFERENT && saysWhyNot(world, outcome)) {
        return End.NO_RETURN;
      }
      done(outcome);
    }
    return undone || back || state == RunInfo.State.UNDOING ? End.BEFORE : End.AFTER;
  }

  /** Oracle's installer notes times of its own; Netscape's programs write files and their log whenever they run. */
  @Override
  SortedMap<String, String> scan(CrashWorld world, boolean all) throws IOException, TrekException {
    SortedMap<String, String> lines = world.scan(all && !oracle() && !driven());
    if (name.startsWith("oracle-downgrade")) {
      lines.keySet().removeIf(each -> each.endsWith("/pidfile.watcher")); // it comes and goes: a stop that was cut off has ended it first
    }
    if (moving()) {
      if (!all) {
        lines.keySet().removeIf(each -> each.startsWith(MessagesScenario.ROOT)); // what is in them is compared as it is seen
      }
      lines.putAll(MessagesScenario.mailboxes(world, !all));
    }
    if (driven()) {
      lines.keySet().removeIf(each -> each.contains("/log/"));
      lines.replaceAll((path, line) -> line.replaceFirst(" \\S*T\\S*Z", ""));
    }
    return lines;
  }
}
