package org.mailtrek.host.fault;

import java.time.Instant;
import java.util.Optional;
import org.mailtrek.host.Disk;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** A disk with a write point before every call; the append that kills has written half. */
public final class KillDisk implements Disk {

  private final Disk disk;
  private final Points points;

  /** Wraps a disk. */
  public KillDisk(Disk disk, Points points) {
    this.disk = disk;
    this.points = points;
  }

  @Override
  public void create(HostPath file) throws TrekException {
    points.pass("create " + file);
    disk.create(file);
  }

  @Override
  public void append(HostPath file, byte[] bytes, int offset, int length) throws TrekException {
    int half = points.next() ? length / 2 : 0;
    if (half > 0) {
      disk.append(file, bytes, offset, half);
    }
    points.pass("append " + file);
    disk.append(file, bytes, offset + half, length - half);
  }

  @Override
  public void truncate(HostPath file, long size) throws TrekException {
    points.pass("truncate " + file);
    disk.truncate(file, size);
  }

  @Override
  public void fsync(HostPath path) throws TrekException {
    points.pass("fsync " + path);
    disk.fsync(path);
  }

  @Override
  public void rename(HostPath from, HostPath to) throws TrekException {
    points.pass("rename " + from + " " + to);
    disk.rename(from, to);
  }

  @Override
  public void link(HostPath existing, HostPath newName) throws TrekException {
    points.pass("link " + existing + " " + newName);
    disk.link(existing, newName);
  }

  @Override
  public void symlink(byte[] target, HostPath link) throws TrekException {
    points.pass("symlink " + link);
    disk.symlink(target, link);
  }

  @Override
  public void delete(HostPath path) throws TrekException {
    points.pass("delete " + path);
    disk.delete(path);
  }

  @Override
  public void mkdir(HostPath folder, int mode) throws TrekException {
    points.pass("mkdir " + folder);
    disk.mkdir(folder, mode);
  }

  @Override
  public void chown(HostPath path, int uid, int gid) throws TrekException {
    points.pass("chown " + path);
    disk.chown(path, uid, gid);
  }

  @Override
  public void chmod(HostPath path, int mode) throws TrekException {
    points.pass("chmod " + path);
    disk.chmod(path, mode);
  }

  @Override
  public void attribute(HostPath path, String name, Optional<byte[]> value) throws TrekException {
    points.pass("attribute " + path);
    disk.attribute(path, name, value);
  }

  @Override
  public void touch(HostPath path, Instant modified) throws TrekException {
    points.pass("touch " + path);
    disk.touch(path, modified);
  }

  @Override
  public void copyAttributes(HostPath from, HostPath to) throws TrekException {
    points.pass("copy attributes " + from + " " + to);
    disk.copyAttributes(from, to);
  }

  @Override
  public void syncAll(HostPath folder) throws TrekException {
    points.pass("sync " + folder);
    disk.syncAll(folder);
  }
}
