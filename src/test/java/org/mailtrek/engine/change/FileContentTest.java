package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillEstate;
import org.mailtrek.host.fault.Points;

class FileContentTest {

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() throws Exception {
    return Stream.concat(Names.STRANGE.stream().map(name -> replaced(name).lightly()), Stream.of(replaced(HostPath.of("/etc/plain")), created(), attributed(), large()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ChangeCase replaced(HostPath path) {
    World world = Worlds.withFile(path, "a = 1\nb = 2\n");
    return ChangeCase.of("replace " + path, world, view -> FileContent.of(view, "mail1", path, bytes("a = 1\nb = 2\n"), bytes("a = 1\nb = 3\n")))
        .foreign(w -> w.machine().files().chmod(path, 0600), w -> w.machine().files().append(path, bytes("c"), 0, 1));
  }

  private static ChangeCase created() {
    HostPath path = HostPath.of("/etc/new");
    return ChangeCase.of("create", Worlds.withFile(HostPath.of("/etc/old"), ""), view -> FileContent.create(view, "mail1", path, Content.of(bytes("x")), Owner.of(5, 6), 04755))
        .foreign(w -> w.machine().files().create(path), w -> w.machine().files().chown(path, 1, 1));
  }

  private static ChangeCase attributed() throws Exception {
    HostPath path = HostPath.of("/etc/x");
    World world = Worlds.withFile(path, "old");
    world.machine().files().attribute(path, "origin", Optional.of(bytes("there")));
    return ChangeCase.of("owner, mode and attributes", world, view -> {
      Image old = Image.at(view.host("mail1"), path).orElseThrow();
      TreeMap<String, Bytes> attributes = new TreeMap<>();
      attributes.put("other", Bytes.of("here"));
      Content content = Content.of(new byte[] {(byte) 0xff, 0, 10});
      Image after = new Image(old.kind(), Owner.of(3, 4), 06711, attributes, content.digest(), content.size(), Bytes.NONE);
      return new FileContent("mail1", path, Optional.of(old), after, content, Optional.empty(), "exchange");
    });
  }

  private static ChangeCase large() {
    HostPath path = HostPath.of("/etc/x");
    return ChangeCase.of("two chunks", Worlds.withFile(path, "old"), view -> FileContent.of(view, "mail1", path, bytes("old"), new byte[70_000]));
  }

  @Test
  void keepsTheOwnerAndModeThatAPackageScriptHasSet() throws Exception {
    HostPath path = HostPath.of("/etc/x");
    World world = Worlds.withFile(path, "a = 1\n");
    FileContent planned = FileContent.of(world.estate().view(), "mail1", path, bytes("a = 1\n"), bytes("a = 2\n"));
    world.machine().files().chown(path, 0, 7);
    world.machine().files().chmod(path, 0600);
    world.machine().files().attribute(path, "user.script", Optional.of(bytes("was here")));
    Image script = Image.at(world.estate().view().host("mail1"), path).orElseThrow();
    FileContent settled = planned.fromWhatIsThere(world.estate().view()).orElseThrow();
    assertEquals(script.withContent(settled.content()), settled.after());
    FileContent owned = planned.ownedBy(Owner.of(3, 4), planned.after().mode()).fromWhatIsThere(world.estate().view()).orElseThrow();
    assertEquals(Owner.of(3, 4), owned.after().owner(), "what the plan sets is set");
    assertEquals(planned.after().mode(), owned.after().mode());
    assertEquals(script.attributes(), owned.after().attributes());
  }

  @Test
  void startsFromAnotherOwnerButFromNoOtherContent() throws Exception {
    HostPath path = HostPath.of("/etc/x");
    World world = Worlds.withFile(path, "a = 1\n");
    FileContent planned = FileContent.of(world.estate().view(), "mail1", path, bytes("a = 1\n"), bytes("a = 2\n")).ownedBy(Owner.of(0, 7), 0640);
    world.machine().files().chown(path, 0, 7);
    world.machine().files().chmod(path, 0600);
    FileContent settled = planned.fromWhatIsThere(world.estate().view()).orElseThrow();
    assertEquals(Image.at(world.estate().view().host("mail1"), path), settled.before());
    assertEquals(planned.after(), settled.after());
    world.machine().files().append(path, bytes("b"), 0, 1);
    assertEquals(Optional.empty(), planned.fromWhatIsThere(world.estate().view()));
  }

  @Test
  void needsTenCalls() throws Exception {
    HostPath path = HostPath.of("/etc/x");
    World world = Worlds.withFile(path, "old");
    FileContent change = FileContent.of(world.estate().view(), "mail1", path, bytes("old"), bytes("new"));
    MemorySide side = new MemorySide();
    change.keep(world.estate().view(), side);
    Points points = Points.counting();
    change.perform(new KillEstate(world.estate(), points), side);
    assertTrue(points.count() <= 10, points.passed()::toString);
  }

  @Test
  void saysHowManyLinesChange() throws Exception {
    HostPath path = HostPath.of("/etc/x");
    World world = Worlds.withFile(path, "a\nb\nc\n");
    FileContent change = FileContent.of(world.estate().view(), "mail1", path, bytes("a\nb\nc\n"), bytes("a\nB\nc\nd\n"));
    assertEquals("mail1:/etc/x: replace 1 line, add 1 line", change.describe());
  }

  @Test
  void refusesWhatChangesNothing() {
    HostPath path = HostPath.of("/etc/x");
    World world = Worlds.withFile(path, "a");
    assertThrows(IllegalArgumentException.class, () -> FileContent.of(world.estate().view(), "mail1", path, bytes("a"), bytes("a")));
  }

  @Test
  void refusesLinksAndFilesOfSeveralNames() throws Exception {
    HostPath path = HostPath.of("/etc/x");
    World world = Worlds.withFile(path, "a");
    world.machine().files().symlink(bytes("x"), HostPath.of("/etc/link"));
    assertThrows(TrekException.class, () -> FileContent.of(world.estate().view(), "mail1", HostPath.of("/etc/link"), bytes("a"), bytes("b")));
    world.machine().files().link(path, HostPath.of("/etc/twin"));
    assertThrows(TrekException.class, () -> FileContent.of(world.estate().view(), "mail1", path, bytes("a"), bytes("b")));
  }

  @Test
  void removesItsScratchAlsoWhereTheRestIsForeign() throws Exception {
    HostPath path = HostPath.of("/etc/x");
    World world = Worlds.withFile(path, "a");
    FileContent change = FileContent.of(world.estate().view(), "mail1", path, bytes("a"), bytes("b"));
    MemorySide side = new MemorySide();
    change.keep(world.estate().view(), side);
    world.machine().files().create(side.scratch().beside(path));
    world.machine().files().append(path, bytes("b"), 0, 1);
    assertTrue(!change.perform(world.estate(), side).nothing());
    assertTrue(world.machine().stat(side.scratch().beside(path)).isEmpty());
  }

  @Test
  void takesContentFromThePlansStore() throws Exception {
    HostPath path = HostPath.of("/etc/x");
    World world = Worlds.withFile(path, "a");
    MemorySide side = new MemorySide();
    side.store(bytes("b"));
    FileContent made = FileContent.of(world.estate().view(), "mail1", path, bytes("a"), Content.stored(bytes("b")));
    Change change = ChangeKinds.read(made.toJson());
    change.keep(world.estate().view(), side);
    assertTrue(change.perform(world.estate(), side).nothing());
    assertEquals("b", new String(world.machine().readAll(path), StandardCharsets.UTF_8));
  }
}
