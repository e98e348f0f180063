package org.mailtrek.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * How much there is on a host, and how fast it is read.
 *
 * @param treeBytes size of the installed tree
 * @param storeBytes size of the message store; 0 where there is none
 * @param mailboxBytes size of the largest mailbox
 * @param bytesPerSecond how fast files of it were read; 0 when nothing was
 */
public record HostSizes(long treeBytes, long storeBytes, long mailboxBytes, long bytesPerSecond) {

  private static final long SAMPLE = 64L << 20;

  /**
   * Measures, by looking at every file and reading at most 64 MB of the store.
   *
   * @throws TrekException when something can't be read
   */
  public static HostSizes measure(HostView host, Installation installed) throws TrekException {
    Measure tree = new Measure(host);
    tree.folder(installed.root());
    Measure store = new Measure(host);
    Optional<HostPath> data = installed.data();
    if (installed.roles().contains(Role.STORE) && data.isPresent()) {
      store.folder(data.get().resolve("store"));
    }
    Measure read = store.bytes > 0 ? store : tree;
    return new HostSizes(tree.bytes, store.bytes, store.mailboxes.values().stream().mapToLong(Long::longValue).max().orElse(0), read.rate());
  }

  /** Adds up. */
  private static final class Measure {

    private final HostView host;
    private final Map<HostPath, Long> mailboxes = new HashMap<>();
    private final byte[] buffer = new byte[1 << 16];
    private long bytes;
    private long sampled;
    private long nanos;

    Measure(HostView host) {
      this.host = host;
    }

    void folder(HostPath folder) throws TrekException {
      if (host.stat(folder).filter(each -> each.kind() == FileState.Kind.FOLDER).isEmpty()) {
        return;
      }
      for (HostPath each : host.list(folder)) {
        FileState state = host.stat(each).orElse(null);
        if (state != null && state.kind() == FileState.Kind.FOLDER) {
          folder(each);
        } else if (state != null && state.kind() == FileState.Kind.FILE) {
          file(each, state.size());
        }
      }
    }

    private void file(HostPath file, long size) throws TrekException {
      bytes += size;
      mailbox(file).ifPresent(each -> mailboxes.merge(each, size, Long::sum));
      if (sampled < SAMPLE) {
        long start = System.nanoTime();
        sampled += read(file);
        nanos += System.nanoTime() - start;
      }
    }

    private long read(HostPath file) throws TrekException {
      long count = 0;
      try (InputStream in = host.read(file)) {
        for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
          count += got;
        }
      } catch (IOException e) {
        throw TrekException.at(host.name() + ":" + file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
      }
      return count;
    }

    /** Returns the mailbox that a file is of: the folder of a name that begins with an equals sign, below that of all users. */
    private static Optional<HostPath> mailbox(HostPath file) {
      HostPath found = null;
      for (HostPath each = file.parent(); !each.root(); each = each.parent()) {
        if (each.parent().name().equals("=user") || each.name().startsWith("=") && !each.name().equals("=user")) {
          found = each;
        }
      }
      return Optional.ofNullable(found);
    }

    long rate() {
      return nanos == 0 ? 0 : (long) (sampled * 1e9 / nanos);
    }
  }
}
