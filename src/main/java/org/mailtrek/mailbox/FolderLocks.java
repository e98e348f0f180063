package org.mailtrek.mailbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mailtrek.host.TrekException;

/**
 * Kernel locks, one a folder: each is a byte of one file, so that a hundred thousand users need no files of their own, and none outlives its process. Safe for
 * several threads; a folder that another thread of this process holds is as busy as one that another process holds.
 */
final class FolderLocks {

  /** Open as long as the process lives: whoever closes a file gives back every lock that the process has on it. */
  private static final Map<Path, FileChannel> CHANNELS = new ConcurrentHashMap<>();

  private final Path file;

  /** Stands for the locks of a file, which is made with the first of them. */
  FolderLocks(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  /** A lock that is held. */
  interface Held extends AutoCloseable {

    /**
     * Gives the lock back.
     *
     * @throws TrekException when the kernel refuses
     */
    @Override
    void close() throws TrekException;
  }

  private FileChannel channel() throws IOException {
    synchronized (CHANNELS) {
      if (!CHANNELS.containsKey(file) || !Files.exists(file)) {
        Files.createDirectories(file.getParent());
        CHANNELS.put(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      }
      return CHANNELS.get(file);
    }
  }

  /** Takes the lock of a name; empty when somebody has it. */
  Optional<Held> take(String name) throws TrekException {
    try {
      FileLock lock = channel().tryLock(Placed.key(name) & Long.MAX_VALUE >> 1, 1, false);
      return Optional.ofNullable(lock).map(held -> () -> release(held));
    } catch (OverlappingFileLockException ours) {
      return Optional.empty();
    } catch (IOException e) {
      throw TrekException.at(name).found("can't be locked: " + e.getMessage()).because(e).next("an estate's folder on a file system with kernel locks");
    }
  }

  private static void release(FileLock held) throws TrekException {
    try {
      held.release();
    } catch (IOException e) {
      throw TrekException.at("a folder's lock").found("can't be given back: " + e.getMessage()).because(e).next("the same command again");
    }
  }
}
