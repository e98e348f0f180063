package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AheadTest {

  @Test
  void handsAllItemsOverInOrder() throws Exception {
    List<Integer> taken = new ArrayList<>();
    try (Ahead<Integer> ahead = Ahead.of(AheadTest::hundred)) {
      ahead.forEach(taken::add);
    }
    assertEquals(100, taken.size());
    assertEquals(99, taken.get(99));
  }

  @Test
  void makesTheNextItemWhileOneIsTaken() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    try (Ahead<Integer> ahead = Ahead.of(taker -> {
      taker.take(1);
      second.countDown();
    })) {
      ahead.forEach(item -> await(second));
    }
    assertEquals(0, second.getCount());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void holdsNoMoreThanAFew() throws Exception {
    AtomicInteger made = new AtomicInteger();
    try (Ahead<Integer> ahead = Ahead.of(taker -> {
      while (true) {
        taker.take(made.incrementAndGet());
      }
    })) {
      assertThrows(IllegalStateException.class, () -> ahead.forEach(item -> {
        throw new IllegalStateException("enough");
      }));
    }
    assertTrue(made.get() <= 6, made + " items were made");
  }

  @Test
  void throwsWhatTheMakerWasRefusedBehindWhatItMade() {
    List<Integer> taken = new ArrayList<>();
    try (Ahead<Integer> ahead = Ahead.of(taker -> {
      taker.take(1);
      throw TrekException.at("here").found("no more").next("stop");
    })) {
      assertThrows(TrekException.class, () -> ahead.forEach(taken::add));
    }
    assertEquals(List.of(1), taken);
  }

  private static void hundred(Ahead.Taker<Integer> taker) throws TrekException {
    for (int each = 0; each < 100; each++) {
      taker.take(each);
    }
  }
}
