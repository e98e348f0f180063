package org.mailtrek.host;

import com.jcraft.jsch.Session;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The one session to a machine, opened when it is first needed and again when it was lost, and the shells that work in it: eight at most, each
 * lent to one thread at a time. Safe for several threads.
 */
final class SshLink implements AutoCloseable {

  private static final int MOST = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SshTarget target;
  private final SshSignIn signIn;
  private final WorkerStart starter;
  private final Trips trips = new Trips();
  private final Object lock = new Object();
  private final Deque<ShellWorker> idle = new ArrayDeque<>();
  private final Set<ShellWorker> lent = new HashSet<>();
  private volatile Gate gate = () -> {};
  private Optional<SshSession> session = Optional.empty();
  private int starting;
  private int most = MOST;

  SshLink(SshTarget target, SshAnswers answers) {
    this.target = target;
    this.signIn = new SshSignIn(target, answers);
    this.starter = new WorkerStart(target, answers);
  }

  SshTarget target() {
    return target;
  }

  Trips trips() {
    return trips;
  }

  /** What must be so before a shell is lent. */
  @FunctionalInterface
  interface Gate {
    void pass() throws TrekException;
  }

  /** Names what must be so before a shell is lent. */
  void gate(Gate before) {
    gate = before;
  }

  /**
   * Lends a shell.
   *
   * @throws TrekException when the machine can't be reached, none becomes free in time, or what must be so before can't be had
   */
  ShellWorker borrow() throws TrekException {
    gate.pass();
    return any();
  }

