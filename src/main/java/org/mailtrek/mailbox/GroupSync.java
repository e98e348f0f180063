package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Makes what several threads wrote durable, together: who comes while a sync runs waits for the next one, which is for all that came. So ten folders cost little
 * more than one.
 */
final class GroupSync {

  private final Disk disk;
  private final FilesView files;
  private final Object lock = new Object();
  private List<HostPath> waiting = new ArrayList<>();
  private Round next = new Round();
  private boolean running;

  GroupSync(Disk disk, FilesView files) {
    this.disk = disk;
    this.files = files;
  }

  /** One sync, for all who wait for it. */
  private static final class Round {
    private boolean over;
    private TrekException failure;
    private Throwable fault;
  }

  /**
   * Returns when all that was written on the file systems of paths before the call is durable.
   *
   * @throws TrekException when the host refuses: then nothing is known to be durable
   */
  void sync(HostPath... these) throws TrekException {
    Round mine;
    List<HostPath> paths = List.of();
    synchronized (lock) {
      waiting.addAll(List.of(these));
      mine = next;
      while (running && !mine.over) {
        await();
      }
      if (!mine.over) {
        running = true;
        paths = waiting;
        waiting = new ArrayList<>();
        next = new Round();
      }
    }
    if (!paths.isEmpty()) {
      lead(mine, paths);
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
    if (mine.fault != null) {
      throw new IllegalStateException("the sync that was also for this thread ended", mine.fault);
    }
  }

  private void lead(Round round, List<HostPath> paths) {
    Throwable fault = new IllegalStateException("cut off");
    try {
      Map<Long, HostPath> mounts = new HashMap<>();
      for (HostPath each : paths) {
        mounts.put(files.stat(each).map(state -> state.device()).orElse(-1L), each);
      }
      for (HostPath each : mounts.values()) {
        disk.syncAll(each);
      }
      fault = null;
    } catch (TrekException e) {
      round.failure = e;
      fault = null;
    } finally {
      synchronized (lock) {
        round.fault = fault;
        round.over = true;
        running = false;
        lock.notifyAll();
      }
    }
  }

  private void await() throws TrekException {
    try {
      lock.wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at("mailbox").kind(TrekException.Kind.PARTLY).found("interrupted").because(e).next("the same command again");
    }
  }
}
