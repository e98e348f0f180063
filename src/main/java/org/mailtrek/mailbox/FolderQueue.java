package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.mailtrek.host.TrekException;

/** Work that one thread finds and several do, in its order; holds fifty pieces, so that who finds them waits for those who do them. The first failure ends it all. */
final class FolderQueue implements AutoCloseable {

  private static final int LENGTH = 50;
  private static final long LOOK_MILLIS = 200;

  private final BlockingQueue<Work> waiting = new ArrayBlockingQueue<>(LENGTH);
  private final List<Thread> workers = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean complete;

  FolderQueue(int threads) {
    for (int number = 1; number <= threads; number++) {
      Thread worker = new Thread(this::work, "mailbox-" + number);
      worker.setDaemon(true);
      workers.add(worker);
      worker.start();
    }
  }

  /** A piece of work. */
  interface Work {
    void run() throws TrekException;
  }

  /** Waits for a free place; what is added after a failure is dropped. */
  void add(Work work) throws TrekException {
    try {
      while (failure.get() == null && !waiting.offer(work, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        // full: somebody will take a piece, or fail
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private void work() {
    try {
      while (failure.get() == null && !(complete && waiting.isEmpty())) {
        Work next = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (next != null) {
          next.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TrekException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private static TrekException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return TrekException.at("mailbox").kind(TrekException.Kind.PARTLY).found("interrupted").because(e).next("the same command again");
  }

  /** Returns when all work is done; tells the first failure. */
  @Override
  public void close() throws TrekException {
    for (int each = 0; each < workers.size(); each++) {
      add(() -> complete = true);
    }
    try {
      for (Thread each : workers) {
        each.join();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (failure.get() instanceof TrekException refused) {
      throw refused;
    } else if (failure.get() instanceof Error error) {
      throw error;
    } else if (failure.get() instanceof RuntimeException bug) {
      throw bug;
    }
  }
}
