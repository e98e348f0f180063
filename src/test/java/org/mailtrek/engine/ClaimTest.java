package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.Estate;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryEstate;
import org.mailtrek.host.fault.MemoryMachine;

/** Whoever changes an estate claims it before the first look, and only he does. */
final class ClaimTest {

  private final List<String> calls = new ArrayList<>();

  private Engine engine(Path folder) {
    MemoryMachine machine = MemoryMachine.named("mail1");
    MemoryEstate real = new MemoryEstate(machine, Optional.empty(), Optional.empty());
    Estate watched = (Estate) Proxy.newProxyInstance(Estate.class.getClassLoader(), new Class<?>[] {Estate.class}, (proxy, method, arguments) -> {
      calls.add(method.getName());
      try {
        return method.invoke(real, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    });
    Home home = Home.of(new org.mailtrek.host.LocalHost("local", List.of(), folder.resolve("kept")), folder);
    return new Engine(watched, home, ChangeKinds::read, new Runbooks(List.of(SmallRunbook.whole())), Clock.systemUTC(), "tester@here");
  }

  @Test
  void aRunClaimsBeforeItLooksAndReleasesAtItsEnd(@TempDir Path folder) throws TrekException {
    Engine engine = engine(folder);
    Runner runner = engine.runner(Progress.NONE, new Interruption());
    assertThrows(TrekException.class, runner::resume);
    assertThrows(TrekException.class, () -> runner.undo(OptionalLong.empty(), Terms.NONE));
    assertEquals(List.of("claim", "release", "claim", "release"), calls.stream().filter(each -> !each.equals("name")).toList());
    calls.clear();
    assertThrows(TrekException.class, () -> engine.planner(Progress.NONE).plan(SmallRunbook.whole(), Map.of()));
    assertTrue(!calls.contains("claim") && calls.contains("view"), calls.toString());
  }
}
