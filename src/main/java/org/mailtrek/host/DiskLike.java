package org.mailtrek.host;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A disk that is another one in all but what a subclass says. What is done to many files at once goes to that one as well, and so past the subclass's single acts. */
public abstract class DiskLike implements Disk {

  private final Disk below;

  /** Stands for a disk. */
  protected DiskLike(Disk below) {
    this.below = below;
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
  public void rename(Map<HostPath, HostPath> names) throws TrekException {
    below.rename(names);
  }

  @Override
  public void delete(Collection<HostPath> files) throws TrekException {
    below.delete(files);
  }

  @Override
  public Optional<List<HostPath>> own(OwnerBatch batch) throws TrekException {
    return below.own(batch);
  }

  @Override
  public void link(HostPath existing, HostPath newName) throws TrekException {
    below.link(existing, newName);
  }

  @Override
  public boolean linkTree(HostPath from, HostPath to) throws TrekException {
    return below.linkTree(from, to);
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
  public void syncAll(HostPath folder) throws TrekException {
    below.syncAll(folder);
  }
}
