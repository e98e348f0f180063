package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** What stops a run, and how one goes on from there. */
final class GuardTest {

  private StepWorld world;

  /** Refuses while a file says so. */
  private record Door() implements Guard {

    @Override
    public String name() {
      return "door";
    }

    @Override
    public String check(View view) throws TrekException {
      if (new String(view.host("mail1").readAll(HostPath.of("/etc/old.cfg")), java.nio.charset.StandardCharsets.UTF_8).contains("soon")) {
        throw TrekException.at("/etc/old.cfg").kind(TrekException.Kind.REFUSED).found("the door is shut").next("open it");
      }
      return "the door is open";
    }
  }

  @BeforeEach
  void makeWorld(@TempDir Path locks) throws TrekException {
    world = SmallWorld.in(locks);
  }

  private static Step writes(String id, String path, String text, Guard... guards) {
    return new SmallRunbook.SmallStep(id, "listed", (view, preview) -> SmallRunbook.becomes(view, preview, path, text), List.of(guards));
  }

  @Test
  void saysOnceBeforehandWhatItFoundForSeveralSteps() throws TrekException {
    world.edit("/etc/old.cfg", "open\n");
    SmallRunbook runbook = SmallRunbook.of(writes("first", "/etc/first", "1\n", new Door()), writes("second", "/etc/second", "2\n", new Door()));
    Plan plan = world.plan(runbook);
    List<String> said = new ArrayList<>();
    Progress hearing = new Progress() {
      @Override
      public void phase(int number, int of, String id, String title) {
        said.add(id);
      }

      @Override
      public void say(String sentence) {
        said.add(sentence);
      }
    };
    assertEquals(Outcome.Kind.DONE, world.engine(runbook).runner(hearing, new Interruption()).apply(plan, Terms.NONE).kind());
    assertEquals(3, said.stream().filter("guard door: the door is open"::equals).count(), said::toString); // beforehand, and right before each step
  }

  @Test
  void refusesInPreflightAndWritesNothing() throws TrekException {
    SmallRunbook runbook = SmallRunbook.of(writes("first", "/etc/first", "1\n"), writes("second", "/etc/second", "2\n", new Door()));
    Plan plan = world.plan(runbook);
    SortedMap<String, String> before = world.scan(true);
    TrekException why = assertThrows(TrekException.class, () -> world.runner(runbook).apply(plan, Terms.NONE));
    assertEquals(TrekException.Kind.REFUSED, why.kind());
    assertEquals(before, world.scan(true));
  }

  @Test
  void looksInPreflightAtTheWorldAsItWillBe() throws TrekException {
    SmallRunbook runbook = SmallRunbook.of(writes("first", "/etc/old.cfg", "open\n"), writes("second", "/etc/second", "2\n", new Door()));
    assertEquals(Outcome.Kind.DONE, world.runner(runbook).apply(world.plan(runbook), Terms.NONE).kind());
  }

  @Test
  void isPassedOverByNameOnlyAndTheJournalSaysWhy() throws TrekException {
    SmallRunbook runbook = SmallRunbook.of(writes("second", "/etc/second", "2\n", new Door()));
    Plan plan = world.plan(runbook);
    TrekException why = assertThrows(TrekException.class, () -> world.runner(runbook).apply(plan, Terms.NONE.overriding("window", "no reason")));
    assertEquals(TrekException.Kind.USAGE, why.kind());
    assertEquals(Outcome.Kind.DONE, world.runner(runbook).apply(plan, Terms.NONE.overriding("door", "it is a test")).kind());
    List<String> begun = new ArrayList<>();
    world.engine(runbook).journal().lines(line -> begun.add(line.phase() == Phase.RUN_BEGIN ? line.body().toString() : ""));
    assertTrue(begun.get(0).contains("it is a test"), begun.get(0));
    List<String> notes = new ArrayList<>();
    world.engine(runbook).journal().lines(line -> notes.add(line.phase() == Phase.NOTE ? line.body().toString() : ""));
    assertTrue(notes.stream().anyMatch(note -> note.contains("the door is shut")), notes::toString);
  }

