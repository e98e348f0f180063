package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.PackagesView.Exchange;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;
import org.mailtrek.lab.TinyRpm;

/** The real rpm, on a root and a database of its own, with packages that rpmbuild builds. */
@RequiresRoot
@RequiresLab({"rpm", "rpmbuild", "rpm2archive"})
class RpmPackagesTest extends PackagesContract {

  @TempDir static Path built;

  private Root root;
  private Host machine;

  @Override
  Host open(Path scratch) throws Exception {
    root = new Root("redhat", scratch.resolve("root"));
    for (String each : List.of("var/lib/rpm", "usr/sbin", "etc", "rpms", "tmp")) {
      Files.createDirectories(root.folder().resolve(each));
    }
    machine = new PrivateMachine(root, Children.of(root), means -> new RpmPackages(means, new NoPorts(), List.of(HostPath.of("/rpms")), HostPath.of("/kept")));
    return machine;
  }

  @Override
  String packaged(String version) {
    return version + "-1.noarch";
  }

  @Override
  void offer(String name, String version, Map<HostPath, String> files) throws Exception {
    TinyRpm made = new TinyRpm(name, version).configuration("%config(noreplace)");
    files.forEach((path, text) -> made.file(path.toString(), text));
    offer(made);
  }

  @Override
  void withdraw() throws Exception {
    try (Stream<Path> all = Files.list(root.folder().resolve("rpms"))) {
      for (Path each : all.toList()) {
        Files.delete(each);
      }
    }
  }

  private void offer(TinyRpm made) throws Exception {
    Path archive = made.built(built);
    Files.copy(archive, root.folder().resolve("rpms").resolve(archive.getFileName()));
  }

  private String text(String path) throws Exception {
    return Files.readString(root.folder().resolve(path.substring(1)), StandardCharsets.UTF_8);
  }

  private boolean exists(String path) {
    return Files.exists(root.folder().resolve(path.substring(1)));
  }

  private void write(String path, String text) throws Exception {
    Files.writeString(root.folder().resolve(path.substring(1)), text, StandardCharsets.UTF_8);
  }

  private void install(String... packages) throws TrekException {
    machine.packages().install(List.of(packages));
  }

  @Test
  void previewsEpochAndArchitectureAndWhatBecomesObsolete() throws Exception {
    offer(new TinyRpm("mt-old", "2.0").field("Epoch: 3").file("/usr/share/mt-old/a", "1\n"));
    offer(new TinyRpm("mt-new", "8.7.25").field("Obsoletes: mt-old").field("Requires: mt-lib").file("/usr/share/mt-new/a", "1\n"));
    offer(new TinyRpm("mt-lib", "1.0").file("/usr/share/mt-lib/a", "1\n"));
    install("mt-old=3:2.0-1");
    assertEquals("3:2.0-1.noarch", machine.view().packages().installed().get("mt-old").version());
    List<Exchange> seen = machine.view().packages().exchanges(List.of("mt-new"), List.of());
    assertEquals(List.of(
        new Exchange("mt-lib", Optional.empty(), Optional.of("1.0-1.noarch")),
        new Exchange("mt-old", Optional.of("3:2.0-1.noarch"), Optional.empty()),
        new Exchange("mt-new", Optional.empty(), Optional.of("8.7.25-1.noarch"))), seen);
    offer(new TinyRpm("mt-lost", "1.0").field("Requires: mt-nowhere").file("/usr/share/mt-lost/a", "1\n"));
    TrekException lost = assertThrows(TrekException.class, () -> machine.view().packages().exchanges(List.of("mt-lost"), List.of()));
    assertTrue(lost.what().contains("mt-nowhere is needed by mt-lost"), lost.what());
    install("mt-lib=1.0-1", "mt-new=8.7.25-1");
    TrekException needed = assertThrows(TrekException.class, () -> machine.view().packages().exchanges(List.of(), List.of("mt-lib")));
    assertTrue(needed.what().contains("mt-lib is needed by (installed) mt-new"), needed.what());
  }

