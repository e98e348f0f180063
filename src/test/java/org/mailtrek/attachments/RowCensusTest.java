package org.mailtrek.attachments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.TrekException;

class RowCensusTest {

  @Test
  void handsAllOverInOrderHoweverManyThereAre() throws TrekException {
    for (int count : new int[] {0, 1, AttachmentRows.MOST, AttachmentRows.MOST + 1, 3 * AttachmentRows.MOST, 3 * AttachmentRows.MOST + 7}) {
      List<Long> met = new ArrayList<>();
      new RowCensus(new Rows(count)).all(held -> held.forEach(each -> met.add(each.id())));
      assertEquals(LongStream.rangeClosed(1, count).boxed().toList(), met);
    }
  }

  @Test
  void asksAboutTheNextOnesMeanwhile() throws TrekException {
    CountDownLatch asked = new CountDownLatch(1);
    Rows rows = new Rows(2 * AttachmentRows.MOST) {
      @Override
      public void chunks(List<Long> ids, boolean digests, Taker<Chunk> taker) throws TrekException {
        if (ids.get(0) > AttachmentRows.MOST) {
          asked.countDown();
        }
        super.chunks(ids, digests, taker);
      }
    };
    new RowCensus(rows).all(held -> assertTrue(waited(asked)));
  }

  @Test
  void tellsWhatWentWrongAfterAllThatCameBefore() {
    TrekException lost = TrekException.at("database").found("gone").next("look at it");
    Rows rows = new Rows(4 * AttachmentRows.MOST) {
      @Override
      public void chunks(List<Long> ids, boolean digests, Taker<Chunk> taker) throws TrekException {
        if (ids.get(0) > 3 * AttachmentRows.MOST) {
          throw lost;
        }
        super.chunks(ids, digests, taker);
      }
    };
    List<Long> met = new ArrayList<>();
    assertSame(lost, assertThrows(TrekException.class, () -> new RowCensus(rows).all(held -> held.forEach(each -> met.add(each.id())))));
    assertEquals(3 * AttachmentRows.MOST, met.size());
  }

  private static boolean waited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Attachments from 1 on, a row for each. */
  private static class Rows implements AttachmentRows {

    private final long count;

    Rows(long count) {
      this.count = count;
    }

    @Override
    public List<Long> next(long from, int most) {
      return LongStream.rangeClosed(Math.max(1, from), Math.min(count, Math.max(1, from) + most - 1)).boxed().toList();
    }

    @Override
    public boolean any() {
      return count > 0;
    }

    @Override
    public boolean aside(String table) {
      return false;
    }

    @Override
    public void references(List<Long> ids, Taker<Reference> taker) throws TrekException {
      for (long id : ids) {
        taker.take(new Reference(id, id, OptionalLong.empty()));
      }
    }

    @Override
    public void chunks(List<Long> ids, boolean digests, Taker<Chunk> taker) throws TrekException {
      for (long id : ids) {
        taker.take(new Chunk(id, 14081, 0, OptionalLong.of(7), Optional.empty()));
      }
    }

    @Override
    public void contents(List<Long> ids, Taker<Piece> taker) {
      throw new IllegalStateException("a census reads no contents");
    }
  }
}
