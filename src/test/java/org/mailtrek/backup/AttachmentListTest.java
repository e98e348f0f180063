package org.mailtrek.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Sha256;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.LocalHost;

/** A list of attachments held against second names of the same files, on the real file system. */
class AttachmentListTest {

  @TempDir private Path folder;
  private HostView on;
  private final MemoryKept kept = new MemoryKept();
  private final AttachmentList list = new AttachmentList("mail1");

  @BeforeEach
  void make() throws Exception {
    on = new LocalHost("mail1", List.of(), folder.resolve("packages")).view();
    for (String each : List.of("0/1/10", "0/1/odd\nname", "1/2/12")) {
      Path first = folder.resolve("store").resolve(each);
      Path second = folder.resolve("copy").resolve(each);
      Files.createDirectories(first.getParent());
      Files.createDirectories(second.getParent());
      Files.writeString(first, "content of " + each);
      Files.createLink(second, first);
    }
  }

  private HostPath path(String name) {
    return HostPath.of(folder.resolve(name).toString());
  }

  private List<String> wrong(boolean digests, Damage damage) throws Exception {
    list.keep(on, path("store"), digests, kept);
    damage.done();
    List<String> wrong = new ArrayList<>();
    list.compare(on, path("copy"), kept, wrong, new ArrayList<>());
    return wrong.stream().map(each -> each.substring(each.indexOf("/copy") + 5)).sorted().toList();
  }

  private interface Damage {
    void done() throws Exception;
  }

  @Test
  void findsNothingWhereNothingHappened() throws Exception {
    assertEquals(List.of(), wrong(false, () -> {}));
    assertEquals(List.of(), wrong(true, () -> Files.delete(folder.resolve("store/0/1/10"))));
  }

  @Test
  void findsWhatIsGoneAndWhatWasWrittenTo() throws Exception {
    List<String> wrong = wrong(false, () -> {
      Files.delete(folder.resolve("copy/1/2/12"));
      Files.write(folder.resolve("store/0/1/10"), "CONTENT OF 0/1/10".getBytes(StandardCharsets.UTF_8));
    });
    assertEquals(List.of("/0/1/10: was written to since; a hard link does not protect from that", "/1/2/12: is gone"), wrong);
  }

  @Test
  void aWriteThatKeepsSizeAndTimeShowsInTheContent() throws Exception {
    Damage damage = () -> {
      FileTime time = Files.getLastModifiedTime(folder.resolve("store/0/1/10"));
      Files.write(folder.resolve("store/0/1/10"), "CONTENT OF 0/1/10".getBytes(StandardCharsets.UTF_8));
      Files.setLastModifiedTime(folder.resolve("store/0/1/10"), time);
    };
    assertEquals(List.of(), wrong(false, damage));
    Files.write(folder.resolve("store/0/1/10"), "content of 0/1/10".getBytes(StandardCharsets.UTF_8));
    assertEquals(1, wrong(true, damage).size());
  }

  @Test
  void listsWhatEachObjectIsAsALookAtItTells() throws Exception {
    byte[] odd = {'o', (byte) 0xE4, '"', '\\', '\n'};
    Files.createSymbolicLink(folder.resolve("store/0/link"), Path.of("nowhere"));
    on(path("store/1").resolve(odd));
    list.keep(on, path("store"), true, kept);
    List<HostPath> found = new ArrayList<>();
    list.read(kept, line -> {
      HostPath path = line.path().rebase(HostPath.ROOT, path("store"));
      FileState state = on.stat(path).orElseThrow();
      boolean file = state.kind() == FileState.Kind.FILE;
      assertEquals(new AttachmentList.Line(line.path(), state.kind(), Owner.of(state.uid(), state.gid()), state.mode(), state.size(), state.modified(),
          file ? Optional.of(Sha256.of(on, path)) : Optional.empty()), line);
      assertTrue(found.isEmpty() || found.contains(path.parent()), "its folder comes first: " + path);
      found.add(path);
    });
    assertEquals(10, found.size());
  }

  private void on(HostPath file) throws Exception {
    Disk disk = new LocalHost("mail1", List.of(), folder.resolve("packages")).disk();
    disk.create(file);
    disk.append(file, new byte[] {1}, 0, 1);
    disk.touch(file, Instant.parse("1969-07-20T20:17:40.5Z"));
  }

  @Test
  void knowsTheOneOwnerOfAllFiles() throws Exception {
    list.keep(on, path("store"), false, kept);
    int uid = on.stat(path("store/0/1/10")).orElseThrow().uid();
    int gid = on.stat(path("store/0/1/10")).orElseThrow().gid();
    assertEquals(Optional.of(Owner.of(uid, gid)), list.owner(kept));
    assertTrue(new AttachmentList("mail2").owner(kept).isEmpty());
  }
}
