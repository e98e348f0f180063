package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class AccountTest {

  private static final HostPath USERS = HostPath.of("/etc/passwd");

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() {
    return Stream.of(
        ChangeCase.of("make an account", world("\n"), AccountTest::made).foreign(w -> append(w, "kopano:x:7:7::/:/bin/sh\n"), w -> replaceAll(w, "nologin", "bash")),
        ChangeCase.of("without a last line end", world(""), AccountTest::made));
  }

  private static Change made(org.mailtrek.estate.View view) throws TrekException {
    return Account.system(view, "mail1", "kopano", "/var/lib/kopano", "/usr/sbin/nologin").orElseThrow();
  }

  private static World world(String end) {
    World world = Worlds.withFile(USERS, "root:x:0:0::/root:/bin/sh\nother:x:100:100::/:/bin/sh" + end);
    Worlds.file(world, HostPath.of("/etc/group"), "root:x:0:\nother:x:100:" + end);
    Worlds.file(world, HostPath.of("/etc/shadow"), "root:!:1::::::" + end);
    return world;
  }

  private static void append(World world, String line) throws TrekException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    world.machine().files().append(USERS, bytes, 0, bytes.length);
  }

  private static void replaceAll(World world, String from, String to) throws TrekException {
    String text = new String(world.machine().readAll(USERS), StandardCharsets.UTF_8).replace(from, to);
    world.machine().files().truncate(USERS, 0);
    append(world, text);
  }

  @Test
  void undoRemovesItsLinesOnly() throws Exception {
    World world = world("\n");
    Change change = made(world.estate().view());
    MemorySide side = new MemorySide();
    change.keep(world.estate().view(), side);
    change.perform(world.estate(), side);
    append(world, "later:x:500:500::/:/bin/sh\n");
    assertTrue(change.revert(world.estate(), side).nothing());
    assertEquals(
        "root:x:0:0::/root:/bin/sh\nother:x:100:100::/:/bin/sh\nlater:x:500:500::/:/bin/sh\n",
        new String(world.machine().readAll(USERS), StandardCharsets.UTF_8));
  }
}
