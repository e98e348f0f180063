package org.mailtrek.mailbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.mailtrek.engine.Interruption;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Users who come while their mail is moved: whoever is asked for gets the INBOX at once, and the other folders right after. A mark, a file of the user's name, says
 * that the INBOX is there, so that nobody need ask again. The ledger knows which folders are still owed to whom, so that whoever serves next goes on with them. Safe for several threads; two who ask for one user wait for the same work.
 */
public final class ServedUsers implements AutoCloseable {

  private static final int LONGEST = 255;
  private static final int FOLDER = 0755;

  private final MailMove move;
  private final Disk disk;
  private final FilesView files;
  private final HostPath marks;
  private final Interruption interruption = new Interruption();
  private final ExecutorService inboxes;
  private final ExecutorService others;
  private final ConcurrentMap<String, CompletableFuture<Optional<String>>> asked = new ConcurrentHashMap<>();
  private final AtomicLong served = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /**
   * Begins to serve, and goes on with the other folders of those whose INBOX was moved before.
   *
   * @param move what moves the messages
   * @param disk writes the machine that Mailtrek runs on
   * @param files reads it
   * @param marks the folder of the marks; it is made where it is missing
   * @param threads how many users' INBOXes are moved at once; as many others' folders are meanwhile
   * @throws TrekException when the folder can't be made
   */
  public ServedUsers(MailMove move, Disk disk, FilesView files, HostPath marks, int threads) throws TrekException {
    this.move = move;
    this.disk = disk;
    this.files = files;
    this.marks = marks;
    this.inboxes = pool("inbox", threads);
    this.others = pool("rest", threads);
    if (files.stat(marks).isEmpty()) {
      disk.mkdir(marks, FOLDER);
      disk.chmod(marks, FOLDER);
    }
    others.execute(this::goOn);
  }

  private void goOn() {
    try {
      for (String user : move.owed(interruption)) {
        others.execute(() -> rest(user));
      }
    } catch (TrekException e) {
      refused.incrementAndGet();
    } catch (RejectedExecutionException e) {
      // closed meanwhile: who serves next goes on
    }
  }

  private static ExecutorService pool(String name, int threads) {
    return Executors.newFixedThreadPool(threads, work -> {
      Thread thread = new Thread(work, "mailbox-serve-" + name);
      thread.setDaemon(true);
      return thread;
    });
  }

  /** Returns whether a text can be the name of a user: of a file, that is. */
  static boolean named(String user) {
    byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
    return bytes.length > 0 && bytes.length <= LONGEST && !user.startsWith(".") && user.chars().allMatch(each -> each > ' ' && each != '/' && each != 0x7f);
  }

  /**
   * Sees to it that a user's INBOX is at the target, and that the other folders follow.
   *
   * @param patience how long to wait for it
   * @return empty when the user can be let in, else why not, for people; then it may be asked again
   */
  public Optional<String> inbox(String user, Duration patience) {
    if (!named(user)) {
      return refuse("no name of a user");
    }
    try {
      if (files.stat(mark(user)).isPresent()) {
        return Optional.empty();
      }
      Optional<String> trouble = asked.computeIfAbsent(user, this::begin).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return trouble.isEmpty() ? trouble : refuse(trouble.get());
    } catch (RejectedExecutionException e) {
      return refuse("mailbox serve is being stopped");
    } catch (TimeoutException e) {
      return refuse("the mailbox is still being moved");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refuse("interrupted");
    } catch (ExecutionException e) {
      return refuse(String.valueOf(e.getCause().getMessage()));
    } catch (TrekException e) {
      return refuse(e.getMessage());
    }
  }

  private Optional<String> refuse(String reason) {
    refused.incrementAndGet();
    return Optional.of(reason);
  }

  private HostPath mark(String user) {
    return marks.resolve(user);
  }

  private CompletableFuture<Optional<String>> begin(String user) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return moved(user);
      } finally {
        asked.remove(user); // waits for who is just putting it there
      }
    }, inboxes);
  }

  private Optional<String> moved(String user) {
    try {
      MoveTally tally = move.open(user, Optional.of(FolderName.INBOX), Duration.ofMinutes(1), interruption);
      if (tally.busy() > 0) {
        return Optional.of("the mailbox is still being moved");
      }
      if (tally.unfinished() > 0) {
        return Optional.of(tally.lines().isEmpty() ? "interrupted" : tally.lines().get(0));
      }
      if (files.stat(mark(user)).isEmpty()) {
        disk.create(mark(user));
        disk.chmod(mark(user), 0644);
      }
      served.incrementAndGet();
      others.execute(() -> rest(user));
      return Optional.empty();
    } catch (TrekException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** What goes wrong here is noted with the folder, or found when messages are moved again. */
  private void rest(String user) {
    try {
      move.open(user, Optional.empty(), Duration.ZERO, interruption);
    } catch (TrekException e) {
      refused.incrementAndGet();
    }
  }

  /** Returns how many users' INBOXes were seen to. */
  public long served() {
    return served.get();
  }

  /** Returns how many times somebody was told to come again. */
  public long refused() {
    return refused.get();
  }

  /** Takes no more work, and waits until what is at work has come to a point from which it can go on. */
  @Override
  public void close() {
    interruption.request();
    inboxes.shutdown();
    others.shutdownNow();
    try {
      inboxes.awaitTermination(1, TimeUnit.MINUTES);
      others.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
