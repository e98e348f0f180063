package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link HostView} shows of a machine with a few files and accounts. */
abstract class HostViewContract {

  private static final Map<String, byte[]> AHEAD = Map.of("empty", new byte[0], "bytes", new byte[] {0, -1, '\n', 'x', '\n', 0}, "a 'b' c", new byte[70_000]);

  @TempDir Path scratch;

  private HostView view;

  /** Opens the view of a machine that has this folder as its root. */
  abstract HostView open(Path root) throws TrekException;

  @BeforeEach
  void fillMachine() throws IOException, TrekException {
    Path root = Files.createDirectory(scratch.resolve("lab1"));
    Files.createDirectories(root.resolve("etc/zarafa"));
    Files.writeString(
        root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n# odd line\nzarafa:x:998:997:J\u00fcrgen:/:/bin/false\nbroken:x\n", StandardCharsets.ISO_8859_1);
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nzarafa:x:997:postfix,root\n", StandardCharsets.UTF_8);
    Files.writeString(root.resolve("etc/zarafa/server.cfg"), "a = b\n", StandardCharsets.UTF_8);
    Files.createDirectory(root.resolve("etc/zarafa/ahead"));
    for (Map.Entry<String, byte[]> each : AHEAD.entrySet()) {
      Files.write(root.resolve("etc/zarafa/ahead").resolve(each.getKey()), each.getValue());
    }
    view = open(root);
  }

  @Test
  void knowsAccountsByNameAndNumber() throws TrekException {
    assertEquals(OptionalInt.of(998), view.accounts().uid("zarafa"));
    assertEquals(OptionalInt.of(997), view.accounts().gid("zarafa"));
    assertEquals(Optional.of("zarafa"), view.accounts().user(998));
    assertEquals(Optional.of("zarafa"), view.accounts().group(997));
  }

  @Test
  void saysWhenThereIsNoSuchAccount() throws TrekException {
    assertEquals(OptionalInt.empty(), view.accounts().uid("nobody-of-this-name"));
    assertEquals(OptionalInt.empty(), view.accounts().gid("broken"));
    assertEquals(Optional.empty(), view.accounts().user(4_000_000));
    assertEquals(Optional.empty(), view.accounts().group(4_000_000));
  }

  @Test
  void readsAndListsFiles() throws TrekException {
    assertArrayEquals("a = b\n".getBytes(StandardCharsets.UTF_8), view.readAll(HostPath.of("/etc/zarafa/server.cfg")));
    assertEquals(List.of(HostPath.of("/etc/group"), HostPath.of("/etc/passwd"), HostPath.of("/etc/zarafa")), view.list(HostPath.of("/etc")));
  }

  @Test
  void filesThatWereAskedForAheadAreTheSame() throws Exception {
    List<HostPath> all = view.list(HostPath.of("/etc/zarafa/ahead"));
    assertEquals(AHEAD.size(), all.size());
    List<HostPath> asked = new ArrayList<>(all);
    asked.addAll(List.of(HostPath.of("/etc"), HostPath.of("/etc/none"), HostPath.of("/etc/zarafa/ahead/a 'b' c")));
    view.ahead(asked);
    for (Map.Entry<String, byte[]> each : AHEAD.entrySet()) {
      assertArrayEquals(each.getValue(), view.readAll(HostPath.of("/etc/zarafa/ahead/" + each.getKey())), each.getKey());
    }
    assertThrows(TrekException.class, () -> view.readAll(HostPath.of("/etc/none")));
    assertThrows(TrekException.class, () -> view.readAll(HostPath.of("/etc")));
  }

  @Test
  void aMissingFileIsNamedWithItsHost() {
    TrekException failure = assertThrows(TrekException.class, () -> view.readAll(HostPath.of("/etc/none")));
    assertEquals(view.name() + ":/etc/none", failure.where());
  }

  @Test
  void hasNoServiceThatIsNotInstalled() throws TrekException {
    assertEquals(new ServicesView.State(ServicesView.Run.ABSENT, false), view.services().state("no-such-service"));
  }

  @Test
  void hasNoPackageThatIsNotInstalled() throws TrekException {
    assertTrue(view.packages().available("no-such-package-at-all").isEmpty());
    assertTrue(!view.packages().installed().containsKey("no-such-package-at-all"));
    assertThrows(TrekException.class, () -> view.packages().contents("no-such-package-at-all", "1"));
  }
}
