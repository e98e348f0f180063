package org.mailtrek.engine.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mailtrek.host.TrekException;

/** Works on the items of a segment, several at a time, and never returns or throws before every worker has come to rest. */
final class SideBySide {

  private final int workers;

  SideBySide(int workers) {
    this.workers = workers;
  }

  /** Works on one item. */
  interface Work {
    Optional<String> on(EntryChange item) throws TrekException;
  }

  Left run(List<EntryChange> items, Work work) throws TrekException {
    String[] left = new String[items.size()];
    if (workers == 1) {
      share(items, work, left, 0, new AtomicBoolean());
    } else {
      runAll(items, work, left);
    }
    List<String> sentences = new ArrayList<>();
    for (String each : left) {
      if (Objects.nonNull(each)) {
        sentences.add(each);
      }
    }
    return new Left(sentences);
  }

  private void runAll(List<EntryChange> items, Work work, String[] left) throws TrekException {
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    List<Future<?>> shares = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      int first = worker;
      shares.add(
          pool.submit(
              () -> {
                share(items, work, left, first, stop);
                return true;
              }));
    }
    pool.shutdown();
    await(shares);
  }

  private void share(List<EntryChange> items, Work work, String[] left, int first, AtomicBoolean stop) throws TrekException {
    boolean whole = false;
    try {
      for (int n = first; n < items.size() && !stop.get(); n += workers) {
        left[n] = work.on(items.get(n)).orElse(null);
      }
      whole = true;
    } finally {
      stop.compareAndSet(false, !whole);
    }
  }

  private static void await(List<Future<?>> shares) throws TrekException {
    Throwable first = null;
    boolean interrupted = false;
    for (Future<?> share : shares) {
      while (!share.isDone()) {
        interrupted |= rest(share);
      }
      first = first == null ? failure(share) : first;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (first instanceof TrekException e) {
      throw e;
    }
    if (first instanceof Error e) {
      throw e;
    }
    if (first != null) {
      throw new IllegalStateException(first);
    }
  }

  private static boolean rest(Future<?> share) {
    try {
      share.get();
      return false;
    } catch (ExecutionException toldLater) {
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private static Throwable failure(Future<?> share) {
    try {
      share.get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException e) {
      return e;
    }
  }
}
