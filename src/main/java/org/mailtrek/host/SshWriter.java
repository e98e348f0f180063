package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The one shell that writes to a machine. It holds a lock there (flock(1)) under the name of its owner, an estate: a shell that lost its master,
 * with whatever it was still doing, is ended before its successor begins, and programs that it left, such as dpkg, are waited for. So the dead
 * don't write behind the back of a recovery.
 */
final class SshWriter {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MISSING = 69;
  private static final int AT_WORK = 75;

  private final SshLink link;
  private final Seen seen;
  private final Duration leftovers;
  private volatile Optional<ShellWorker> writer = Optional.empty();
  private volatile boolean claimed;

  /** Makes a writer that waits so long for programs that a lost connection has left. */
  SshWriter(SshLink link, Seen seen, Duration leftovers) {
    this.link = link;
    this.seen = seen;
    this.leftovers = leftovers;
    link.gate(this::first);
  }

  /** From now on nobody looks at the machine before the lock is taken: what a predecessor was still doing is over by then. */
  void claim() {
    claimed = true;
  }

  /** Gives the lock back. */
  synchronized void release() {
    claimed = false;
    writer.ifPresent(link::drop);
    writer = Optional.empty();
  }

  /** Returns for whom programs that write are to be run, as long as the machine is claimed. */
  Optional<String> owner() {
    return claimed ? Optional.of(link.target().owner()) : Optional.empty();
  }

  private void first() throws TrekException {
    if (claimed && dead() && !taken()) {
      claimed = false; // where nobody can take the lock nobody has written: it is only looked at
    }
  }

  private boolean dead() {
    return writer.filter(ShellWorker::alive).isEmpty();
  }

  /**
   * Asks the writer.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when the connection broke: whether it was done is not known then
   */
  synchronized ShellWorker.Reply ask(char kind, byte[] script, byte[] input, Duration limit) throws TrekException {
    if (!taken()) {
      throw TrekException.at(link.target().name()).found("flock is missing there, and nothing is written without its lock").next("install the package util-linux");
    }
    ShellWorker worker = writer.orElseThrow();
    boolean answered = false;
    try {
      link.trips().count(1);
      ShellWorker.Reply reply = worker.ask(kind, script, input, limit);
      answered = true;
      return reply;
    } catch (LostException e) {
      throw link.lost(e);
    } finally {
      seen.forget();
      if (!answered) {
        writer = Optional.empty();
        link.kill(worker);
      }
    }
  }

  /** Sees to it that the lock is ours; false when the machine has no program for it. */
  private synchronized boolean taken() throws TrekException {
    if (!dead()) {
      return true;
    }
    writer.ifPresent(link::drop);
    writer = Optional.empty();
    ShellWorker worker = link.any();
    boolean sole = false;
    try {
      link.trips().count(1);
      byte[] script = ("sole " + link.target().owner() + " " + leftovers.toSeconds()).getBytes(StandardCharsets.US_ASCII);
      ShellWorker.Reply reply = worker.ask('m', script, new byte[0], PATIENCE.plus(leftovers));
      sole = reply.code() == 0;
      if (sole) {
        seen.forget();
        writer = Optional.of(worker);
      } else if (reply.code() == AT_WORK) {
        throw TrekException.at(link.target().name()).kind(TrekException.Kind.IN_USE)
            .found("a program that was begun over an earlier connection is still at work there")
            .next("wait until it is done (exec " + link.target().name() + " -- ps -ef shows it), then try again");
      } else if (reply.code() != MISSING) {
        throw SaidError.at(link.target().name(), reply.err());
      }
      return sole;
    } catch (LostException e) {
      throw link.lost(e);
    } finally {
      if (!sole) {
        link.kill(worker);
      }
    }
  }
}
