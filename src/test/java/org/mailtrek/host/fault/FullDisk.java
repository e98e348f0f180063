package org.mailtrek.host.fault;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.mailtrek.host.Disk;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Disks that fill up together after so many writes that need room. From then on nothing new fits, until the journal's reserve is deleted: the
 * journal's own lines fit then. Safe for several threads.
 */
public final class FullDisk {

  private static final Set<String> NEEDS_ROOM = Set.of("create", "append", "mkdir", "link", "symlink");

  private final int room;
  private int count;
  private boolean freed;

  private FullDisk(int room) {
    this.room = room;
  }

  /** Returns disks with room for so many writes. */
  public static FullDisk after(int room) {
    return new FullDisk(room);
  }

  /** Returns disks that never fill up. */
  public static FullDisk never() {
    return new FullDisk(Integer.MAX_VALUE);
  }

  /** Returns how many writes needed room so far. */
  public synchronized int count() {
    return count;
  }

  private synchronized boolean refuses(String call, HostPath path) {
    freed |= call.equals("delete") && path.name().equals("reserve");
    return NEEDS_ROOM.contains(call) && count++ >= room && !(freed && path.name().equals("journal.jsonl"));
  }

  /** Returns a disk that writes to this one as long as there is room. */
  public Disk over(Disk real) {
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (proxy, method, arguments) -> {
              HostPath path = arguments[arguments[0] instanceof HostPath ? 0 : 1] instanceof HostPath there ? there : HostPath.ROOT;
              if (refuses(method.getName(), path)) {
                throw TrekException.at(path).found("No space left on device").next("make room, then resume or undo");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
