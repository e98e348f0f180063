package org.mailtrek.mailbox;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.NewFiles;
import org.mailtrek.host.TrekException;

/**
 * The lock that Dovecot keeps on a file: a file beside it with {@code .lock} behind its name, which may become the file. It is made as a second name of a
 * file in {@code tmp}, so that one which a killed process of ours left is known from Dovecot's, and taken over at once.
 */
final class DotLock implements AutoCloseable {

  /** As long as Dovecot waits before it breaks such a lock. */
  private static final Duration STALE = Duration.ofMinutes(2);
  private static final long PAUSE_MILLIS = 20;

  private final Disk disk;
  private final FilesView files;
  private final HostPath file;
  private final HostPath lock;
  private final HostPath own;
  private boolean held;

  /** Stands for the lock of a file, its own name in {@code tmp}. */
  DotLock(Disk disk, FilesView files, HostPath file, HostPath tmp) {
    this.disk = disk;
    this.files = files;
    this.file = file;
    this.lock = file.parent().resolve(file.name() + ".lock");
    this.own = tmp.resolve("mailtrek-" + file.name());
  }

  /** Takes away what a killed process of ours left; only who holds the folder in the ledger may ask for it. */
  void clear() throws TrekException {
    Optional<FileState> left = files.stat(own);
    if (left.isPresent()) {
      if (left.get().links() > 1 && files.stat(lock).filter(there -> there.links() > 1).isPresent()) {
        disk.delete(lock);
      }
      disk.delete(own);
    }
  }

  /**
   * Takes the lock; its file gets a content that {@link #replace} may make that of the file.
   *
   * @throws TrekException of kind {@code IN_USE} when another program holds it for longer than Dovecot would wait
   */
  void take(byte[] content, NewFiles.Mark mark) throws TrekException {
    clear();
    try (NewFiles making = disk.files(mark)) {
      making.begin(own);
      making.write(content, 0, content.length);
      making.end();
    }
    long end = System.nanoTime() + STALE.plusSeconds(10).toNanos();
    while (!linked()) {
      Optional<FileState> there = files.stat(lock);
      if (there.isPresent() && there.get().modified().plus(STALE).isBefore(Clock.systemUTC().instant())) {
        disk.delete(lock);
      } else if (System.nanoTime() > end) {
        disk.delete(own);
        throw TrekException.at(files.name() + ":" + lock).kind(TrekException.Kind.IN_USE).found("another program holds the folder for minutes").next("see that it ends, then the same command again");
      } else {
        pause();
      }
    }
    held = true;
  }

  private boolean linked() throws TrekException {
    if (files.stat(lock).isPresent()) {
      return false;
    }
    try {
      disk.link(own, lock);
      return true;
    } catch (TrekException refused) {
      if (files.stat(lock).isPresent()) {
        return false; // Dovecot was quicker
      }
      throw refused;
    }
  }

  private static void pause() throws TrekException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at("mailbox").kind(TrekException.Kind.PARTLY).found("interrupted").because(e).next("the same command again");
    }
  }

  /** Adds to the lock's content. */
  void append(byte[] bytes, int length) throws TrekException {
    disk.append(own, bytes, 0, length);
  }

  /** Makes the lock's content that of the file, and gives the lock back. */
  void replace() throws TrekException {
    disk.fsync(own);
    disk.rename(lock, file);
    held = false;
    disk.delete(own);
  }

  @Override
  public void close() throws TrekException {
    if (held) {
      held = false;
      disk.delete(lock);
      disk.delete(own);
    }
  }
}
