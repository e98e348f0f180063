package org.mailtrek.host;

/**
 * A folder of a simulated machine, read and written.
 *
 * @param files reads
 * @param disk the sole writer
 * @param writer writes whole files through the disk
 */
record Store(FilesView files, Disk disk, AtomicWriter writer) {

  static Store of(FilesView files, Disk disk) {
    return new Store(files, disk, new AtomicWriter(files, disk));
  }
}
