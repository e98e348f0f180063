package org.mailtrek.host;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What was seen of a machine's files a moment ago, so that a walk through a tree needs no round trip for each file. Whatever we do to the
 * machine makes all of it forgotten at once; what others do is seen four seconds later at most. While it is told to remember, nothing grows old, and
 * what programs that only look have said is kept too. Safe for several threads.
 */
final class Seen {

  private static final Duration SHELF_LIFE = Duration.ofSeconds(4);
  private static final int MOST_STATES = 200_000;
  private static final long MOST_BYTES = 8 << 20;

  private final Map<HostPath, Aged<Optional<FileState>>> states = new HashMap<>();
  private final Map<HostPath, Aged<List<HostPath>>> lists = new HashMap<>();
  private final Map<HostPath, Aged<byte[]>> contents = new HashMap<>();
  private final Map<HostPath, Aged<HostView.Space>> spaces = new HashMap<>();
  private final Map<String, Programs.Ended> answers = new HashMap<>();
  private long bytes;
  private long epoch;
  private int remembering;

  private final LongSupplier nanos;

  /** Makes one that knows nothing yet, by a clock that only counts on, in nanoseconds. */
  Seen(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private record Aged<T>(T value, long since) {}

  private <T> Optional<T> fresh(Aged<T> kept) {
    return kept != null && young(kept.since) ? Optional.of(kept.value) : Optional.empty();
  }

  /** Returns whether something of that time may still be taken for true. */
  synchronized boolean young(long since) {
    return remembering > 0 || nanos.getAsLong() - since < SHELF_LIFE.toNanos();
  }

  /** Returns the time. */
  long now() {
    return nanos.getAsLong();
  }

  /** Begins with nothing known; from now on nothing that is seen grows old. Each is ended by one {@link #release}. */
  synchronized void remember() {
    if (remembering++ == 0) {
      forget();
    }
  }

  /** Ends one {@link #remember}: everything is forgotten when it was the last. */
  synchronized void release() {
    if (remembering > 0 && --remembering == 0) {
      forget();
    }
  }

  /** Returns whether nothing grows old now. */
  synchronized boolean remembering() {
    return remembering > 0;
  }

  /** Forgets everything: the machine is about to change, or has changed. */
  synchronized void forget() {
    epoch++;
    clear();
  }

  private void clear() {
    states.clear();
    lists.clear();
    contents.clear();
    spaces.clear();
    answers.clear();
    bytes = 0;
  }

  /** Returns a ticket to be had before asking the machine; what was asked with an old one is not kept. */
  synchronized Ticket ticket() {
    return new Ticket(epoch, now());
  }

  synchronized Optional<Optional<FileState>> state(HostPath path) {
    return fresh(states.get(path));
  }

  synchronized Optional<List<HostPath>> list(HostPath folder) {
    return fresh(lists.get(folder));
  }

  synchronized Optional<HostView.Space> space(HostPath path) {
    return fresh(spaces.get(path));
  }

  /** Returns whether nothing can be at a path, since the folder above it lacks it, or is not there itself. */
  synchronized boolean absent(HostPath path) {
    for (HostPath each = path; !each.root(); each = each.parent()) {
      Optional<List<HostPath>> around = list(each.parent());
      boolean lacking = around.isPresent() && !Scratch.hides(each.nameBytes()) && Collections.binarySearch(around.get(), each) < 0;
      if (lacking || state(each.parent()).equals(Optional.of(Optional.empty()))) {
        return true;
      }
    }
    return false;
  }

  synchronized Optional<byte[]> content(HostPath file) {
    return fresh(contents.get(file));
  }

  /** Returns what a program said that only looks; a line is all of its words. */
  synchronized Optional<Programs.Ended> answer(String line) {
    return Optional.ofNullable(answers.get(line));
  }

  /** Keeps what a program said that only looks, while nothing grows old. */
  synchronized void keep(Ticket ticket, String line, Programs.Ended ended) {
    if (ticket.epoch == epoch && remembering > 0 && bytes + ended.out().length <= MOST_BYTES) {
      bytes += ended.out().length;
      answers.put(line, ended);
    }
  }

  synchronized void keep(Ticket ticket, FileRecords.Read read) {
    if (ticket.epoch == epoch) {
      if (states.size() + read.states().size() > MOST_STATES) {
        clear();
      }
      read.states().forEach((path, state) -> states.put(path, new Aged<>(state, ticket.since)));
      read.lists().forEach((path, list) -> lists.put(path, new Aged<>(list, ticket.since)));
    }
  }

  synchronized void keep(Ticket ticket, HostPath path, HostView.Space space) {
    if (ticket.epoch == epoch) {
      spaces.put(path, new Aged<>(space, ticket.since));
    }
  }

  synchronized void keep(Ticket ticket, HostPath file, byte[] content) {
    if (ticket.epoch == epoch) {
      bytes += content.length;
      if (bytes > MOST_BYTES) {
        clear();
      }
      contents.put(file, new Aged<>(content.clone(), ticket.since));
    }
  }

  /**
   * When a question was asked.
   *
   * @param epoch how often everything was forgotten before
   * @param since the time, by the clock that only counts on
   */
  record Ticket(long epoch, long since) {}
}
