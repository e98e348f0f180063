package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDatabase;

class DatabaseContentTest {

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() {
    return Stream.of(
        ChangeCase.of("load a dump", world(), view -> change(old().tableDigests()))
            .storing(dump(old()))
            .foreign(w -> w.database().object(101), w -> w.database().object(101)));
  }

  private static MemoryDatabase old() {
    MemoryDatabase old = new MemoryDatabase();
    old.schema(64);
    old.object(50);
    return old;
  }

  private static World world() {
    World world = World.empty();
    world.database().schema(66);
    world.database().object(100);
    return world;
  }

  private static DatabaseContent change(SortedMap<String, String> after) {
    return new DatabaseContent("mail1", Sha256.of(dump(old())), 64, world().database().tableDigests(), after, 90);
  }

  private static byte[] dump(MemoryDatabase database) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      database.dump(packed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void contentsGoOnWhereNoFileIsAndWhereTheyWereAfterAnUndo() throws Exception {
    World world = world();
    world.database().next(40);
    MemorySide side = new MemorySide();
    side.store(dump(old()));
    DatabaseContent change = change(old().tableDigests());
    change.keep(world.estate().view(), side);
    change.perform(world.estate(), side);
    assertEquals(90, world.database().nextContent());
    change.revert(world.estate(), side);
    assertEquals(40, world.database().nextContent());
  }

  @Test
  void putsBackOursWhenTheDumpIsNotWhatItShouldBe() throws Exception {
    World world = world();
    MemorySide side = new MemorySide();
    side.store(dump(old()));
    DatabaseContent change = change(new TreeMap<>(java.util.Map.of("all", "another")));
    change.keep(world.estate().view(), side);
    TrekException wrong = assertThrows(TrekException.class, () -> change.perform(world.estate(), side));
    assertTrue(wrong.what().contains("as it was"), wrong.what());
    assertEquals(Seen.BEFORE, change.look(world.estate().view(), side));
    assertEquals(100, world.database().highestObject());
  }
}
