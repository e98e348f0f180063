package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.RequiresRoot;

/** What the shell on the machine answers, at its limits. */
class WorkerScriptTest {

  @TempDir Path folder;

  private HostPath path(String name) {
    return HostPath.of(folder.resolve(name).toString());
  }

  private static void limit(WorkerShell shell, int most) throws IOException {
    assertEquals(0, shell.ask('m', "most=" + most).code());
  }

  /** Cuts a walk at the end of each field and beside it: no folder may look emptier than it is. */
  @Test
  void aWalkThatDoesNotFitListsNoFolderShort() throws Exception {
    for (String each : List.of("tree/a/b/one", "tree/a/b/two", "tree/a/three", "tree/c/four", "tree/e")) {
      Files.createDirectories(folder.resolve(each).getParent());
      Files.createFile(folder.resolve(each));
    }
    byte[] call = SshFiles.call("trees", path("tree"));
    try (WorkerShell shell = new WorkerShell(folder)) {
      int whole = 0;
      for (int most : cuts(shell.ask('q', call).out(), 0)) {
        limit(shell, most);
        FileRecords records = FileRecords.of("here", shell.ask('q', call).out());
        whole += records.whole() ? 1 : 0;
        if (!records.order().isEmpty()) {
          FileRecords.Read read = new WalkAhead(records, List.of(path("tree"))).read();
          read.lists().forEach((at, list) -> assertEquals(children(at), list));
        }
      }
      assertTrue(whole > 0);
    }
  }

  /** Returns the lengths at which a field ends, and those beside them, of an answer that says some records before it counts. */
  private static SortedSet<Integer> cuts(byte[] answer, int uncounted) {
    SortedSet<Integer> cuts = new TreeSet<>();
    int fields = 0;
    int start = 0;
    for (int at = 0; at < answer.length; at++) {
      if (answer[at] == 0) {
        fields++;
        start = fields == 3 * uncounted ? at + 1 : start;
        cuts.addAll(fields > 3 * uncounted ? List.of(at - start, at - start + 1, at - start + 2) : List.of());
      }
    }
    return cuts.tailSet(1);
  }

  private static List<HostPath> children(HostPath at) {
    try (Stream<Path> all = Files.list(Path.of(at.toString()))) {
      return all.map(each -> HostPath.of(each.toString())).sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Cuts the look around a file likewise. */
  @Test
  void neighboursThatDoNotFitAreNotTakenForAll() throws Exception {
    for (String each : List.of("a", "b", "c", "dd")) {
      Files.createFile(Files.createDirectories(folder.resolve("d")).resolve(each));
    }
    byte[] call = SshFiles.call("around", path("d/a"), path("d"));
    try (WorkerShell shell = new WorkerShell(folder)) {
      for (int most : cuts(shell.ask('q', call).out(), 2)) {
        limit(shell, most);
        FileRecords records = FileRecords.of("here", shell.ask('q', call).out());
        assertTrue(!records.whole() || records.states().size() == 5, most + " bytes");
        assertTrue(records.states().containsKey(path("d/a")));
      }
    }
  }

  @Test
  @RequiresRoot
  void aFolderThatCanNotBeReadIsNotEmpty() throws Exception {
    Files.createFile(Files.createDirectories(folder.resolve("open/shut")).resolve("file"));
    for (String each : List.of("", "open", "open/shut")) {
      Files.setAttribute(folder.resolve(each), "unix:mode", each.endsWith("shut") ? 0711 : 0755);
    }
    try (WorkerShell shell = new WorkerShell(folder, "setpriv", "--reuid=1234", "--regid=1234", "--clear-groups")) {
      FileRecords around = FileRecords.of("here", shell.ask('q', SshFiles.call("around", path("open/shut/file"), path("open/shut"))).out());
      assertFalse(around.whole());
      assertTrue(around.states().containsKey(path("open/shut/file")), "what is named can be seen");
      ShellWorker.Reply trees = shell.ask('q', SshFiles.call("trees", path("open")));
      assertTrue(trees.err().contains("Permission denied"), trees.err());
      assertFalse(FileRecords.of("here", trees.out()).whole());
      ShellWorker.Reply list = shell.ask('q', SshFiles.call("folder", path("open/shut")));
      assertNotEquals(0, list.code());
      assertFalse(FileRecords.of("here", list.out()).whole());
    }
  }

  @Test
  void anErrorInTheFirstBytesOfAFileIsToldAndLeavesItClosed() throws Exception {
    try (WorkerShell shell = new WorkerShell(folder)) {
      ShellWorker.Reply reply = shell.ask('m', "begin /proc/self/mem 100"); // nothing is at the address 0
      assertNotEquals(0, reply.code());
      assertTrue(reply.err().contains("Input/output error"), reply.err());
      assertNotEquals(0, shell.ask('q', "[ -e /proc/self/fd/3 ]").code());
    }
  }

  /** On an overlay a folder of the lower layer can't be renamed; mv(1) would copy it, and delete it, file by file. */
  @Test
  @RequiresRoot
  void aRenameNeverBecomesACopy() throws Exception {
    String layers = "mount -t tmpfs none " + folder + " && cd " + folder + " && mkdir -p lower/d upper work all && echo x >lower/d/file"
        + " && mount -t overlay none -o lowerdir=lower,upperdir=upper,workdir=work,redirect_dir=off all && cd /";
    for (String tool : List.of("perl", "python3", "")) {
      try (WorkerShell shell = new WorkerShell(folder, "unshare", "--mount", "--propagation", "private")) {
        assertEquals(0, shell.ask('m', layers + "; renames=" + tool).code(), tool);
        ShellWorker.Reply reply = shell.ask('q', SshFiles.call("renamed", path("all/d"), path("all/e"), path("all"), path("all")));
        assertNotEquals(0, reply.code(), tool);
        assertTrue(reply.err().contains(tool.isEmpty() ? "never copies" : "Invalid cross-device link"), reply.err());
        assertEquals(0, shell.ask('q', "[ -e " + path("all/d/file") + " ] && [ ! -e " + path("all/e") + " ]").code(), tool);
        if (!tool.isEmpty()) {
          ShellWorker.Reply file = shell.ask('q', SshFiles.call("renamed", path("all/d/file"), path("all/d/f\nü"), path("all/d"), path("all/d")));
          assertEquals(0, file.code(), file.err());
          assertEquals(0, shell.ask('q', "[ -e \"$(printf '" + path("all/d") + "/f\\n\\303\\274')\" ]").code(), tool);
        }
      }
    }
  }
}
