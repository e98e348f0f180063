package org.mailtrek.practice;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** When the servers of a practice estate were used last. Safe for several threads. */
final class Activity {

  private final AtomicLong last = new AtomicLong(System.nanoTime());

  void seen() {
    last.set(System.nanoTime());
  }

  Duration idle() {
    return Duration.ofNanos(System.nanoTime() - last.get());
  }
}