  /** As {@link #borrow}, past the gate. */
  ShellWorker any() throws TrekException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (int attempt = 1; ; attempt++) {
      synchronized (lock) {
        while (!idle.isEmpty()) {
          ShellWorker worker = idle.pop();
          if (worker.alive()) {
            lent.add(worker);
            return worker;
          }
        }
        if (lent.size() + starting < most) {
          starting++;
        } else {
          attempt--;
          await(end);
          continue;
        }
      }
      Optional<ShellWorker> started = started(attempt == 1);
      if (started.isPresent()) {
        return started.get();
      }
    }
  }

  private void await(long end) throws TrekException {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    if (left <= 0) {
      throw TrekException.at(target.name()).kind(TrekException.Kind.UNREACHABLE)
          .found("all " + most + " channels are busy for " + PATIENCE.toSeconds() + " s").next("try again when less is going on");
    }
    try {
      lock.wait(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at(target.name()).kind(TrekException.Kind.INTERRUPTED).found("interrupted").because(e).next("start again");
    }
  }

  /** Starts a shell; empty when it is worth another try: the session was dead without our knowing, or one of the shells we have will have to do. */
  private Optional<ShellWorker> started(boolean first) throws TrekException {
    Optional<ShellWorker> worker = Optional.empty();
    try {
      Session open = session();
      trips.count(target.sudo() ? 4 : 2);
      worker = starter.start(open);
      if (worker.isEmpty()) {
        full();
      }
      return worker;
    } catch (LostException e) {
      synchronized (lock) {
        if (first) {
          session.filter(each -> lent.isEmpty() || !each.alive()).ifPresent(SshSession::close);
          return Optional.empty();
        }
      }
      throw lost(e);
    } finally {
      synchronized (lock) {
        starting--;
        worker.ifPresent(lent::add);
        lock.notifyAll();
      }
    }
  }

  /** From now on we make do with the shells that we have. */
  private void full() throws TrekException {
    synchronized (lock) {
      most = lent.size() + idle.size() + starting - 1; // others that are starting may have come before us
      if (most == 0) {
        most = MOST;
        throw TrekException.at(target.name()).kind(TrekException.Kind.UNREACHABLE)
            .found("signs in, and then allows no channel").next("see what happens with: ssh " + target.address() + " true");
      }
    }
  }

  /** Returns the session, a new one where there is none or it was lost. */
  Session session() throws TrekException {
    synchronized (signIn) {
      synchronized (lock) {
        if (session.filter(SshSession::alive).isPresent()) {
          return session.get().jsch();
        }
      }
      SshSession opened = signIn.open();
      trips.count(8);
      synchronized (lock) {
        session = Optional.of(opened);
        idle.clear();
        most = MOST;
      }
      return opened.jsch();
    }
  }

  HostFingerprint fingerprint() throws TrekException {
    com.jcraft.jsch.HostKey key = session().getHostKey();
    return HostFingerprint.of(key.getHost(), key.getType(), java.util.Base64.getDecoder().decode(key.getKey()));
  }

  /** Takes a shell back that is ready for the next request. */
  void giveBack(ShellWorker worker) {
    synchronized (lock) {
      if (lent.remove(worker) && worker.alive()) {
        idle.push(worker);
      }
      lock.notifyAll();
    }
  }

  /** Takes a shell back that is of no more use. */
  void drop(ShellWorker worker) {
    worker.close();
    synchronized (lock) {
      lent.remove(worker);
      lock.notifyAll();
    }
  }

  /** Ends what a shell has started on the machine, and the shell. Returns when the machine has said so, or can't be asked. */
  void kill(ShellWorker worker) {
    signalled(worker, "kill -9 -" + worker.group(), Duration.ZERO);
  }

  /**
   * Tells what a shell has started to end (SIGTERM), waits as long as that for it, and gives the shell up.
   *
   * @return whether all of it is known to have ended
   */
  boolean ask(ShellWorker worker, Duration patience) {
    String group = " -" + worker.group() + " 2>/dev/null";
    return signalled(worker, "kill -TERM" + group + "; left=" + patience.toSeconds() + "0; while kill -0" + group
        + "; do [ $left -gt 0 ] || exit 1; left=$((left - 1)); sleep 0.1; done", patience);
  }

  private boolean signalled(ShellWorker worker, String script, Duration wait) {
    boolean interrupted = Thread.interrupted();
    boolean done = false;
    try {
      if (worker.alive() && session.filter(SshSession::alive).isPresent()) {
        ShellWorker other = any();
        boolean answered = false;
        try {
          done = other.ask('q', script.getBytes(java.nio.charset.StandardCharsets.US_ASCII), new byte[0], wait.plusSeconds(10)).code() == 0;
          answered = true;
        } finally {
          if (answered) {
            giveBack(other);
          } else {
            drop(other);
          }
        }
      }
    } catch (LostException | TrekException unreachable) {
      // Whoever waits for the worker is told already; the machine ends the shell when the connection is gone.
    } finally {
      drop(worker);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return done;
  }

  /** Returns whether there was a session, and it is gone. */
  boolean broken() {
    synchronized (lock) {
      return session.filter(each -> !each.alive()).isPresent();
    }
  }

  /** Sees to it that a shell is idle, so that the next request need not wait for its start. */
  void prepare() {
    synchronized (lock) {
      if (!idle.isEmpty() || lent.size() + starting >= most - 1 || session.filter(SshSession::alive).isEmpty()) {
        return;
      }
      starting++;
    }
    Thread thread = new Thread(() -> {
      try {
        started(false).ifPresent(this::giveBack);
      } catch (TrekException unreachable) {
        // Whoever needs a shell next tries again, and is told.
      }
    }, "ssh " + target.name());
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns what the operator is told when the connection broke. */
  TrekException lost(LostException e) {
    return TrekException.at(target.name()).kind(TrekException.Kind.UNREACHABLE)
        .found("the connection to " + target.address() + " was lost: " + e.getMessage())
        .because(e).next("check the machine and the network, then go on: what was under way is in the journal");
  }

  @Override
  public void close() {
    synchronized (lock) {
      session.ifPresent(SshSession::close);
      session = Optional.empty();
      idle.clear();
    }
  }

  /** Counts round trips: how often an answer of the machine was waited for. */
  static final class Trips {

    private final java.util.concurrent.atomic.AtomicLong all = new java.util.concurrent.atomic.AtomicLong();

    void count(int trips) {
      all.addAndGet(trips);
    }

    long total() {
      return all.get();
    }
  }
}
