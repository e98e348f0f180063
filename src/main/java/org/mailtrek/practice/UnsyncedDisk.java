package org.mailtrek.practice;

import org.mailtrek.host.Disk;
import org.mailtrek.host.DiskLike;
import org.mailtrek.host.HostPath;

/** A disk on which nothing is made durable: for a machine that is still being made and worth nothing when that fails. */
public final class UnsyncedDisk extends DiskLike {

  /** Lays this over a disk. */
  public UnsyncedDisk(Disk below) {
    super(below);
  }

  @Override
  public void fsync(HostPath path) {}

  @Override
  public void syncAll(HostPath folder) {}
}
