package org.mailtrek.host;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Copies many files with two workers, each of which takes the next one, and never returns or throws before both have come to rest. */
final class CopiesSideBySide {

  private static final int WORKERS = 2;

  private final Supplier<LocalCopies> copies;
  private final Iterator<Map.Entry<HostPath, HostPath>> waiting;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  CopiesSideBySide(Supplier<LocalCopies> copies, Map<HostPath, HostPath> files) {
    this.copies = copies;
    this.waiting = files.entrySet().iterator();
  }

  void run() throws TrekException {
    List<Thread> others = new ArrayList<>();
    for (int n = 1; n < WORKERS; n++) {
      Thread other = new Thread(this::work, "copy");
      other.setDaemon(true);
      other.start();
      others.add(other);
    }
    work();
    boolean interrupted = Thread.interrupted();
    for (Thread each : others) {
      while (each.isAlive()) {
        try {
          each.join();
        } catch (InterruptedException e) {
          interrupted = true;
          failure.compareAndSet(null, TrekException.at("copies").kind(TrekException.Kind.INTERRUPTED).found("copying was interrupted").because(e).next("resume, or undo"));
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    raise();
  }

  private void work() {
    try {
      LocalCopies mine = copies.get();
      for (Optional<Map.Entry<HostPath, HostPath>> next = next(); next.isPresent(); next = next()) {
        mine.copy(next.get().getKey(), next.get().getValue());
      }
    } catch (TrekException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private synchronized Optional<Map.Entry<HostPath, HostPath>> next() {
    return failure.get() == null && waiting.hasNext() ? Optional.of(waiting.next()) : Optional.empty();
  }

  private void raise() throws TrekException {
    Throwable first = failure.get();
    if (first instanceof TrekException refused) {
      throw refused;
    }
    if (first instanceof Error bug) {
      throw bug;
    }
    if (first != null) {
      throw new IllegalStateException(first);
    }
  }
}
