package org.mailtrek.engine.change;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.mailtrek.host.Pipe;
import org.mailtrek.host.TrekException;

/** The sum of entries that are read in a thread of its own, while something else is done. */
final class SummedBeside implements AutoCloseable {

  private final LdifSum sum = new LdifSum();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread reader;

  private SummedBeside(Pipe.Source entries) {
    this.reader = new Thread(() -> {
      try {
        entries.writeTo(sum);
        sum.close();
      } catch (IOException | TrekException | RuntimeException | Error e) {
        failure.set(e);
      }
    }, "sum");
    reader.setDaemon(true);
  }

  /** Begins to read. */
  static SummedBeside of(Pipe.Source entries) {
    SummedBeside beside = new SummedBeside(entries);
    beside.reader.start();
    return beside;
  }

  /**
   * Waits for the last entry.
   *
   * @throws TrekException what the reading was refused
   */
  LdifSum sum() throws TrekException {
    close();
    if (failure.get() instanceof TrekException refused) {
      throw refused;
    }
    if (failure.get() instanceof RuntimeException bug) {
      throw bug;
    }
    if (failure.get() instanceof Error bug) {
      throw bug;
    }
    if (failure.get() instanceof IOException e) {
      throw TrekException.at("the entries of slapd").found("can't be read: " + e.getMessage()).because(e).next("start again");
    }
    return sum;
  }

  /** Waits until nothing is read any more. */
  @Override
  public void close() throws TrekException {
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at("the entries of slapd").kind(TrekException.Kind.INTERRUPTED).found("reading them was interrupted").because(e).next("resume, or undo");
    }
  }
}
