package org.mailtrek.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.mailtrek.host.TrekException;

/**
 * Steps of several hosts that follow each other: the hosts are worked on side by side, a few at a time, or in turns; the steps of each in order. A host
 * that fails stops; the others go on while that is borne, and stop between two changes when it is not. All have ended or stopped when a stage ends.
 */
final class Stage {

  private static final int AT_ONCE = 8;

  private final Session session;
  private final boolean rolling;
  private final Map<String, List<PlannedStep>> lanes = new LinkedHashMap<>();
  private final FailedHosts failed;
  private final Queue<TrekException> stopped = new ConcurrentLinkedQueue<>();

  Stage(Session session, List<PlannedStep> steps, FailedHosts failed) {
    this.session = session;
    this.failed = failed;
    this.rolling = steps.get(0).lane().orElseThrow().rolling();
    steps.forEach(each -> lanes.computeIfAbsent(each.lane().orElseThrow().host(), host -> new ArrayList<>()).add(each));
    lanes.keySet().removeAll(failed.hosts());
  }

  /** Carries a step of a host. */
  @FunctionalInterface
  interface Carrier {
    void carry(Session on, PlannedStep step) throws TrekException;
  }

  /** Cuts steps where all hosts wait for one another: into those for all hosts, each alone, and stages. */
  static List<List<PlannedStep>> cut(List<PlannedStep> steps) {
    List<List<PlannedStep>> all = new ArrayList<>();
    for (PlannedStep each : steps) {
      boolean goesOn = !all.isEmpty() && each.lane().isPresent() && last(all).lane().filter(each.lane().get()::with).isPresent();
      if (!goesOn) {
        all.add(new ArrayList<>());
      }
      all.get(all.size() - 1).add(each);
    }
    return all;
  }

  private static PlannedStep last(List<List<PlannedStep>> all) {
    return all.get(all.size() - 1).get(0);
  }

  /**
   * Goes through it.
   *
   * @throws TrekException when somebody wishes to stop, or more hosts have failed than the others bear; what was begun on any host has ended then
   */
  void go(Carrier carrier) throws TrekException {
    if (rolling || lanes.size() < 2) {
      for (String host : lanes.keySet()) {
        lane(host, carrier);
        if (failed.tooMany()) {
          break;
        }
      }
    } else {
      together(carrier);
    }
    session.checkInterruption();
    if (failed.tooMany()) {
      failed.refuseToGoOn("the others were stopped between two changes");
    }
    if (!stopped.isEmpty()) {
      throw stopped.peek();
    }
  }

  /** Goes through the steps of one host; keeps its failure. */
  private void lane(String host, Carrier carrier) {
    Session on = session.beside(host, failed::halt);
    try {
      for (PlannedStep each : lanes.get(host)) {
        carrier.carry(on, each);
      }
    } catch (TrekException e) {
      if (e.kind() == TrekException.Kind.INTERRUPTED) {
        stopped.add(e);
      } else {
        failed.add(host, e);
        on.progress().say("failed: " + e.where() + ": " + e.what());
      }
    } catch (RuntimeException | Error e) {
      failed.stopAll();
      throw e;
    }
  }

  private void together(Carrier carrier) throws TrekException {
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(AT_ONCE, lanes.size()));
    List<Future<?>> under = new ArrayList<>();
    lanes.keySet().forEach(host -> under.add(pool.submit(() -> lane(host, carrier))));
    boolean interrupted = ended(pool);
    for (Future<?> each : under) {
      try {
        each.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw TrekException.at("run").kind(TrekException.Kind.INTERRUPTED).found("interrupted").next("resume, or undo");
    }
  }

  /** Waits for all, and returns whether somebody was impatient: then the waits of all hosts were ended. */
  private static boolean ended(ExecutorService pool) {
    pool.shutdown();
    boolean interrupted = false;
    for (boolean ended = false; !ended; ) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
        pool.shutdownNow();
      }
    }
    return interrupted;
  }
}
