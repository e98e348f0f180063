package org.mailtrek.host;

import java.io.IOException;

/** A simulated machine's disk, on which no space is left for as long as that is ordered. What takes no room goes on working, as on a real one. */
final class FullDisk extends DiskLike {

  private final Faults faults;
  private final String host;

  FullDisk(Disk below, Faults faults, String host) {
    super(below);
    this.faults = faults;
    this.host = host;
  }

  private void room(HostPath path) throws TrekException {
    if (faults.about(Faults.Kind.DISK_FULL).isPresent()) {
      throw Refusal.of(host + ":" + path, new IOException("No space left on device"));
    }
  }

  @Override
  public void create(HostPath file) throws TrekException {
    room(file);
    super.create(file);
  }

  @Override
  public void append(HostPath file, byte[] bytes, int offset, int length) throws TrekException {
    room(file);
    super.append(file, bytes, offset, length);
  }

  @Override
  public void link(HostPath existing, HostPath newName) throws TrekException {
    room(newName);
    super.link(existing, newName);
  }

  @Override
  public boolean linkTree(HostPath from, HostPath to) throws TrekException {
    room(to);
    return super.linkTree(from, to);
  }

  @Override
  public void symlink(byte[] target, HostPath link) throws TrekException {
    room(link);
    super.symlink(target, link);
  }

  @Override
  public void mkdir(HostPath folder, int mode) throws TrekException {
    room(folder);
    super.mkdir(folder, mode);
  }
}
