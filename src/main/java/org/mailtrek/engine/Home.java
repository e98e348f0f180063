package org.mailtrek.engine;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * The estate's folder on this machine, as the engine writes it: journal, plans and snapshots. Every write goes through the machine's
 * {@link Disk}, files have mode 0600 and folders 0700.
 */
public final class Home {

  private final Disk disk;
  private final HostView view;
  private final HostPath folder;
  private final Path lockFolder;

  /**
   * Returns the home in a folder of a machine.
   *
   * @param disk writes the machine
   * @param view reads it
   * @param lockFolder where on this machine the lease's kernel lock lies: the journal's folder, unless the machine is simulated
   */
  public Home(Disk disk, HostView view, HostPath folder, Path lockFolder) {
    this.disk = disk;
    this.view = view;
    this.folder = folder;
    this.lockFolder = lockFolder;
  }

  /** Returns the home in a folder of the local machine, whose root is {@code /}. */
  public static Home of(Host local, Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    return new Home(local.disk(), local.view(), HostPath.of(whole.toString()), whole.resolve("journal"));
  }

  HostPath journal() {
    return folder.resolve("journal");
  }

  HostPath plans() {
    return folder.resolve("plans");
  }

  HostPath snapshots() {
    return folder.resolve("snapshots");
  }

  Disk disk() {
    return disk;
  }

  HostView view() {
    return view;
  }

  /** Makes a folder below the home, durably; nothing happens when it is there. */
  synchronized void makeFolder(HostPath path) throws TrekException {
    if (view.stat(path).isEmpty()) {
      if (!path.parent().root() && view.stat(path.parent()).isEmpty()) {
        makeFolder(path.parent());
      }
      disk.mkdir(path, 0700);
    }
    disk.fsync(path.parent());
  }

  /** Writes a whole file, durably: under its name is all of it or what was there before. */
  synchronized void write(HostPath file, byte[] content) throws TrekException {
    makeFolder(file.parent());
    HostPath temporary = file.sibling(("." + file.name() + ".new").getBytes(StandardCharsets.UTF_8));
    remove(temporary);
    disk.create(temporary);
    disk.append(temporary, content, 0, content.length);
    disk.fsync(temporary);
    disk.rename(temporary, file);
    disk.fsync(file.parent());
  }

  /** Removes a file if it is there; not durable by itself. */
  void remove(HostPath file) throws TrekException {
    if (view.stat(file).isPresent()) {
      disk.delete(file);
    }
  }

  /** Removes the files of a folder whose names fit, durably; nothing happens when there is no such folder. */
  void removeWhere(HostPath inFolder, Predicate<String> name) throws TrekException {
    if (view.stat(inFolder).isEmpty()) {
      return;
    }
    boolean removed = false;
    for (HostPath each : view.list(inFolder)) {
      if (name.test(each.name())) {
        disk.delete(each);
        removed = true;
      }
    }
    if (removed) {
      disk.fsync(inFolder);
    }
  }

  /** Opens a file; empty when there is none. */
  Optional<InputStream> open(HostPath file) throws TrekException {
    Optional<FileState> found = view.stat(file);
    return found.isEmpty() ? Optional.empty() : Optional.of(view.read(file));
  }

  Path lockFolder() {
    return lockFolder;
  }
}
