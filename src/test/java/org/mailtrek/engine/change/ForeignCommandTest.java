package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.Disk;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

class ForeignCommandTest {

  private static final HostPath OLD = HostPath.of("/opt/old");
  private static final HostPath NEW = HostPath.of("/opt/new");
  private static final HostPath LINK = HostPath.of("/opt/msg");
  private static final HostPath CONFIG = HostPath.of("/config");
  private static final HostPath RUNS = CONFIG.resolve("pid");

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  /** Kills during recovery are tried on the small command; with {@code mailtrek.exhaustive} on the switch as well. */
  static Stream<ChangeCase> cases() throws Exception {
    ChangeCase activation = ChangeCase.of("a switch that rewrites a file", world(true), view -> activate())
        .foreign(w -> relink(w, "/elsewhere"), w -> relink(w, "/elsewhere")).unforeseen("/config");
    return Stream.of(
        Boolean.getBoolean("mailtrek.exhaustive") ? activation : activation.lightly(),
        ChangeCase.of("a command that makes links", world(true), view -> links()),
        ChangeCase.of("a command behind which a folder is put aside", world(true), view -> aside()));
  }

  private static void relink(World world, String target) throws TrekException {
    world.machine().files().delete(LINK);
    world.machine().files().symlink(target.getBytes(StandardCharsets.UTF_8), LINK);
  }

  /** Stops what runs, points the link to the new tree, and starts, which writes a new version into the configuration. */
  private static ForeignCommand activate() {
    return activate(ForeignCommand.Manner.RETURNING);
  }

  private static ForeignCommand activate(ForeignCommand.Manner manner) {
    return new ForeignCommand(
        "mail1",
        "switch over",
        List.of(new Act.Run(List.of("/bin/stop")), new Act.Point(LINK, NEW), new Act.Run(List.of("/bin/start"))),
        List.of(new Act.Run(List.of("/bin/stop")), new Act.Point(LINK, OLD), new Act.PutBack(CONFIG), new Act.Run(List.of("/bin/start"))),
        List.of(Sign.at(LINK, Sign.link(OLD), Sign.link(NEW)), Sign.at(RUNS, Sign.FILE, Sign.FILE)),
        manner);
  }

  private static ForeignCommand links() {
    HostPath made = NEW.resolve("config");
    return new ForeignCommand("mail1", "use the configuration", List.of(new Act.Run(List.of("/bin/useconfig"))), List.of(new Act.Unlink(List.of(made))),
        List.of(Sign.at(made, Sign.NOTHING, Sign.link(CONFIG))), ForeignCommand.Manner.PLAIN);
  }

  private static ForeignCommand aside() {
    HostPath made = NEW.resolve("config");
    HostPath kept = HostPath.of("/opt/kept");
    return new ForeignCommand("mail1", "begin anew", List.of(new Act.Run(List.of("/bin/useconfig")), new Act.SetAside(OLD, kept)), List.of(new Act.SetAside(kept, OLD), new Act.Unlink(List.of(made))),
        List.of(Sign.at(made, Sign.NOTHING, Sign.link(CONFIG)), Sign.at(kept, Sign.NOTHING, Sign.FOLDER)), ForeignCommand.Manner.PLAIN);
  }

