package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;

/** What the stores of a move need together, on a real file system with few inodes. */
class TargetRoomTest {

  private static final int INODES = 120;

  @TempDir private Path folder;
  private Path small;

  @BeforeEach
  void mount() throws Exception {
    small = Files.createDirectory(folder.resolve("small"));
    sh("mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=" + INODES, "tmpfs", small.toString());
    for (String store : List.of("one", "two")) {
      Path inbox = Files.createDirectories(folder.resolve(store + "/joe/INBOX"));
      StringBuilder index = new StringBuilder("netscape3 1 77 100\n");
      for (int uid = 1; uid <= 50; uid++) {
        index.append(uid).append(" 5 852076800 -\n");
        Files.writeString(inbox.resolve(uid + ".msg"), "A: b\n");
      }
      Files.writeString(inbox.resolve("folder.idx"), index);
      Files.createDirectory(small.resolve(store));
    }
  }

  @AfterEach
  void unmount() throws Exception {
    sh("umount", small.toString());
  }

  private static void sh(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), said);
  }

  private List<String> lacking(String... stores) throws TrekException {
    Host host = new LocalHost("here", List.of(), folder.resolve("packages"));
    MailMove.Place place = new MailMove.Place(host.disk(), host.view());
    TargetRoom room = new TargetRoom();
    for (String store : stores) {
      MailMove.Sides sides = new MailMove.Sides(StoreKind.open(host.view(), "netscape3:" + folder.resolve(store)), place, StoreKind.fill(host.disk(), host.view(), "maildir:" + small.resolve(store) + "/%u/Maildir"), place);
      Path moves = folder.resolve("moves");
      room.add(Ledger.open(host.disk(), host.view(), HostPath.of(moves.toString()), new MovePair("here", store, "here", store), moves), sides, List.of("joe"));
    }
    return room.lacking();
  }

  @Test
  void inodesAreCountedForAllStoresTogether() throws TrekException {
    assertEquals(List.of(), lacking("one"));
    List<String> both = new ArrayList<>(lacking("one", "two"));
    assertEquals(1, both.size(), both::toString);
    assertTrue(both.get(0).contains("about 120 inodes are needed, and 117 are free"), both::toString);
  }

  @Test
  void soIsTheRoom() throws Exception {
    Files.write(small.resolve("full"), new byte[700_000]);
    assertEquals(List.of(), lacking("one"));
    List<String> both = lacking("one", "two");
    assertTrue(both.get(0).contains("has no room for it: about 1 MiB are needed"), both::toString);
  }
}
