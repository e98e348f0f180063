package org.mailtrek.host;

import java.time.Instant;
import java.util.Optional;

/** Writes the files of a simulated machine: real files in every respect but their owner, which {@link SimulatedOwner} keeps. */
final class SimulatedDisk implements Disk {

  private static final int SET_UID = 04000;
  private static final int SET_GID = 02000;
  private static final int GROUP_RUNS = 010;

  private final Disk below;
  private final LocalFiles kernel;
  private final String host;

  SimulatedDisk(Root root) {
    this.below = new LocalDisk(root.host(), root.folder());
    this.kernel = new LocalFiles(root, state -> state);
    this.host = root.host();
  }

  @Override
  public void chown(HostPath path, int uid, int gid) throws TrekException {
    FileState state = state(path);
    SimulatedOwner owner = new SimulatedOwner(uid, gid);
    if (state.kind() == FileState.Kind.FILE || state.kind() == FileState.Kind.FOLDER) {
      keep(path, owner, state.mode());
      clearSetBits(path, state);
    } else if (owner.kept().isPresent()) {
      throw TrekException.at(host + ":" + path)
          .found("on a simulated machine links, pipes and sockets belong to root")
          .next("leave their owner alone there");
    }
  }

  /** Keeps the owner, also of a file that even its owner may not write. */
  private void keep(HostPath path, SimulatedOwner owner, int mode) throws TrekException {
    boolean locked = (mode & 0200) == 0;
    if (locked) {
      below.chmod(path, mode | 0200);
    }
    below.attribute(path, SimulatedOwner.ATTRIBUTE, owner.kept());
    if (locked) {
      below.chmod(path, mode);
    }
  }

  /** Does as chown(2): setuid goes, setgid too unless it means mandatory locking. */
  private void clearSetBits(HostPath path, FileState state) throws TrekException {
    int mode = state.mode() & ~SET_UID;
    if ((mode & SET_GID) != 0 && (mode & GROUP_RUNS) != 0) {
      mode &= ~SET_GID;
    }
    if (state.kind() == FileState.Kind.FILE && mode != state.mode()) {
      below.chmod(path, mode);
    }
  }

  @Override
  public void attribute(HostPath path, String name, Optional<byte[]> value) throws TrekException {
    if (name.equals(SimulatedOwner.ATTRIBUTE)) {
      throw new IllegalArgumentException(name + " holds the owner");
    }
    below.attribute(path, name, value);
  }

  @Override
  public void copyAttributes(HostPath from, HostPath to) throws TrekException {
    below.copyAttributes(from, to);
  }

  private FileState state(HostPath path) throws TrekException {
    return kernel.stat(path).orElseThrow(() -> TrekException.at(host + ":" + path).found("no such file or folder").next("check the path"));
  }

  @Override
  public void create(HostPath file) throws TrekException {
    below.create(file);
  }

  @Override
  public void append(HostPath file, byte[] bytes, int offset, int length) throws TrekException {
    below.append(file, bytes, offset, length);
  }

  @Override
  public void truncate(HostPath file, long size) throws TrekException {
    below.truncate(file, size);
  }

  @Override
  public void fsync(HostPath path) throws TrekException {
    below.fsync(path);
  }

  @Override
  public void rename(HostPath from, HostPath to) throws TrekException {
    below.rename(from, to);
  }

  @Override
  public void link(HostPath existing, HostPath newName) throws TrekException {
    below.link(existing, newName);
  }

  @Override
  public void symlink(byte[] target, HostPath link) throws TrekException {
    below.symlink(target, link);
  }

  @Override
  public void delete(HostPath path) throws TrekException {
    below.delete(path);
  }

  @Override
  public void mkdir(HostPath folder, int mode) throws TrekException {
    below.mkdir(folder, mode);
  }

  @Override
  public void chmod(HostPath path, int mode) throws TrekException {
    below.chmod(path, mode);
  }

  @Override
  public void touch(HostPath path, Instant modified) throws TrekException {
    below.touch(path, modified);
  }

  @Override
  public void syncAll(HostPath folder) throws TrekException {
    below.syncAll(folder);
  }
}
