package org.mailtrek.engine.change;

import java.util.Optional;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Moves objects on one mount without ever overwriting anything: files get the new name as a second, hard one before they lose the old one;
 * folders and links are renamed where the new name is free.
 */
final class Mover {

  private final HostView view;
  private final Disk disk;

  Mover(Host host) {
    this.view = host.view();
    this.disk = host.disk();
  }

  /** Where an object is on its way from one name to another. */
  enum Stand {
    /** Only the old name is there. */
    OLD,
    /** Only the new name is there. */
    NEW,
    /** Both are there and are the same file: half done. */
    BOTH,
    /** Both are there and differ. */
    CONFLICT,
    /** Neither is there. */
    NEITHER
  }

  static Stand stand(HostView view, HostPath from, HostPath to) throws TrekException {
    Optional<FileState> old = view.stat(from);
    Optional<FileState> moved = view.stat(to);
    if (old.isEmpty()) {
      return moved.isEmpty() ? Stand.NEITHER : Stand.NEW;
    }
    return moved.isEmpty() ? Stand.OLD : twins(view, from, to) ? Stand.BOTH : Stand.CONFLICT;
  }

  /** Returns whether two names seem to be those of one file: both have several hard links, and they agree in everything. */
  private static boolean twins(HostView view, HostPath one, HostPath other) throws TrekException {
    FileState first = view.stat(one).orElseThrow();
    FileState second = view.stat(other).orElseThrow();
    return first.kind() == FileState.Kind.FILE
        && first.links() > 1
        && first.links() == second.links()
        && first.modified().equals(second.modified())
        && first.device() == second.device()
        && Image.of(view, one, first).is(view, other, Optional.of(second));
  }

  /**
   * Moves, from any stand but CONFLICT and NEITHER, and returns when it is durable.
   *
   * @throws TrekException when the host refuses; the object is under one name or both
   */
  void move(HostPath from, HostPath to) throws TrekException {
    Stand stand = stand(view, from, to);
    if (stand == Stand.CONFLICT || stand == Stand.NEITHER) {
      throw new IllegalStateException(from + " to " + to + ": " + stand);
    }
    boolean file = stand != Stand.NEW && view.stat(from).orElseThrow().kind() == FileState.Kind.FILE;
    if (stand == Stand.OLD && !file) {
      disk.rename(from, to);
    } else if (stand == Stand.OLD) {
      disk.link(from, to);
    }
    if (file) {
      disk.fsync(to.parent());
      disk.delete(from);
    }
    disk.fsync(to.parent());
    if (!to.parent().equals(from.parent())) {
      disk.fsync(from.parent());
    }
  }

  /** Removes an object with all below it; nothing happens where there is none. */
  void clear(HostPath top) throws TrekException {
    Optional<FileState> state = view.stat(top);
    if (state.isPresent()) {
      clear(top, state.get());
      disk.fsync(top.parent());
    }
  }

  private void clear(HostPath path, FileState state) throws TrekException {
    if (state.kind() == FileState.Kind.FOLDER) {
      for (HostPath child : view.list(path)) {
        clear(child, view.stat(child).orElseThrow());
      }
    }
    disk.delete(path);
  }
}
