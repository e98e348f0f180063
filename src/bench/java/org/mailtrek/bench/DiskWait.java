package org.mailtrek.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;

/** How long the disk below a folder takes to take in 4 kB for good (fdatasync). */
final class DiskWait {

  private static final int TRIES = 200;

  private DiskWait() {}

  static Duration median(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "wait", "");
    long[] took = new long[TRIES];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int each = 0; each < TRIES; each++) {
        channel.write(ByteBuffer.allocate(4096), 4096L * (each % 8));
        long start = System.nanoTime();
        channel.force(false);
        took[each] = System.nanoTime() - start;
      }
    }
    Files.delete(file);
    Arrays.sort(took);
    return Duration.ofNanos(took[TRIES / 2]);
  }
}
