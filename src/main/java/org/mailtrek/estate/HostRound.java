package org.mailtrek.estate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.mailtrek.host.TrekException;

/**
 * Asks several hosts the same, a few of them side by side, since most of the time is spent on the way to them. One that does not answer keeps no other
 * from it.
 */
public final class HostRound {

  private static final int AT_ONCE = 4;

  private HostRound() {}

  /** A question to one host; asked by a thread of its own where there are several hosts. */
  @FunctionalInterface
  public interface Question<T> {
    /** Asks. */
    T ask(String host) throws TrekException;
  }

  /**
   * What came of it.
   *
   * @param host the host
   * @param value what it said; empty when it failed
   * @param failure why it said nothing
   */
  public record Answer<T>(String host, Optional<T> value, Optional<TrekException> failure) {}

  /**
   * Asks all.
   *
   * @return the answers, in the order of the hosts
   * @throws TrekException of kind {@code INTERRUPTED} when the calling thread is interrupted; no question is under way any more then
   */
  public static <T> List<Answer<T>> of(List<String> hosts, Question<T> question) throws TrekException {
    if (hosts.size() < 2) {
      List<Answer<T>> answers = new ArrayList<>();
      for (String host : hosts) {
        answers.add(asked(host, question));
      }
      return uninterrupted(answers);
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(AT_ONCE, hosts.size()));
    try {
      List<Future<Answer<T>>> under = hosts.stream().map(host -> pool.submit(() -> asked(host, question))).toList();
      List<Answer<T>> answers = new ArrayList<>();
      for (Future<Answer<T>> each : under) {
        answers.add(each.get());
      }
      return uninterrupted(answers);
    } catch (InterruptedException e) {
      stop(pool);
      Thread.currentThread().interrupt();
      throw TrekException.at(String.join(", ", hosts)).kind(TrekException.Kind.INTERRUPTED).found("interrupted").because(e).next("start again");
    } catch (ExecutionException e) {
      stop(pool);
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdown();
    }
  }

  private static <T> Answer<T> asked(String host, Question<T> question) {
    try {
      return new Answer<>(host, Optional.of(question.ask(host)), Optional.empty());
    } catch (TrekException e) {
      return new Answer<>(host, Optional.empty(), Optional.of(e));
    }
  }

  private static <T> List<Answer<T>> uninterrupted(List<Answer<T>> answers) throws TrekException {
    for (Answer<T> each : answers) {
      if (each.failure().filter(e -> e.kind() == TrekException.Kind.INTERRUPTED).isPresent()) {
        throw each.failure().get();
      }
    }
    return answers;
  }

  private static void stop(ExecutorService pool) {
    pool.shutdownNow();
    boolean interrupted = false;
    for (boolean ended = false; !ended; ) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
