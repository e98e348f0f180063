package org.mailtrek.lab;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A real file system of btrfs in a file, mounted until it is closed. Annotate tests with {@code @RequiresRoot} and {@code @RequiresLab({"mkfs.btrfs", "btrfs"})}.
 */
public record LabBtrfs(Path folder) implements AutoCloseable {

  private static final long BYTES = 160L << 20;

  /** Mounts a new one at a folder; where the machine has no loop devices the test is skipped, or fails with {@code MAILTREK_REQUIRE_LAB=1}. */
  public static LabBtrfs at(Path folder) throws IOException, InterruptedException {
    Path image = folder.resolveSibling(folder.getFileName() + ".img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(BYTES);
    }
    Files.createDirectories(folder);
    LabBtrfs made = new LabBtrfs(folder);
    made.run("mkfs.btrfs", "-q", "-f", image.toString());
    Process mount = new ProcessBuilder("mount", "-o", "loop", image.toString(), folder.toString()).redirectErrorStream(true).start();
    String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (mount.waitFor() != 0) {
      if ("1".equals(System.getenv("MAILTREK_REQUIRE_LAB"))) {
        throw new AssertionError("btrfs can't be mounted, and MAILTREK_REQUIRE_LAB=1: " + said);
      }
      Assumptions.abort("btrfs can't be mounted here: " + said);
    }
    return made;
  }

  /** Makes a subvolume in it. */
  public Path subvolume(String name) {
    run("btrfs", "-q", "subvolume", "create", folder.resolve(name).toString());
    return folder.resolve(name);
  }

  private void run(String... command) {
    LabProcess.run(folder.resolveSibling(folder.getFileName() + ".log"), folder.getParent(), List.of(command));
  }

  @Override
  public void close() {
    run("umount", folder.toString());
  }
}
