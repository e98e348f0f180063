package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Scratch;
import org.mailtrek.host.TrekException;

class ExtractionTest {

  private static final HostPath TOP = HostPath.of("/var/lib/zarafa/attachments");
  private static final Extraction.Modes OWNER = new Extraction.Modes(Owner.of(7, 8), 0750, 0640);

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() throws Exception {
    HostPath ten = file(10, "0/1");
    HostPath big = file(4_294_967_295L, "5/9");
    return Stream.of(
        ChangeCase.of("one into a folder that is there", world(true), view -> extraction(List.of(), new Extraction.Item(10, ten, 9)))
            .foreign(w -> Worlds.file(w, ten, "not ours "), w -> w.machine().files().append(ten, new byte[] {1}, 0, 1)),
        ChangeCase.of(
            "several, one empty, with their folders",
            world(false),
            view ->
                extraction(
                    List.of(TOP, TOP.resolve("0"), TOP.resolve("0/1"), TOP.resolve("5"), TOP.resolve("5/9")),
                    new Extraction.Item(10, ten, 9),
                    new Extraction.Item(210, file(210, "0/1"), 0),
                    new Extraction.Item(4_294_967_295L, big, 3)))
            .lightly());
  }

  private static HostPath file(long id, String folder) {
    return TOP.resolve(folder).resolve(Long.toString(id));
  }

  private static Extraction extraction(List<HostPath> folders, Extraction.Item... items) {
    return new Extraction("mail1", TOP, OWNER, 1, folders, List.of(items), Optional.empty());
  }

  private static World world(boolean folders) throws Exception {
    World world = World.empty();
    Worlds.folder(world, folders ? TOP.resolve("0/1") : TOP.parent());
    for (long id : new long[] {10, 210, 4_294_967_295L}) {
      world.database().attachment(id);
    }
    chunk(world, 10, 0, "chunk ");
    chunk(world, 10, 1, "two");
    chunk(world, 4_294_967_295L, 0, "max");
    return world;
  }

  private static void chunk(World world, long id, int number, String text) {
    world.database().chunk(id, 14081, number, Optional.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void neverRemovesAFileWhoseRowsAreGone() throws Exception {
    World world = world(true);
    Extraction change = extraction(List.of(), new Extraction.Item(10, file(10, "0/1"), 9));
    change.perform(world.estate(), new MemorySide());
    world.database().noChunks(10);
    Left left = change.revert(world.estate(), new MemorySide());
    assertEquals(1, left.items().size(), left::toString);
    assertEquals("chunk two", new String(world.machine().readAll(file(10, "0/1")), StandardCharsets.UTF_8));
  }

  @Test
  void writesNothingWhereTheRowsHaveChangedSince() throws Exception {
    for (Optional<byte[]> third : List.of(Optional.<byte[]>empty(), Optional.of(new byte[] {1}))) {
      World world = world(true);
      world.database().chunk(10, 14081, 2, third);
      Left left = extraction(List.of(), new Extraction.Item(10, file(10, "0/1"), 9)).perform(world.estate(), new MemorySide());
      assertTrue(left.items().get(0).contains("attachment 10 was not written"), left::toString);
      assertTrue(world.machine().list(TOP.resolve("0/1")).isEmpty());
    }
  }

  @Test
  void writesNothingThatIsNotWhatTheServerRead() throws Exception {
    World world = world(true);
    Extraction change = extraction(List.of(), new Extraction.Item(10, file(10, "0/1"), 9));
    AttachmentRows rows = world.estate().view().database("mail1").attachmentRows();
    RowWriter writer = new RowWriter(world.estate().host("mail1"), new Scratch(1, 1), change, world.estate().host("mail1").disk().early(change.top()));
    TrekException refused = assertThrows(TrekException.class, () -> writer.write(change.attachments(), new Garbled(rows), new ArrayList<>(), new ArrayList<>()));
    assertTrue(refused.getMessage().contains("row 1 came otherwise than the database server read it"), refused::getMessage);
    assertTrue(world.machine().list(TOP.resolve("0/1")).isEmpty());
  }

  /** Rows whose second one loses a byte on its way. */
  private record Garbled(AttachmentRows below) implements AttachmentRows {

    @Override
    public List<Long> next(long from, int most) throws TrekException {
      return below.next(from, most);
    }

    @Override
    public boolean any() throws TrekException {
      return below.any();
    }

    @Override
    public boolean aside(String table) throws TrekException {
      return below.aside(table);
    }

    @Override
    public void references(List<Long> ids, Taker<Reference> taker) throws TrekException {
      below.references(ids, taker);
    }

    @Override
    public void chunks(List<Long> ids, boolean digests, Taker<Chunk> taker) throws TrekException {
      below.chunks(ids, digests, taker);
    }

    @Override
    public void contents(List<Long> ids, Taker<Piece> taker) throws TrekException {
      below.contents(ids, piece -> taker.take(piece.number() != 1 ? piece : new Piece(piece.id(), piece.tag(), 1, piece.bytes().map(bytes -> Arrays.copyOf(bytes, bytes.length - 1)), piece.digest())));
    }
  }

  @Test
  void takesAttachmentsInOrderOnly() {
    Extraction.Item one = new Extraction.Item(10, file(10, "0/1"), 9);
    assertThrows(IllegalArgumentException.class, () -> extraction(List.of(), one, one));
    assertThrows(IllegalArgumentException.class, () -> extraction(List.of()));
  }
}
