package org.mailtrek.estate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.TrekException;

class HostRoundTest {

  private static TrekException refusal(String host) {
    return TrekException.at(host).kind(TrekException.Kind.UNREACHABLE).found("does not answer").next("look");
  }

  @Test
  void asksSideBySideAndAnswersInTheOrderOfTheHosts() throws Exception {
    CountDownLatch together = new CountDownLatch(3);
    List<HostRound.Answer<String>> answers = HostRound.of(List.of("c", "a", "b"), host -> {
      together.countDown();
      try {
        assertTrue(together.await(20, TimeUnit.SECONDS), "the others are not asked meanwhile");
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return host + host;
    });
    assertEquals(List.of("cc", "aa", "bb"), answers.stream().map(each -> each.value().orElseThrow()).toList());
  }

  @Test
  void oneThatDoesNotAnswerKeepsNoOtherFromIt() throws Exception {
    List<HostRound.Answer<String>> answers = HostRound.of(List.of("a", "b"), host -> {
      if (host.equals("a")) {
        throw refusal(host);
      }
      return host;
    });
    assertEquals("does not answer", answers.get(0).failure().orElseThrow().what());
    assertEquals("b", answers.get(1).value().orElseThrow());
  }

  @Test
  void neverAsksMoreThanAFewAtOnce() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    HostRound.of(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"), host -> {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      Thread.yield();
      return now.decrementAndGet();
    });
    assertTrue(most.get() <= 4, () -> most + " at once");
  }

  @Test
  void anInterruptEndsEveryQuestionBeforeItIsTold() {
    AtomicInteger under = new AtomicInteger();
    Thread asking = Thread.currentThread();
    TrekException interrupted = assertThrows(TrekException.class, () -> HostRound.of(List.of("a", "b"), host -> {
      under.incrementAndGet();
      asking.interrupt();
      try {
        new CountDownLatch(1).await();
        return host;
      } catch (InterruptedException e) {
        under.decrementAndGet();
        throw refusal(host);
      }
    }));
    assertEquals(TrekException.Kind.INTERRUPTED, interrupted.kind());
    assertTrue(Thread.interrupted());
    assertEquals(0, under.get());
  }
}
