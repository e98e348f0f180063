package org.mailtrek.attachments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Extraction;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDatabase;

class ExtractAttachmentsTest {

  private static final String TOP = "/var/lib/zarafa/attachments";
  private static final int TAG = 0x3701;

  @TestFactory
  Stream<DynamicTest> theExtractionPasses() {
    return StepHarness.of(step(new Layout(HostPath.of(TOP), 1, 2), false, false), () -> world(10), world -> world.edit(TOP + "/0/0/10", "mine")).laws();
  }

  @TestFactory
  Stream<DynamicTest> theMarkPasses() {
    return StepHarness.of(new MarkStorage("mail1", "files"), () -> world(), world -> world.database().exchangeSetting("attachment_storage", text("files"), text("s3"))).laws();
  }

  private static Step step(boolean damaged, boolean replace) {
    return step(new Layout(HostPath.of(TOP)), damaged, replace);
  }

  private static Step step(Layout layout, boolean damaged, boolean replace) {
    return AttachmentSteps.extract("mail1", layout, 1, damaged, replace);
  }

  @Test
  void makesAllFoldersThatTheServerWouldMakeWhenItStarts() throws TrekException {
    StepWorld world = world(10, 13);
    world.folder(TOP);
    world.folder(TOP + "/3");
    List<HostPath> made = folders(new Layout(HostPath.of(TOP)), world);
    assertEquals(9 + 200, made.size());
    assertTrue(made.containsAll(List.of(HostPath.of(TOP + "/9/19"), HostPath.of(TOP + "/3/0"), HostPath.of(TOP + "/0"))));
    for (HostPath each : made) {
      assertTrue(world.machine().view().stat(each.parent()).isPresent() || made.subList(0, made.indexOf(each)).contains(each.parent()), each + " after its parent");
    }
  }

  @Test
  void makesOnlyTheFoldersOfAHugeLayoutThatAreNeeded() throws TrekException {
    assertEquals(4, folders(new Layout(HostPath.of(TOP), 9999, 9999), world(10, 10_009)).size());
  }

  private static List<HostPath> folders(Layout layout, StepWorld world) throws TrekException {
    return Found.by(step(layout, false, false), world).changes.stream().flatMap(each -> ((Extraction) each).folders().stream()).toList();
  }

  private static StepWorld world(long... ids) throws TrekException {
    MemoryDatabase database = new MemoryDatabase();
    database.exchangeSetting("attachment_storage", Optional.empty(), text("database"));
    StepWorld world = StepWorld.empty().with(database);
    world.folder("/var/lib/zarafa");
    world.machine().services().set("zarafa-server", Run.STOPPED, true);
    for (long id : ids) {
      database.attachment(id);
      database.chunk(id, TAG, 0, text("attachment "));
      database.chunk(id, TAG, 1, text(Long.toString(id)));
    }
    return world;
  }

