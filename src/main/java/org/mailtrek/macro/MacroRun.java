package org.mailtrek.macro;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.mailtrek.engine.Plan;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * One run of a macro, from its first line to its last: reads the estate, says what it found, and gathers what its change blocks ask for. Nothing is written. Not for
 * several threads.
 */
public final class MacroRun implements Script {

  private final Recorder world;
  private final Outside outside;
  private final Questions questions;
  private final Plans plans;
  private final List<Part> parts = new ArrayList<>();
  private final List<Stop> stops = new ArrayList<>();
  private final Map<String, Object> variables = new LinkedHashMap<>();
  private Object value = "";

  /**
   * What ends the run of a plan that a macro asks for.
   *
   * @param why one sentence
   * @param holds looks; only reads
   */
  public record Stop(String why, BooleanSupplier holds) {}

  private MacroRun(View view, boolean writes, Outside outside, Map<String, String> answers) {
    this.world = new Recorder(view, writes);
    this.outside = outside;
    this.questions = new Questions(outside, answers);
    this.plans = new Plans(outside);
    Database database = new Database(world, outside, "");
    variables.put("hosts", new Hosts(world));
    variables.put("files", new Files(world));
    variables.put("configuration", new Configuration(world, outside));
    variables.put("directory", new Directory(world));
    variables.put("database", database);
    variables.put("attachments", new Attachments(database));
    variables.put("plans", plans);
    variables.put("snapshots", new Snapshots(outside));
    variables.put("estates", new Estates(outside));
    variables.put("tables", new Tables(parts));
    variables.put("questions", questions);
  }

  /**
   * Runs a macro.
   *
   * @param given what was given for its parameters, by name
   * @param answers to questions that were asked before
   * @throws TrekException when it fails, refuses to go on, or is left
   */
  public static MacroRun of(Macro macro, Map<String, String> given, Map<String, String> answers, View view, Outside outside) throws TrekException {
    Header header = macro.header();
    MacroRun run = new MacroRun(view, !header.reads(), outside, answers);
    run.variables.putAll(macro.variables(given));
    outside.language().run(macro.source(outside.cache()), run);
    if (run.plans.wanted().isPresent() && !run.world.blocks().isEmpty()) {
      throw TrekException.at(macro.name()).kind(TrekException.Kind.USAGE).found("changes the estate and applies a plan: one of the two").next("two macros");
    }
    return run;
  }

  /** Evaluates an expression that only reads. */
  public static MacroRun expression(String text, View view, Outside outside) throws TrekException {
    MacroRun run = new MacroRun(view, false, outside, Map.of());
    run.value = outside.language().run(new Source("expression", text, Optional.empty()), run);
    return run;
  }

  /** Returns what it said. */
  public List<Part> parts() {
    return List.copyOf(parts);
  }

  /** Returns the value of its last expression. */
  public Object value() {
    return value;
  }

  /** Returns the plan that it asks to be applied. */
  public Optional<Plan> wanted() {
    return plans.wanted();
  }

  /** Returns what ends that early. */
  public List<Stop> stops() {
    return List.copyOf(stops);
  }

  /** Returns whether it asks for changes. */
  public boolean changes() {
    return !world.blocks().isEmpty();
  }

  List<ChangeBlock> blocks() {
    return world.blocks();
  }

  Map<String, String> answers() {
    return questions.answers();
  }

  @Override
  public Map<String, Object> variables() {
    return Collections.unmodifiableMap(variables);
  }

  @Override
  public Writing begin(String why) throws TrekException {
    world.begin(why);
    return new Writing(world, outside);
  }

  @Override
  public void end() throws TrekException {
    world.end();
  }

  @Override
  public void giveUp() {
    world.giveUp();
  }

  @Override
  public void say(String line) {
    parts.add(new Part.Line(line));
  }

  @Override
  public void fact(String name, Object fact) {
    parts.add(new Part.Fact(name, fact instanceof Number || fact instanceof Boolean ? fact : String.valueOf(fact)));
  }

  @Override
  public void stop(String why) throws TrekException {
    throw TrekException.at("stop").kind(TrekException.Kind.REFUSED).found(why).next("nothing was changed");
  }

  @Override
  public void stopWhen(String why, BooleanSupplier holds) {
    stops.add(new Stop(why, holds));
  }
}
