package org.mailtrek.host;

import java.nio.file.Path;

/** Lays something over a disk, such as a harness that kills at a write point. */
@FunctionalInterface
public interface DiskLayer {

  /** Nothing between. */
  DiskLayer NONE = (disk, folder) -> disk;

  /** Returns a disk that writes to the one below, whose root is this folder. */
  Disk over(Disk disk, Path folder);
}
