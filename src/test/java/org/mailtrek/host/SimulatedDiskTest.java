package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of a simulated machine. */
class SimulatedDiskTest extends DiskContract {

  private Host machine;

  @Override
  Disk open(Path folder) throws TrekException {
    machine = new SimulatedHost("lab1", Files.exists(folder.resolve("m")) ? folder.resolve("m") : folder(folder), Simulation.of(Map.of()));
    return machine.disk();
  }

  private static Path folder(Path parent) throws TrekException {
    try {
      return Files.createDirectory(parent.resolve("m"));
    } catch (java.io.IOException e) {
      throw Refusal.of(parent.toString(), e);
    }
  }

  @Override
  HostView view(Path folder) {
    return machine.view();
  }

  @Test
  void keepsOwnersAsideAndHidesHow(@TempDir Path folder) throws Exception {
    Disk disk = open(folder);
    HostPath file = HostPath.of("/file");
    disk.create(file);
    assertEquals(0, machine.view().stat(file).orElseThrow().uid());
    disk.chmod(file, 04755);
    disk.chown(file, 998, 4);
    FileState state = machine.view().stat(file).orElseThrow();
    assertEquals(998, state.uid());
    assertEquals(4, state.gid());
    assertEquals(0755, state.mode());
    assertTrue(state.attributes().isEmpty());
    disk.create(HostPath.of("/copy"));
    disk.copyAttributes(file, HostPath.of("/copy"));
    assertTrue(state.sameOwnerAndMode(machine.view().stat(HostPath.of("/copy")).orElseThrow()));
    disk.chown(file, 0, 0);
    assertEquals(0, machine.view().stat(file).orElseThrow().uid());
  }

  @Test
  void linksBelongToRoot(@TempDir Path folder) throws Exception {
    Disk disk = open(folder);
    HostPath link = HostPath.of("/link");
    disk.symlink(text("nowhere"), link);
    disk.chown(link, 0, 0);
    assertThrows(TrekException.class, () -> disk.chown(link, 998, 998));
    assertEquals(0, machine.view().stat(link).orElseThrow().uid());
  }

  @Test
  void saysThatItsFolderIsMissing(@TempDir Path folder) {
    TrekException failure = assertThrows(TrekException.class, () -> new SimulatedHost("lab1", folder.resolve("none"), Simulation.of(Map.of())));
    assertEquals(TrekException.Kind.UNREACHABLE, failure.kind());
    assertTrue(failure.what().contains("none"));
  }
}
