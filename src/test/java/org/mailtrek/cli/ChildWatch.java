package org.mailtrek.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Looks, over and over, at arguments and environments of all children of this process, for as long as it is open. */
final class ChildWatch implements AutoCloseable {

  private final List<String> secrets;
  private final boolean theirs;
  private final ConcurrentSkipListSet<String> leaks = new ConcurrentSkipListSet<>();
  private final AtomicLong looks = new AtomicLong();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread watcher = new Thread(this::watch, "child-watch");

  private ChildWatch(List<String> secrets, boolean theirs) {
    this.secrets = secrets;
    this.theirs = theirs;
  }

  static ChildWatch begin(List<String> secrets) {
    return begin(secrets, false);
  }

  /** Looks only at what the children of this process have started themselves. */
  static ChildWatch ofTheirs(List<String> secrets) {
    return begin(secrets, true);
  }

  private static ChildWatch begin(List<String> secrets, boolean theirs) {
    ChildWatch watch = new ChildWatch(secrets, theirs);
    watch.watcher.setDaemon(true);
    watch.watcher.start();
    return watch;
  }

  private void watch() {
    try {
      while (!end.await(5, TimeUnit.MILLISECONDS)) {
        ProcessHandle.current().descendants().filter(each -> !theirs || !each.parent().equals(Optional.of(ProcessHandle.current()))).forEach(child -> List.of("cmdline", "environ").forEach(file -> look(child.pid(), file)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(long pid, String file) {
    try {
      Path program = Path.of("/proc", Long.toString(pid), "exe").toRealPath();
      if (program.endsWith("jspawnhelper")) {
        return; // the first moment of a child, when it is Java's own and has what Java has; the program that follows does not
      }
      String text = Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
      looks.incrementAndGet();
      secrets.stream().filter(text::contains).forEach(secret -> leaks.add(file + " of " + program + ": " + text.substring(0, Math.min(60, text.length())).replace('\0', ' ')));
    } catch (IOException gone) {
      leaks.remove(""); // the child has ended meanwhile
    }
  }

  /** Returns how often something of a child could be read so far. */
  long looks() {
    return looks.get();
  }

  /** Returns where a secret was seen so far. */
  List<String> leaks() {
    return List.copyOf(leaks);
  }

  @Override
  public void close() {
    end.countDown();
  }
}
