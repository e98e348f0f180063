package org.mailtrek.practice;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** When the servers of a practice estate were used last. Safe for several threads. */
final class Activity {

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong last = new AtomicLong(System.nanoTime());

  /** Notes that a client has connected. */
  void opened() {
    open.incrementAndGet();
    seen();
  }

  /** Notes that a client has gone. */
  void closed() {
    open.decrementAndGet();
    seen();
  }

  /** Notes that something was asked. */
  void seen() {
    last.set(System.nanoTime());
  }

  /** Returns how long nobody has asked anything; a client that is connected is there. */
  Duration idle() {
    return open.get() > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - last.get());
  }
}
