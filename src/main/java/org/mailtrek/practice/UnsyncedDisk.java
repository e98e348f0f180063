package org.mailtrek.practice;

import java.time.Instant;
import java.util.Optional;
import org.mailtrek.host.Disk;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** A disk on which nothing is made durable: for a machine that is still being made and worth nothing when that fails. */
record UnsyncedDisk(Disk below) implements Disk {

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
  public void fsync(HostPath path) {}

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
  public void chown(HostPath path, int uid, int gid) throws TrekException {
    below.chown(path, uid, gid);
  }

  @Override
  public void chmod(HostPath path, int mode) throws TrekException {
    below.chmod(path, mode);
  }

  @Override
  public void attribute(HostPath path, String name, Optional<byte[]> value) throws TrekException {
    below.attribute(path, name, value);
  }

  @Override
  public void touch(HostPath path, Instant modified) throws TrekException {
    below.touch(path, modified);
  }

  @Override
  public void copyAttributes(HostPath from, HostPath to) throws TrekException {
    below.copyAttributes(from, to);
  }

  @Override
  public void syncAll(HostPath folder) {}
}
