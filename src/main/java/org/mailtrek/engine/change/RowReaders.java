package org.mailtrek.engine.change;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.TrekException;

/** Reads attachments over several connections side by side, and never returns or throws before every reader has come to rest. */
final class RowReaders {

  private final AttachmentRows rows;
  private final int connections;
  private final RowWriter writer;

  RowReaders(AttachmentRows rows, int connections, RowWriter writer) {
    this.rows = rows;
    this.connections = connections;
    this.writer = writer;
  }

  /**
   * Reads and writes them all.
   *
   * @param left takes a sentence for each that was not written
   * @return those that were written, by ascending id
   */
  List<Extraction.Item> read(List<Extraction.Item> items, List<String> left) throws TrekException {
    int length = Math.min(AttachmentRows.MOST, Math.max(1, items.size() / (connections * 4) + 1));
    List<List<Extraction.Item>> slices = new ArrayList<>();
    for (int from = 0; from < items.size(); from += length) {
      slices.add(items.subList(from, Math.min(items.size(), from + length)));
    }
    List<List<Extraction.Item>> written = new ArrayList<>();
    List<List<String>> sentences = new ArrayList<>();
    slices.forEach(
        each -> {
          written.add(new ArrayList<>());
          sentences.add(new ArrayList<>());
        });
    AtomicInteger next = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    Reader reader =
        () -> {
          for (int n = next.getAndIncrement(); n < slices.size() && !stop.get(); n = next.getAndIncrement()) {
            writer.write(slices.get(n), rows, written.get(n), sentences.get(n));
          }
        };
    if (connections == 1 || slices.size() == 1) {
      reader.read();
    } else {
      sideBySide(reader, Math.min(connections, slices.size()), stop);
    }
    sentences.forEach(left::addAll);
    return written.stream().flatMap(List::stream).toList();
  }

  /** Reads slices until none is left. */
  private interface Reader {
    void read() throws TrekException;
  }

  private static void sideBySide(Reader reader, int count, AtomicBoolean stop) throws TrekException {
    ExecutorService pool = Executors.newFixedThreadPool(count);
    List<Future<?>> all = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      all.add(
          pool.submit(
              () -> {
                boolean whole = false;
                try {
                  reader.read();
                  whole = true;
                } finally {
                  stop.compareAndSet(false, !whole);
                }
                return whole;
              }));
    }
    pool.shutdown();
    List<Throwable> failures = new ArrayList<>();
    boolean interrupted = false;
    for (Future<?> each : all) {
      boolean waiting = true;
      while (waiting) {
        try {
          each.get();
          waiting = false;
        } catch (ExecutionException e) {
          failures.add(e.getCause());
          waiting = false;
        } catch (InterruptedException e) {
          interrupted = true;
          pool.shutdownNow();
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    raise(failures);
  }

  private static void raise(List<Throwable> failures) throws TrekException {
    if (failures.isEmpty()) {
      return;
    }
    if (failures.get(0) instanceof TrekException e) {
      throw e;
    }
    if (failures.get(0) instanceof Error e) {
      throw e;
    }
    throw new IllegalStateException(failures.get(0));
  }
}