  @Test
  void keepsWhatAnAdministratorChangedOfAPlainConfigurationFileToo() throws Exception {
    for (String version : List.of("1.0", "1.1")) {
      TinyRpm made = new TinyRpm("mt-conf", version).configuration("%config");
      for (String file : List.of("edited", "deleted", "same")) {
        made.file("/etc/mt-conf/" + file, file + " of " + version + "\n");
      }
      offer(made);
    }
    install("mt-conf=1.0-1");
    write("/etc/mt-conf/edited", "by hand\n");
    Files.setPosixFilePermissions(root.folder().resolve("etc/mt-conf/edited"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
    Files.delete(root.folder().resolve("etc/mt-conf/deleted"));
    install("mt-conf=1.1-1");
    assertEquals("by hand\n", text("/etc/mt-conf/edited"));
    assertEquals("edited of 1.1\n", text("/etc/mt-conf/edited.rpmnew"));
    assertEquals("same of 1.1\n", text("/etc/mt-conf/same"));
    assertFalse(exists("/etc/mt-conf/deleted"), "what an administrator has deleted stays deleted");
    assertFalse(exists("/etc/mt-conf/edited.rpmsave"));
    install("mt-conf=1.0-1");
    assertEquals("by hand\n", text("/etc/mt-conf/edited"));
    assertEquals(List.of("edited", "same"), names("etc/mt-conf"), "the way back leaves nothing beside");
    machine.packages().remove(List.of("mt-conf"));
    assertEquals(List.of("edited", "same"), names("etc/mt-conf"), "a removal leaves them where they are");
    assertEquals("rw-r-----", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(root.folder().resolve("etc/mt-conf/edited"))));
    install("mt-conf=1.0-1");
    assertEquals("by hand\n", text("/etc/mt-conf/edited"));
    assertEquals(List.of("edited", "same"), names("etc/mt-conf"));
  }

  private List<String> names(String folder) throws Exception {
    try (var all = Files.list(root.folder().resolve(folder))) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void buildsTheArchiveAnewOfWhatIsInstalledWhereNoneIsLeft() throws Exception {
    offer(new TinyRpm("mt-gone", "1.0").field("Epoch: 1").field("Requires: mt-base >= 2").field("Provides: mt-thing = 7").file("/usr/share/mt gone/100%", "all\n").file("/etc/mt-gone/a.cfg", "a\n").script("postun -p <lua>", "-- nothing"));
    offer(new TinyRpm("mt-base", "2.0").file("/usr/share/mt-base/a", "1\n"));
    install("mt-base=2.0-1", "mt-gone=1:1.0-1");
    String before = facts("mt-gone");
    try (var all = Files.list(root.folder().resolve("rpms"))) {
      for (Path each : all.toList()) {
        Files.delete(each);
      }
    }
    assertEquals(1, machine.view().packages().exchanges(List.of(), List.of("mt-gone")).size());
    machine.packages().remove(List.of("mt-gone"));
    assertFalse(exists("/usr/share/mt gone/100%"));
    install("mt-gone=1:1.0-1");
    assertEquals(before, facts("mt-gone"));
    assertEquals("all\n", text("/usr/share/mt gone/100%"));
  }

  /** What rpm's database says that matters to others: not when and where it was built, nor the times of folders. */
  private String facts(String name) throws TrekException {
    return Children.of("here").run("rpm", "--root", root.folder().toString(), "--dbpath", "/var/lib/rpm", "-q", "--qf",
        "%{NEVRA}\n[%{REQUIRENAME} %{REQUIREFLAGS:depflags} %{REQUIREVERSION}\n][%{PROVIDENAME} %{PROVIDEVERSION}\n][%{FILENAMES} %{FILEMODES:perms} %{FILEFLAGS:fflags} %{FILEMTIMES} %{FILEDIGESTS}\n]%{POSTUN} %{POSTUNPROG}", name).text().replaceAll("(?m)( drwx\\S+).*", "$1");
  }

  @Test
  void finishesWhatWasBrokenOff() throws Exception {
    offer(new TinyRpm("mt-half", "1.0").file("/usr/share/mt-half/a", "1\n"));
    offer(new TinyRpm("mt-half", "2.0").file("/usr/share/mt-half/a", "2\n"));
    install("mt-half=1.0-1");
    Files.createDirectories(root.folder().resolve("kept"));
    write("/kept/pending", "come mt-half 2.0-1.noarch\n");
    assertFalse(machine.view().packages().installed().get("mt-half").complete());
    assertTrue(assertThrows(TrekException.class, () -> machine.view().packages().exchanges(List.of("mt-half"), List.of())).what().contains("broken off"));
    machine.packages().finish();
    assertEquals(new PackagesView.Installed("mt-half", "2.0-1.noarch", true), machine.view().packages().installed().get("mt-half"));
    assertEquals("2\n", text("/usr/share/mt-half/a"));
    assertFalse(exists("/kept/pending"));
  }

  @Test
  void saysWhenTheDatabaseIsDamaged() throws Exception {
    install(NAME + "=1.0-1");
    write("/var/lib/rpm/rpmdb.sqlite", "x".repeat(9000));
    for (String each : List.of("-wal", "-shm")) {
      Files.deleteIfExists(root.folder().resolve("var/lib/rpm/rpmdb.sqlite" + each));
    }
    TrekException damaged = assertThrows(TrekException.class, () -> machine.view().packages().installed());
    assertEquals(TrekException.Kind.REFUSED, damaged.kind());
    assertTrue(damaged.next().contains("rpm --rebuilddb"), damaged.getMessage());
  }

  @Test
  void ordersVersionsAsRpmDoes() throws Exception {
    List<String> ordered = List.of("1.0~rc1-1", "1.0-1", "1.0^git1-1", "1.0.a-1", "1.0.1-1", "1.0.10-1", "1.0.10-2.el7", "1.10-1.x86_64", "1:0.1-1.noarch");
    for (int i = 0; i + 1 < ordered.size(); i++) {
      String one = ordered.get(i);
      String two = ordered.get(i + 1);
      assertTrue(RpmVersions.ORDER.compare(one, two) < 0, one + " is older than " + two);
      assertTrue(RpmVersions.ORDER.compare(two, one) > 0);
      if (!two.contains(":")) {
        String verdict = Children.of("here").run("rpm", "--eval", "%{lua:print(rpm.vercmp('" + RpmVersions.withoutArchitecture(one) + "', '" + RpmVersions.withoutArchitecture(two) + "'))}").text().strip();
        assertEquals("-1", verdict, "rpm itself of " + one + " and " + two);
      }
    }
    assertEquals("1.0-1.el7", RpmVersions.withoutArchitecture("1.0-1.el7.x86_64"));
    assertEquals("1.0-1.el7", RpmVersions.withoutArchitecture("1.0-1.el7"));
  }
}