  private static Optional<byte[]> text(String text) {
    return Optional.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Keeps what a preview finds. */
  private static final class Found implements Step.Preview {

    private final List<Change> changes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    static Found by(Step step, StepWorld world) throws TrekException {
      Found found = new Found();
      step.preview(world.view(), found);
      return found;
    }

    List<Long> ids() {
      return changes.stream().filter(Extraction.class::isInstance).flatMap(each -> ((Extraction) each).attachments().stream()).map(Extraction.Item::id).toList();
    }

    String said() {
      return String.join("\n", notes);
    }

    @Override
    public void change(Change change) {
      changes.add(change);
    }

    @Override
    public void note(String sentence) {
      notes.add(sentence);
    }

    @Override
    public String content(byte[] bytes) {
      throw new AssertionError("nothing is stored");
    }
  }

  private static String refusal(Step step, StepWorld world) {
    TrekException refused = assertThrows(TrekException.class, () -> Found.by(step, world));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    return refused.getMessage();
  }

  @Test
  void namesEveryDefectOfTheRowsAndRefuses() throws TrekException {
    StepWorld world = damaged();
    String refused = refusal(step(false, false), world);
    for (String each :
        List.of(
            "2: row 1 is missing", "3: rows 0 to 1 are missing", "4: its rows have two tags, 0x3701 and 0x678C", "5: row 1 is NULL",
            "6: has no rows, where 500 bytes are claimed", "7: has 11 bytes, where 500 bytes are claimed: rows at its end are missing")) {
      assertTrue(refused.contains(each), () -> each + " in " + refused);
    }
  }

  @Test
  void leavesDamagedAttachmentsBehindByNameWhereThatWasSaid() throws TrekException {
    Found found = Found.by(step(true, false), damaged());
    assertEquals(List.of(1L, 7L, 9L, 11L), found.ids());
    assertTrue(found.said().contains("no object names these, and they stay in the database: 1 (8)"), found::said);
    assertTrue(found.said().contains("not whole in the database: 6 (2: row 1 is missing"), found::said);
  }

  private static StepWorld damaged() throws TrekException {
    StepWorld world = world(1);
    MemoryDatabase database = world.database();
    for (long id : new long[] {2, 3, 4, 5, 6, 7, 9, 11}) {
      database.attachment(id);
    }
    database.claim(1, 12);
    database.chunk(2, TAG, 0, text("first"));
    database.chunk(2, TAG, 2, text("third"));
    database.chunk(3, TAG, 2, text("third"));
    database.chunk(4, TAG, 0, text("one"));
    database.chunk(4, 0x678C, 0, text("other"));
    database.chunk(5, TAG, 0, text("one"));
    database.chunk(5, TAG, 1, Optional.empty());
    database.claim(6, 500);
    database.chunk(7, TAG, 0, text("too short  "));
    database.claim(7, 500);
    database.chunk(8, TAG, 0, text("nobody's"));
    database.claim(9, 20);
    return world;
  }

  @Test
  void comparesFilesThatAreThereAndTrustsNone() throws TrekException {
    StepWorld world = world(10, 210, 410);
    world.file(TOP + "/0/1/10", "attachment 10");
    world.file(TOP + "/0/1/210", "attachment");
    String refused = refusal(step(false, false), world);
    assertTrue(refused.contains("these files are not what the database holds: 1 (" + TOP + "/0/1/210)"), refused);
    Found replaced = Found.by(step(false, true), world);
    assertEquals(List.of(210L, 410L), replaced.ids());
    assertEquals("removal", replaced.changes.get(0).kind());
  }

  @Test
  void takesACompressedFileForWhatItHolds() throws Exception {
    StepWorld world = world(10, 210);
    packed(world, TOP + "/0/1/10.gz", "attachment 10", 0);
    packed(world, TOP + "/0/1/210.gz", "attachment 210", 5);
    assertTrue(refusal(step(false, false), world).contains("1 (" + TOP + "/0/1/210.gz)"));
    assertEquals(List.of(210L), Found.by(step(false, true), world).ids());
  }

  private static void packed(StepWorld world, String path, String text, int missing) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    world.file(path, "");
    world.machine().disk().append(HostPath.of(path), bytes.toByteArray(), 0, bytes.size() - missing);
  }

  @Test
  void refusesAnAttachmentThatIsThereTwice() throws TrekException {
    StepWorld world = world(10);
    world.file(TOP + "/0/1/10", "attachment 10");
    world.file(TOP + "/0/1/10.gz", "attachment 10");
    assertTrue(refusal(step(false, true), world).contains("so is 10.gz"));
  }

  @Test
  void refusesWhereThereIsNoRoom() throws TrekException {
    RoomForFiles room = new RoomForFiles(world().machine(), HostPath.of(TOP));
    room.file((1L << 30) - 4096 * 10_000L);
    room.check();
    room.file(4096 * 10_000L);
    TrekException full = assertThrows(TrekException.class, room::check);
    assertTrue(full.getMessage().contains("has no room"), full.getMessage());
  }

  @Test
  void refusesWhileAServerRuns() throws TrekException {
    StepWorld world = world(10);
    world.machine().services().set("zarafa-server", Run.RUNNING, true);
    TrekException refused = assertThrows(TrekException.class, () -> step(false, false).guards().get(0).check(world.view()));
    assertTrue(refused.next().contains("services stop mail1 zarafa-server"), refused::next);
  }

  @Test
  void knowsLayoutsOfOtherCounts() {
    Layout layout = Layout.of(HostPath.of(TOP), "files_v1-16-4").orElseThrow();
    assertEquals(TOP + "/1/2/33", layout.plain(33).toString());
    assertEquals(33, layout.id(layout.compressed(33)).orElseThrow());
    assertEquals(Optional.empty(), Layout.of(HostPath.of(TOP), "files_v2"));
    assertEquals(new Layout(HostPath.of(TOP)), Layout.of(HostPath.of(TOP), "files").orElseThrow());
  }
}
