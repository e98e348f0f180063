package org.mailtrek.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Runner;
import org.mailtrek.engine.Terms;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.Practice;

/** Shows the main job from nothing, on a practice estate: a Zarafa server becomes a Kopano server, and goes back where asked. */
final class Demo implements Command {

  private static final int USERS = 200;
  private static final String RUNBOOK = "zcp-to-kopano";

  @Override
  public Shape shape() {
    return Shape.keeps()
        .option("--into", "DIR", "the folder of the practice estate (default: ./mailtrek-demo); must be empty or missing", Offers.folders())
        .flag("--undo", "also take everything back, and prove that every object is as it was")
        .option("--users", "N", "how many mailboxes (default: 200)", Offers.numbers(10, 200))
        .example("demo", "a Zarafa server becomes a Kopano server, for real, inside one folder")
        .example("demo --into /tmp/d --undo", "and back, byte for byte")
        .see("simulate", "plan", "apply", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Path folder = call.session().path(call.option("--into").orElse("mailtrek-demo")).toAbsolutePath().normalize();
    Talk talk = call.talk();
    talk.say("== a practice estate in " + folder);
    Practice.make("zcp-single", folder, (int) Math.min(Integer.MAX_VALUE, (long) call.number("--users").orElse((long) USERS)), 1, what -> talk.say("  " + what));
    Session session = call.session();
    session.use(folder);
    talk.say("== scan: every object that a change could touch");
    List<String> before = Scan.lines(session, talk);
    talk.say("  " + before.size() + " objects");
    Call agreed = agreed(call);
    talk.say("== plan " + RUNBOOK);
    Plan plan = session.engine().planner(new RunProgress(talk)).plan(session.engine().runbooks().named(RUNBOOK), Map.of());
    talk.say("== apply " + plan.id());
    Result applied = new Acting(agreed).apply(plan);
    if (applied.outcome() != Outcome.DONE) {
      return applied.field("folder", folder);
    }
    talk.say("== check");
    Result checked = new CheckAll().run(agreed);
    checked.blocks().forEach(talk::show);
    if (checked.outcome() != Outcome.DONE) {
      return session.leadingHere(checked.outcome(Outcome.DIFFERENT).exit(Exit.LEFT).field("folder", folder)).next("status");
    }
    talk.say("== open: mail and clients are let in");
    Result opened = plan.twoActs() ? act(agreed, runner -> runner.open(Terms.NONE)) : applied;
    if (opened.outcome() != Outcome.DONE) {
      return opened.field("folder", folder);
    }
    new Report().run(new Call("report", Map.of(), List.of(), session)).blocks().forEach(talk::show);
    long changes = applied.changes() + (plan.twoActs() ? opened.changes() : 0);
    Result result = Result.done().changes(changes).field("plan", plan.id()).field("folder", folder).field("objects", before.size());
    if (call.has("--undo")) {
      return undone(agreed, before, result, plan.twoActs() ? 2 : 1);
    }
    return session.leadingHere(result.line("done: " + changes + " objects changed; look around in " + folder)).next("run show").next("undo (twice: 'open', then the migration)");
  }

  private static Call agreed(Call call) throws TrekException {
    Map<String, List<String>> given = new LinkedHashMap<>();
    given.put("--yes", List.of("true"));
    given.put("--confirm", List.of(call.session().estate().name()));
    return new Call(call.name(), given, List.of(), call.session());
  }

  private static Result act(Call call, Acting.Act act) throws TrekException {
    Result result = new Acting(call).act(act, "undo");
    result.blocks().forEach(call.talk()::show);
    return result;
  }

  private static Result undone(Call call, List<String> before, Result result, int runs) throws TrekException {
    Session session = call.session();
    Terms terms = Terms.NONE.confirmed(session.estate().name());
    for (int i = 0; i < runs; i++) {
      Runner looking = session.engine().runner(new RunProgress(call.talk()), new Interruption());
      if (looking.previewUndo(OptionalLong.empty()).runs().isEmpty()) {
        break;
      }
      call.talk().say("== undo");
      Result undone = RunResult.takenBack(new Acting(call).perform(runner -> runner.undo(OptionalLong.empty(), terms)), "");
      undone.blocks().forEach(call.talk()::show);
      if (undone.outcome() != Outcome.DONE) {
        return undone.field("folder", session.folder());
      }
    }
    call.talk().say("== scan again");
    List<String> differences = differences(before, Scan.lines(session, call.talk()));
    if (differences.isEmpty()) {
      return result.field("differences", List.of()).line("taken back: all " + before.size() + " objects are exactly as they were");
    }
    Result different = result.outcome(Outcome.DIFFERENT).exit(Exit.LEFT).field("differences", differences).line("! " + differences.size() + " objects differ:");
    return different.lines(differences.stream().limit(20).toList());
  }

  private static List<String> differences(List<String> before, List<String> after) {
    TreeSet<String> gone = new TreeSet<>(before);
    after.forEach(gone::remove);
    TreeSet<String> come = new TreeSet<>(after);
    before.forEach(come::remove);
    List<String> all = new ArrayList<>();
    gone.forEach(line -> all.add("- " + line));
    come.forEach(line -> all.add("+ " + line));
    return all;
  }
}
