package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.DatabaseState;
import org.mailtrek.estate.View;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDatabase;

/** An undo that would lose mail asks for a name before it touches anything, and then takes everything back. */
final class ArrivedMailTest {

  private final SmallRunbook runbook =
      SmallRunbook.of(SmallRunbook.step("start", "listed", ArrivedMailTest::start));
  private StepWorld world;
  private SortedMap<String, String> before;

  private static void start(View view, Step.Preview preview) throws TrekException {
    if (view.database("mail1").storedVersion().orElseThrow().schema() < 118) {
      preview.change(new DatabaseState("mail1", "kopano-server", 64, 118));
    }
  }

  @BeforeEach
  void raiseASchemaAndLetMailIn(@TempDir Path locks) throws TrekException {
    MemoryDatabase database = new MemoryDatabase();
    database.schema(64);
    database.object(100);
    database.exchangeSetting("attachment_storage", Optional.empty(), Optional.of("files".getBytes(StandardCharsets.UTF_8)));
    world = StepWorld.empty().with(database).locked(locks).settled();
    world.machine().services().use(database);
    world.machine().services().set("kopano-server", Run.STOPPED, true);
    world.machine().services().raises("kopano-server", 118);
    before = world.scan(true);
    assertEquals(Outcome.Kind.DONE, world.runner(runbook).apply(world.plan(runbook), Terms.NONE).kind());
    database.object(101);
  }

  @Test
  void changesNothingWithoutTheName() throws TrekException {
    SortedMap<String, String> arrived = world.scan(true);
    assertTrue(world.runner(runbook).previewUndo(OptionalLong.empty()).opened());
    TrekException why = assertThrows(TrekException.class, () -> world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE));
    assertEquals(TrekException.Kind.USAGE, why.kind());
    assertTrue(why.what().contains("arrived"), why.what());
    assertEquals(arrived, world.scan(true));
    assertEquals(RunInfo.State.DONE, world.engine(runbook).journal().run(1).state());
  }

  @Test
  void takesTheDatabaseBackOnceTheNameIsTyped() throws TrekException {
    Outcome undone = world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE.confirmed("made-up"));
    assertEquals(Outcome.Kind.DONE, undone.kind(), undone::toString);
    assertEquals(before, world.scan(true));
  }
}