  /** A machine on which the old tree runs; the new one starts if it can. */
  private static World world(boolean starts) throws TrekException {
    World world = World.empty();
    Disk disk = world.machine().files();
    for (HostPath each : List.of(HostPath.of("/opt"), OLD, NEW, CONFIG)) {
      disk.mkdir(each, 0755);
    }
    disk.symlink(OLD.bytes(), LINK);
    write(disk, CONFIG.resolve("version"), "7");
    write(disk, RUNS, "old");
    Tool stop = (call, machine, input) -> {
      if (machine.view().stat(RUNS).isPresent()) {
        machine.disk().delete(RUNS);
      }
      return ended(0, "");
    };
    Tool start = (call, machine, input) -> {
      boolean fresh = Sign.link(NEW).endsWith(new String(machine.view().stat(LINK).orElseThrow().target(), StandardCharsets.UTF_8));
      if (fresh && !starts) {
        return ended(1, "stored: can't open the mailbox list");
      }
      if (fresh) {
        clear(machine, CONFIG.resolve("version.new"));
        write(machine.disk(), CONFIG.resolve("version.new"), "8");
        machine.disk().rename(CONFIG.resolve("version.new"), CONFIG.resolve("version"));
      }
      if (machine.view().stat(RUNS).isEmpty()) {
        clear(machine, CONFIG.resolve("pid.new"));
        write(machine.disk(), CONFIG.resolve("pid.new"), "old");
        machine.disk().rename(CONFIG.resolve("pid.new"), RUNS);
      }
      return ended(0, "");
    };
    Tool useconfig = (call, machine, input) -> {
      if (machine.view().stat(NEW.resolve("config")).isEmpty()) {
        machine.disk().symlink(CONFIG.bytes(), NEW.resolve("config"));
      }
      return ended(0, "");
    };
    world.machine().playing(Map.of("stop", stop, "start", start, "useconfig", useconfig));
    world.machine().files().settle();
    return world;
  }

  private static Programs.Ended ended(int code, String err) {
    return new Programs.Ended(code, new byte[0], err);
  }

  /** Removes what a start that was killed left behind. */
  private static void clear(Host machine, HostPath file) throws TrekException {
    if (machine.view().stat(file).isPresent()) {
      machine.disk().delete(file);
    }
  }

  private static void write(Disk disk, HostPath file, String text) throws TrekException {
    disk.create(file);
    disk.append(file, text.getBytes(StandardCharsets.UTF_8), 0, text.length());
    disk.touch(file, java.time.Instant.parse("2024-02-29T11:00:00Z")); // so that what is written twice looks the same
  }

  @Test
  void goesBackByItselfWhenAnActFails() throws Exception {
    World world = world(false);
    SortedMap<String, String> before = world.dump(false);
    Change change = activate();
    MemorySide side = new MemorySide();
    change.keep(world.estate().view(), side);
    TrekException failure = assertThrows(TrekException.class, () -> change.perform(world.estate(), side));
    assertTrue(failure.what().contains("can't open the mailbox list; everything was switched back and runs as before"), failure::what);
    assertEquals(before, world.dump(false));
    assertEquals(Seen.BEFORE, change.look(world.estate().view(), side));
  }

  @Test
  void stopsWhereAnActFails() throws Exception {
    World world = world(false);
    Change change = activate(ForeignCommand.Manner.PLAIN);
    MemorySide side = new MemorySide();
    change.keep(world.estate().view(), side);
    assertThrows(TrekException.class, () -> change.perform(world.estate(), side));
    assertEquals(Seen.BETWEEN, change.look(world.estate().view(), side));
    assertTrue(change.revert(world.estate(), side).nothing());
    assertEquals(Seen.BEFORE, change.look(world.estate().view(), side));
  }

  @Test
  void doesNotTrustACommandThatSaysAllWentWell() throws Exception {
    World world = world(true);
    world.machine().playing(Map.of("useconfig", (call, machine, input) -> ended(0, "")));
    TrekException failure = assertThrows(TrekException.class, () -> links().perform(world.estate(), new MemorySide()));
    assertTrue(failure.what().contains("/opt/new/config: nothing"), failure::what);
  }

  @Test
  void saysWhyItCanNotBeTakenBack() throws Exception {
    World world = world(true);
    ForeignCommand change = new ForeignCommand("mail1", "upgrade", links().acts(), List.of(), links().signs(), ForeignCommand.Manner.PLAIN.withoutReturn("the store has a new format"));
    change.perform(world.estate(), new MemorySide());
    assertEquals(Optional.of("the store has a new format"), change.irreversible());
    assertFalse(change.revert(world.estate(), new MemorySide()).nothing());
  }
}
