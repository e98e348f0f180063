package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads, unpacked by the real tar below a folder that acts as a machine's root. */
class DownloadFolderTest {

  private static final HostPath TARBALL = HostPath.of("/root/core 8.7.25.tar.gz");
  private static final HostPath FOLDER = HostPath.of("/var/lib/mailtrek/packages");

  @TempDir private Path scratch;
  private DownloadFolder downloads;

  @BeforeEach
  void make() throws Exception {
    Path packed = Files.createDirectories(scratch.resolve("packed/core-8.7.25"));
    for (String each : List.of("kopano-server_8.7.25_all.deb", "kopano-common_8.7.25_all.deb", "README")) {
      Files.writeString(packed.resolve(each), each, StandardCharsets.UTF_8);
    }
    Files.createDirectories(scratch.resolve("machine/root"));
    String file = scratch.resolve("machine" + TARBALL).toString();
    assertEquals(0, new ProcessBuilder("tar", "--create", "--gzip", "--file=" + file, "--directory=" + scratch.resolve("packed"), "core-8.7.25").inheritIO().start().waitFor());
    Root root = new Root("deb", scratch.resolve("machine"));
    Machine machine = new Machine(new LocalFiles(root, state -> state), new LocalDisk("deb", root.folder()), Children.of(root));
    downloads = new DownloadFolder(machine, FOLDER, "deb");
  }

  private List<String> unpacked() throws Exception {
    try (Stream<Path> all = Files.list(scratch.resolve("machine" + FOLDER))) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void unpacksPackagesOnlyAndLeavesAloneWhatLiesThere() throws Exception {
    List<String> files = downloads.files(TARBALL);
    assertEquals(List.of("kopano-common_8.7.25_all.deb", "kopano-server_8.7.25_all.deb"), files);
    Path mine = Files.createDirectories(scratch.resolve("machine" + FOLDER)).resolve(files.get(0));
    Files.writeString(mine, "mine", StandardCharsets.UTF_8);
    assertTrue(downloads.lies(files.get(0)) && !downloads.lies(files.get(1)));
    downloads.unpack(TARBALL, files);
    downloads.unpack(TARBALL, files);
    assertEquals(files, unpacked());
    assertEquals("mine", Files.readString(mine, StandardCharsets.UTF_8));
    assertEquals(files.get(1), Files.readString(mine.resolveSibling(files.get(1)), StandardCharsets.UTF_8));
    downloads.delete(files.subList(1, 2));
    assertEquals(files.subList(0, 1), unpacked());
  }

  @Test
  void deletingSweepsUpWhatACrashLeft() throws Exception {
    Files.createDirectories(scratch.resolve("machine" + FOLDER + "/unpack.aBcDeF/half"));
    downloads.delete(List.of("never-there_1_all.deb"));
    assertEquals(List.of(), unpacked());
  }

  @Test
  void refusesWhatIsNoArchiveOrHoldsNoPackages() throws Exception {
    TrekException none = assertThrows(TrekException.class, () -> downloads.files(HostPath.of("/root/none.tar.gz")));
    assertTrue(none.what().contains("can't be unpacked") && none.next().contains("ls -l /root"), none::getMessage);
    Path empty = scratch.resolve("machine/root/empty.tar");
    assertEquals(0, new ProcessBuilder("tar", "--create", "--file=" + empty, "--directory=" + scratch.resolve("packed"), "core-8.7.25/README").inheritIO().start().waitFor());
    TrekException packages = assertThrows(TrekException.class, () -> downloads.files(HostPath.of("/root/empty.tar")));
    assertTrue(packages.what().contains("holds no packages"), packages::getMessage);
  }
}
