package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** How often the preview of a bulk step reads the world. */
final class FreshTest {

  private static final List<String> NAMES = List.of("/etc/made", "/etc/other");

  private final int[] previews = new int[1];
  private final Hands clock = new Hands();
  private StepWorld world;

  /** A clock that is set by hand. */
  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2024-05-06T07:08:09Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** Makes a folder, in bulk. */
  private record MakeFolder(String name, int[] previews) implements Step {

    @Override
    public String id() {
      return "make" + name.replace('/', '-');
    }

    @Override
    public String title() {
      return "Make " + name;
    }

    @Override
    public boolean bulk() {
      return true;
    }

    @Override
    public void preview(View view, Preview preview) throws TrekException {
      previews[0]++;
      if (view.host("mail1").stat(HostPath.of(name)).isEmpty()) {
        for (Folder each : Folder.of(view, "mail1", HostPath.of(name), new Owner("root", "root"), 0755)) {
          preview.change(each);
        }
      }
    }
  }

  /** Makes folders, a step each. */
  private record Folders(List<Step> all) implements Runbook {

    @Override
    public String name() {
      return "folders";
    }

    @Override
    public String title() {
      return "Make folders";
    }

    @Override
    public List<Step> steps(View view, Map<String, String> options) {
      return all;
    }
  }

  @BeforeEach
  void makeAWorld(@TempDir Path locks) throws TrekException {
    StepWorld fresh = SmallWorld.fresh();
    fresh.file("/etc/passwd", "root:x:0:0::/root:/bin/sh\n");
    fresh.file("/etc/group", "root:x:0:\n");
    world = fresh.locked(locks).settled();
  }

  private Runbook folders(int count) {
    return new Folders(NAMES.subList(0, count).stream().map(name -> (Step) new MakeFolder(name, previews)).toList());
  }

  private Outcome applied(Engine engine, Plan plan) throws TrekException {
    return engine.runner(Progress.NONE, new Interruption()).apply(plan, Terms.NONE);
  }

  @Test
  void aCommandThatPlansAndAppliesReadsOnceAndVerifiesOnce() throws TrekException {
    Runbook runbook = folders(1);
    Engine engine = world.engine(runbook, clock);
    assertEquals(Outcome.Kind.DONE, applied(engine, engine.planner(Progress.NONE).plan(engine.runbooks().named("folders"), Map.of())).kind());
    assertEquals(2, previews[0]);
    assertTrue(world.machine().stat(HostPath.of("/etc/made")).isPresent());
  }

  @Test
  void whoComesBackLaterOrFromAnotherProcessReadsOnceMore() throws TrekException {
    Runbook runbook = folders(1);
    Engine engine = world.engine(runbook, clock);
    Plan plan = engine.planner(Progress.NONE).plan(engine.runbooks().named("folders"), Map.of());
    clock.now = clock.now.plus(Duration.ofSeconds(11));
    assertEquals(Outcome.Kind.DONE, applied(engine, plan).kind());
    assertEquals(3, previews[0]);
    engine.runner(Progress.NONE, new Interruption()).undo(OptionalLong.empty(), Terms.NONE);
    Plan another = engine.planner(Progress.NONE).plan(engine.runbooks().named("folders"), Map.of());
    assertEquals(Outcome.Kind.DONE, applied(world.engine(runbook, clock), another).kind());
    assertEquals(6, previews[0]);
  }

  @Test
  void aStepBehindOneThatChangesSomethingIsReadAfresh() throws TrekException {
    Runbook runbook = folders(2);
    Engine engine = world.engine(runbook, clock);
    assertEquals(Outcome.Kind.DONE, applied(engine, engine.planner(Progress.NONE).plan(engine.runbooks().named("folders"), Map.of())).kind());
    assertEquals(2 + 4, previews[0]); // the second one: for the plan, before the first write, when its turn comes, and to verify
  }

  @Test
  void whatAnotherRunWroteMeanwhileIsReadAfresh() throws TrekException {
    Runbook many = folders(1);
    Step listed = SmallRunbook.step("listed", "listed", many.steps(world.view(), Map.of()).get(0)::preview);
    Engine engine = world.engine(new Either(many, listed), clock);
    Runbook either = engine.runbooks().named("either");
    Plan inBulk = engine.planner(Progress.NONE).plan(either, Map.of("way", "bulk"));
    Plan first = world.engine(new Either(many, listed), clock).planner(Progress.NONE).plan(either, Map.of("way", "listed"));
    assertEquals(Outcome.Kind.DONE, applied(engine, first).kind());
    Outcome second = applied(engine, inBulk);
    assertEquals(0, second.changes(), "what it had found before the other run was carried into it");
    assertEquals(List.of(), second.left());
  }

  /** Does a bulk step, or a listed one. */
  private record Either(Runbook bulk, Step listed) implements Runbook {

    @Override
    public String name() {
      return "either";
    }

    @Override
    public String title() {
      return "Make a folder";
    }

    @Override
    public List<Option> options() {
      return List.of(new Option("way", "which", List.of("bulk", "listed"), Optional.of("bulk")));
    }

    @Override
    public List<Step> steps(View view, Map<String, String> options) throws TrekException {
      return options.get("way").equals("bulk") ? bulk.steps(view, options) : List.of(listed);
    }
  }

  @Test
  void whatCameMeanwhileIsLeftAloneAndSaid() throws TrekException {
    Runbook runbook = folders(1);
    Engine engine = world.engine(runbook, clock);
    Plan plan = engine.planner(Progress.NONE).plan(engine.runbooks().named("folders"), Map.of());
    world.machine().disk().mkdir(HostPath.of("/etc/made"), 0700);
    Outcome outcome = applied(engine, plan);
    assertEquals(Outcome.Kind.DIFFERENT, outcome.kind());
    assertEquals(1, outcome.left().size());
    assertEquals(0700, world.machine().stat(HostPath.of("/etc/made")).orElseThrow().mode());
  }
}
