package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EarlySyncTest {

  private static final long MUCH = 1L << 26;

  @Test
  void waitsForWhatRunsAndNeverRunsTwoAtOnce() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger over = new AtomicInteger();
    EarlySync early = EarlySync.of(() -> {
      runs.incrementAndGet();
      begun.countDown();
      wait(go);
      over.incrementAndGet();
    });
    early.wrote(MUCH - 1);
    assertEquals(0, runs.get());
    early.wrote(1);
    assertTrue(begun.await(20, TimeUnit.SECONDS));
    early.wrote(MUCH);
    early.wrote(MUCH);
    assertEquals(1, runs.get());
    go.countDown();
    early.close();
    assertEquals(1, over.get());
  }

  @Test
  void tellsWhoeverClosesItOfALostWrite() throws Exception {
    TrekException lost = TrekException.at("here:/disk").found("Input/output error").next("look at the disk");
    CountDownLatch failed = new CountDownLatch(1);
    EarlySync early = EarlySync.of(() -> {
      failed.countDown();
      throw lost;
    });
    early.wrote(MUCH);
    assertTrue(failed.await(20, TimeUnit.SECONDS));
    assertSame(lost, assertThrows(TrekException.class, early::close));
  }

  private static void wait(CountDownLatch go) {
    try {
      assertTrue(go.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
