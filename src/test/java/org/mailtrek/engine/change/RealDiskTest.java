package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Disk;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryEstate;

/** The kinds of change of files on a real file system. */
class RealDiskTest {

  private static final Instant OLD = Instant.parse("2020-02-02T02:02:02Z");

  @TempDir Path folder;

  @Test
  void everyKindGoesThereAndBackOnARealDisk() throws Exception {
    try (Host host = machine()) {
      Estate estate = new MemoryEstate(host, Optional.empty(), Optional.empty());
      for (Change change : changes(estate.view())) {
        SortedMap<String, String> before = dump(host.view());
        MemorySide side = new MemorySide();
        change.keep(estate.view(), side);
        side.intend();
        assertEquals(Seen.BEFORE, change.look(estate.view(), side), change::describe);
        assertTrue(change.perform(estate, side).nothing(), change::describe);
        assertEquals(Seen.AFTER, change.look(estate.view(), side), change::describe);
        assertNotEquals(before, dump(host.view()), change::describe);
        assertTrue(change.revert(estate, side).nothing(), change::describe);
        assertEquals(before, dump(host.view()), change::describe);
      }
    }
  }

  private Host machine() throws Exception {
    Host host = open();
    Disk disk = host.disk();
    if (host.view().stat(HostPath.of("/etc")).isEmpty()) {
      disk.mkdir(HostPath.of("/etc"), 0755);
    }
    for (HostPath name : Names.STRANGE) {
      disk.create(name);
      disk.append(name, new byte[] {'x', '\n'}, 0, 2);
      disk.chown(name, 0, 0);
      disk.chmod(name, 0640);
      disk.touch(name, OLD);
    }
    disk.symlink("with blank".getBytes(StandardCharsets.UTF_8), HostPath.of("/etc/link"));
    disk.chown(HostPath.of("/etc/link"), 0, 0);
    return host;
  }

  private Host open() throws Exception {
    return new SimulatedHost("mail1", Files.createDirectory(folder.resolve("machine")), Simulation.of(Map.of()));
  }

  private static List<Change> changes(View view) throws TrekException {
    List<Change> all = new ArrayList<>();
    Ownership.Rule rule = new Ownership.Rule(Owner.of(0, 0), Optional.of(0750), Optional.of(0600), false);
    for (HostPath name : Names.STRANGE) {
      all.add(FileContent.of(view, "mail1", name, new byte[] {'x', '\n'}, new byte[] {'y', '\n'}).dated(OLD.plusSeconds(9)));
      all.add(Rename.move(view, "mail1", name, HostPath.of("/etc/new")));
      all.add(Removal.of(view, "mail1", name).orElseThrow());
      all.add(Ownership.of(view, "mail1", name, rule).orElseThrow());
    }
    all.add(Folder.of(view, "mail1", HostPath.of("/etc/-new folder"), Owner.of(0, 0), 02750).get(0));
    all.add(Link.of(view, "mail1", HostPath.of("/etc/link"), new byte[] {(byte) 0xff, ' '}, Owner.of(0, 0)).orElseThrow());
    all.add(Ownership.tree(view, "mail1", HostPath.of("/etc"), rule).orElseThrow());
    all.add(Rename.move(view, "mail1", HostPath.of("/etc"), HostPath.of("/other etc")));
    all.add(Removal.of(view, "mail1", HostPath.of("/etc")).orElseThrow());
    all.add(new StagedMove("mail1", HostPath.of("/etc"), HostPath.of("/copied etc"), Tree.at(view.host("mail1"), HostPath.of("/etc")).orElseThrow()));
    return all;
  }

  private static SortedMap<String, String> dump(HostView view) throws TrekException {
    SortedMap<String, String> lines = new TreeMap<>();
    Tree.walk(
        view,
        HostPath.of("/"),
        (path, state) -> {
          boolean timed = state.kind() == org.mailtrek.host.FileState.Kind.FILE || state.kind() == org.mailtrek.host.FileState.Kind.LINK;
          lines.put(path.toString(), Image.of(view, path, state).toJson() + (timed ? " " + state.modified() + " x" + state.links() : ""));
        });
    return lines;
  }
}
