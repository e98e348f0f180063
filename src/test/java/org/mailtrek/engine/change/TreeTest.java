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

  @Test
  void aMovedTreeKeepsTheSecondNamesThatItsFilesHaveInIt() throws Exception {
    try (Host host = new LocalHost("mail1", java.util.List.of(), folder.resolve("kept"))) {
      HostPath here = HostPath.of(folder.toString());
      Disk disk = host.disk();
      disk.mkdir(here.resolve("store"), 0755);
      disk.mkdir(here.resolve("store/7"), 0700);
      HostPath odd = here.resolve("store").resolve(new byte[] {(byte) 0xff, '\n'});
      for (HostPath each : java.util.List.of(here.resolve("store/7/17"), here.resolve("store/alone"))) {
        disk.create(each);
        disk.append(each, new byte[] {1, 2, 3}, 0, 3);
      }
      disk.link(here.resolve("store/7/17"), odd);
      disk.link(here.resolve("store/7/17"), here.resolve("store/7/18"));
      disk.link(here.resolve("store/alone"), here.resolve("elsewhere"));
      org.mailtrek.estate.Estate estate = new org.mailtrek.host.fault.MemoryEstate(host, java.util.Optional.empty(), java.util.Optional.empty());
      StagedMove move = new StagedMove("mail1", here.resolve("store"), here.resolve("moved"), Tree.at(host.view(), here.resolve("store")).orElseThrow());
      MemorySide side = new MemorySide();
      move.keep(estate.view(), side);
      side.intend();
      assertEquals(Left.NOTHING, move.perform(estate, side));
      assertEquals(3, host.view().stat(here.resolve("moved/7/17")).orElseThrow().links());
      assertEquals(3, host.view().stat(odd.rebase(here.resolve("store"), here.resolve("moved"))).orElseThrow().links());
      assertEquals(1, host.view().stat(here.resolve("moved/alone")).orElseThrow().links());
      assertEquals(Seen.AFTER, move.look(estate.view(), side));
      assertEquals(Left.NOTHING, move.revert(estate, side));
      assertEquals(3, host.view().stat(odd).orElseThrow().links());
    }
  }
}