  @Test
  void reportsAVerificationThatFindsADifferenceAndVerifiesAgain() throws TrekException {
    boolean[] grumpy = {true};
    SmallRunbook runbook = SmallRunbook.of(new Grumpy(grumpy));
    Outcome outcome = world.runner(runbook).apply(world.plan(runbook), Terms.NONE);
    assertEquals(Outcome.Kind.DIFFERENT, outcome.kind());
    assertEquals("it does not please", outcome.failure().orElseThrow().what());
    grumpy[0] = false;
    assertEquals(Outcome.Kind.DONE, world.runner(runbook).resume().kind());
  }

  /** A step that dislikes its result. */
  private record Grumpy(boolean[] dislikes) implements Step {

    @Override
    public String id() {
      return "grumpy";
    }

    @Override
    public String title() {
      return "Write, and dislike it";
    }

    @Override
    public void preview(View view, Preview preview) throws TrekException {
      SmallRunbook.becomes(view, preview, "/etc/grumpy", "1\n");
    }

    @Override
    public void verify(View view) throws TrekException {
      if (dislikes[0]) {
        throw TrekException.at("/etc/grumpy").kind(TrekException.Kind.DIFFERENT).found("it does not please").next("try again");
      }
    }
  }

  /** Dies with an intent open, and lets somebody else write the file meanwhile. */
  private StepWorld foreignDuringACrash(SmallRunbook runbook) throws TrekException {
    Plan plan = world.plan(runbook);
    for (int point = 0; ; point++) {
      StepWorld killed = world.copy();
      try {
        killed.runner(runbook, org.mailtrek.host.fault.Points.killingAt(point)).apply(plan, Terms.NONE);
      } catch (org.mailtrek.host.fault.Killed expected) {
        if (killed.machine().stat(HostPath.of("/etc/first")).isPresent()) {
          killed.edit("/etc/first", "mine\n");
          return killed;
        }
      }
    }
  }

  @Test
  void stopsAResumeAtWhatSomebodyElseChangedUntilItIsAccepted() throws TrekException {
    SmallRunbook runbook = SmallRunbook.of(writes("first", "/etc/first", "1\n"), writes("second", "/etc/second", "2\n"));
    StepWorld killed = foreignDuringACrash(runbook);
    Outcome stopped = killed.runner(runbook).resume();
    assertEquals(Outcome.Kind.PARTLY, stopped.kind());
    String next = stopped.failure().orElseThrow().next();
    assertTrue(next.contains("journal accept "), next);
    long line = Long.parseLong(next.replaceFirst("(?s).*journal accept ([0-9]+) .*", "$1"));
    killed.runner(runbook).accept(line, "it is better so");
    Outcome outcome = killed.runner(runbook).resume();
    assertEquals(Outcome.Kind.DIFFERENT, outcome.kind());
    assertEquals("mine\n", killed.text("/etc/first"));
    assertEquals("2\n", killed.text("/etc/second"));
    assertEquals(Outcome.Kind.DIFFERENT, killed.runner(runbook).undo(OptionalLong.empty(), Terms.NONE).kind());
    assertEquals("mine\n", killed.text("/etc/first"));
  }

  @Test
  void refusesANewRunWhileOneIsUnfinished() throws TrekException {
    SmallRunbook runbook = SmallRunbook.of(writes("first", "/etc/first", "1\n"), writes("second", "/etc/second", "2\n"));
    StepWorld killed = foreignDuringACrash(runbook);
    Plan other = killed.plan(SmallRunbook.of(writes("third", "/etc/third", "3\n")));
    TrekException why = assertThrows(TrekException.class, () -> killed.runner(runbook).apply(other, Terms.NONE));
    assertEquals(TrekException.Kind.REFUSED, why.kind());
    assertTrue(why.next().contains("resume"), why.next());
  }
}
