package org.mailtrek.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.Orphans;
import org.mailtrek.host.TrekException;

/**
 * The right to write an estate's journal: a kernel lock, which ends with the process. Its text for people lies in a file of its own, since
 * Java loses a lock when anything in the program closes the locked file.
 */
final class Lease implements AutoCloseable {

  private static final String LOCK = "lease";
  private static final String HOLDER = "lease-holder";
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Pattern PROCESS = Pattern.compile(", process ([0-9]{1,18})$");

  /** What this program holds; one for the whole process, as the kernel's locks are: to open a locked file and close it gives its lock back. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final FileChannel channel;
  private final FileLock lock;
  private final Path held;
  private final Path holder;

  private Lease(FileChannel channel, FileLock lock, Claim claim) {
    this.channel = channel;
    this.lock = lock;
    this.held = claim.held();
    this.holder = claim.holder();
  }

  /**
   * Takes the lease.
   *
   * @throws TrekException of kind {@code IN_USE}, naming owner, machine and process, when another holds it, or when what a killed one had started
   *     still runs
   */
  static Lease take(Home home, String owner) throws TrekException {
    home.makeFolder(home.journal());
    Path folder = home.lockFolder();
    Path holder = folder.resolve(HOLDER);
    try {
      Path held = folder.toRealPath();
      if (!HELD.add(held)) {
        throw inUse(folder, read(holder));
      }
      return take(folder, new Claim(held, holder, owner));
    } catch (IOException e) {
      throw TrekException.at(folder).found("the lease can't be taken: " + e.getMessage()).because(e).next("check the folder's owner and mode");
    }
  }

  /** What is claimed, and by whom. */
  private record Claim(Path held, Path holder, String owner) {}

  private static Lease take(Path folder, Claim claim) throws IOException, TrekException {
    Optional<Lease> lease = Optional.empty();
    boolean claimed = false;
    try {
      lease = Optional.of(open(folder, claim));
      lease.get().claim(claim.owner());
      claimed = true;
      return lease.get();
    } finally {
      if (!claimed) {
        lease.ifPresentOrElse(Lease::giveUp, () -> HELD.remove(claim.held()));
      }
    }
  }

  private static Lease open(Path folder, Claim claim) throws IOException, TrekException {
    FileChannel channel = FileChannel.open(folder.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PRIVATE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw inUse(folder, read(claim.holder()));
      }
      return new Lease(channel, lock, claim);
    } catch (OverlappingFileLockException otherClassLoader) {
      throw inUse(folder, read(claim.holder()));
    }
  }

  private void claim(String owner) throws IOException, TrekException {
    String before = read(holder);
    if (!before.isEmpty() && !before.contains(" on " + machine() + ",")) {
      throw TrekException.at(holder.getParent())
          .kind(TrekException.Kind.IN_USE)
          .found("in use by " + before + ", another machine, whose locks can't be seen from here")
          .next("make sure that it is gone, then delete " + holder);
    }
    List<String> ours = Orphans.ours();
    if (!ours.isEmpty()) {
      throw TrekException.at(holder.getParent())
          .kind(TrekException.Kind.IN_USE)
          .found("in use by what an earlier run had started and told to end: " + still(ours))
          .next("wait until that has ended, then: status");
    }
    List<String> orphans = orphans(before);
    if (!orphans.isEmpty()) {
      throw TrekException.at(holder.getParent())
          .kind(TrekException.Kind.IN_USE)
          .found("in use by what " + before + ", which has ended, had started: " + still(orphans))
          .next("wait until that has ended, or end it, then: status");
    }
    Files.deleteIfExists(holder);
    Files.createFile(holder, PRIVATE);
    Files.writeString(holder, owner + " on " + machine() + ", process " + ProcessHandle.current().pid() + "\n", StandardCharsets.UTF_8);
  }

  private static String still(List<String> programs) {
    return String.join(", ", programs) + " still " + (programs.size() == 1 ? "runs" : "run");
  }

  /** Returns what the last holder, where it was killed, still has at work. */
  private static List<String> orphans(String before) {
    Matcher process = PROCESS.matcher(before);
    return process.find() ? Orphans.of(Long.parseLong(process.group(1))) : List.of();
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String read(Path holder) throws IOException {
    return Files.exists(holder) ? Files.readString(holder, StandardCharsets.UTF_8).strip() : "";
  }

  private static TrekException inUse(Path folder, String by) {
    return TrekException.at(folder)
        .kind(TrekException.Kind.IN_USE)
        .found("in use by " + (by.isEmpty() ? "another Mailtrek" : by))
        .next("wait for it, or look with: status");
  }

  /** Gives a lock back that could not be claimed. */
  private void giveUp() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD.remove(held);
    }
  }

  @Override
  public void close() throws TrekException {
    try {
      if (lock.isValid()) {
        boolean over = Orphans.ours().isEmpty(); // else the next holder has to look for what we have left
        if (over && read(holder).endsWith("process " + ProcessHandle.current().pid())) {
          Files.deleteIfExists(holder);
        }
        lock.release();
      }
      channel.close();
    } catch (IOException e) {
      throw TrekException.at(holder).found("the lease can't be given back: " + e.getMessage()).because(e).next("status");
    } finally {
      HELD.remove(held);
    }
  }
}
