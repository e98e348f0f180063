package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** What happens to the files of a real slapd while they are transplanted: the program or slapd's tool is killed, or the disk is full. */
@RequiresLab({"slapd", "slapcat", "slapadd", "bash"})
class OfflineTroubleTest {

  private static final int USERS = 3000;
  private static final String[] TRANSPLANT = StoppedSlapd.TRANSPLANT;

  @TempDir
  static Path folder;

  private static LabSlapd slapd;
  private static SlapdFiles files;
  private static Path ldif;

  @BeforeAll
  static void start() throws Exception {
    slapd = LabSlapd.start();
    slapd.stop();
    files = new SlapdFiles(slapd, folder);
    ldif = Files.writeString(folder.resolve("users.ldif"), StoppedSlapd.users(USERS));
  }

  @AfterAll
  static void stop() {
    slapd.close();
  }

  /** Returns the estate of a database whose configuration is a file. */
  private static StoppedSlapd loaded(String name) throws Exception {
    Path conf = files.beside(name);
    DocumentedWay.Ended added = files.run("slapadd -q -f \"$CONF\" -l " + ldif + "\n", conf);
    assertEquals(0, added.code(), added.said());
    return StoppedSlapd.on(slapd, Files.createDirectories(folder.resolve("estate-" + name)), conf);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resume", "undo"})
  void whatAKilledProgramLeftGoesOnOrBack(String way) throws Exception {
    StoppedSlapd stopped = loaded("killed-" + way);
    String before = files.export(stopped.configuration());
    StoppedSlapd.Loading loading = stopped.untilItLoads(TRANSPLANT);
    loading.ours().destroyForcibly().waitFor();

    assertEquals(before, files.export(stopped.configuration()), "the database in use was touched");
    assertEquals(0, stopped.run(way, "--yes"), stopped.said());

    if (way.equals("resume")) {
      moved(stopped);
      assertEquals(0, stopped.run("undo", "--yes"), stopped.said());
    }
    assertEquals(before, files.export(stopped.configuration()));
    assertEquals(new TreeSet<>(List.of("killed-" + way, "killed-" + way + ".conf")), beside("killed-" + way));
  }

  @Test
  void aKilledToolLeavesTheDatabaseInUse() throws Exception {
    StoppedSlapd stopped = loaded("tool");
    String before = files.export(stopped.configuration());
    StoppedSlapd.Loading loading = stopped.untilItLoads(TRANSPLANT);
    loading.slapadd().destroyForcibly();

    int exit = loading.end();

    assertTrue(exit == 3 || exit == 1, exit + ": " + stopped.said());
    assertTrue(stopped.said().contains("slapadd ends with"), stopped.said());
    assertEquals(before, files.export(stopped.configuration()));
    assertEquals(new TreeSet<>(List.of("tool", "tool.conf")), beside("tool"), "something was left");
    assertEquals(0, stopped.run(TRANSPLANT), stopped.said());
    moved(stopped);
  }

  @Test
  @RequiresRoot
  void aFullDiskLeavesTheDatabaseInUse() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assertEquals(0, files.run("mount -t tmpfs -o size=64m none disk && mkdir disk/data\n", folder).code());
    try {
      Path conf = Files.writeString(folder.resolve("disk.conf"), Files.readString(files.beside("elsewhere")).replace(folder.resolve("elsewhere").toString(), disk.resolve("data").toString()));
      DocumentedWay.Ended added = files.run("slapadd -q -f \"$CONF\" -l " + ldif + "\n", conf);
      assertEquals(0, added.code(), added.said());
      StoppedSlapd stopped = StoppedSlapd.on(slapd, Files.createDirectories(folder.resolve("estate-disk")), conf);
      String before = files.export(conf);
      StoppedSlapd.Loading loading = stopped.untilItLoads(TRANSPLANT);
      files.run("kill -STOP " + loading.slapadd().pid() + "; dd if=/dev/zero of=disk/fill bs=64k 2>/dev/null; kill -CONT " + loading.slapadd().pid() + "\n", conf);

      int exit = loading.end();

      assertTrue(exit == 3 || exit == 1, exit + ": " + stopped.said());
      assertTrue(stopped.said().contains("slapadd ends with"), stopped.said());
      assertEquals(before, files.export(conf));
      Files.delete(disk.resolve("fill"));
      assertFalse(Files.exists(disk.resolve("data.before-transplant")));
      assertEquals(0, stopped.run(TRANSPLANT), stopped.said());
      moved(stopped);
    } finally {
      files.run("umount disk\n", folder);
    }
  }

  private static void moved(StoppedSlapd stopped) throws Exception {
    SortedMap<String, Entry> found = SlapdFiles.entries(files.export(stopped.configuration()));
    assertEquals(USERS + 1, found.size());
    found.values().forEach(each -> assertFalse(each.toLDIFString().contains("zarafa"), each::toLDIFString));
    assertEquals(USERS, found.values().stream().filter(each -> each.hasObjectClass("kopano-user") && each.hasAttribute("kopanoAliases")).count());
  }

  private static TreeSet<String> beside(String name) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.map(each -> each.getFileName().toString()).filter(each -> each.replaceFirst("^\\.", "").startsWith(name)).forEach(names::add);
    }
    return names;
  }
}
