package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.Disk;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;

/** What makes a tree the one that is meant, told by the machine's own tools and object by object. */
class TreeTest {

  @TempDir Path folder;

  @Test
  void theSameTreeIsToldByToolsAndObjectByObject() throws Exception {
    try (Host walked = new SimulatedHost("mail1", Files.createDirectory(folder.resolve("machine")), Simulation.of(Map.of())); Host told = new LocalHost("mail1", java.util.List.of(), folder.resolve("kept"))) {
      HostPath real = HostPath.of(folder.resolve("machine").toString()).resolve("store");
      HostPath inside = HostPath.of("/store");
      Disk disk = walked.disk();
      disk.mkdir(inside, 0755);
      disk.mkdir(inside.resolve("7"), 0750);
      disk.create(inside.resolve("7/17"));
      disk.append(inside.resolve("7/17"), new byte[] {1, 2, 3}, 0, 3);
      disk.create(inside.resolve(new byte[] {(byte) 0xff, '\n', ' '}));
      disk.symlink("7/17".getBytes(StandardCharsets.UTF_8), inside.resolve("link"));
      Tree one = Tree.at(walked.view(), inside).orElseThrow();
      Tree other = Tree.at(told.view(), real).orElseThrow();
      assertEquals(one.sum(), other.sum());
      assertEquals(4, other.count());
      assertEquals(4, one.count());

      disk.delete(inside.resolve("link"));
      disk.symlink("7/18".getBytes(StandardCharsets.UTF_8), inside.resolve("link"));
      assertFalse(other.is(told.view(), real), "a link leads elsewhere");
      assertNotEquals(one.sum(), Tree.at(walked.view(), inside).orElseThrow().sum());
    }
  }

  @Test
  void aFolderWhoseOwnNameNoArgumentCanHoldIsToldAsWell() throws Exception {
    HostPath odd = HostPath.of(folder.toString()).resolve(new byte[] {'a', (byte) 0xff});
    try (Host told = new LocalHost("mail1", java.util.List.of(), folder.resolve("kept"))) {
      told.disk().mkdir(odd, 0755);
      told.disk().create(odd.resolve("1"));
      assertEquals(1, Tree.at(told.view(), odd).orElseThrow().count());
    }
  }
}
