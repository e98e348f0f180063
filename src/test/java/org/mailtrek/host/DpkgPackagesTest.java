package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** The real dpkg, on a root of its own, with packages that dpkg-deb builds. */
@RequiresRoot
@RequiresLab({"dpkg", "dpkg-deb"})
class DpkgPackagesTest extends PackagesContract {

  private Path folder;
  private Root root;

  @Override
  Host open(Path scratch) throws Exception {
    folder = scratch;
    root = new Root("debian", scratch.resolve("root"));
    for (String each : List.of("var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers", "usr/sbin", "etc", "debs")) {
      Files.createDirectories(root.folder().resolve(each));
    }
    Files.createFile(root.folder().resolve("var/lib/dpkg/status"));
    Files.createFile(root.folder().resolve("var/lib/dpkg/available"));
    return debian(root, Children.of(root));
  }

  @Override
  void offer(String name, String version, Map<HostPath, String> files) throws Exception {
    offer(name, version, files, "");
  }

  private void offer(String name, String version, Map<HostPath, String> files, String needs) throws Exception {
    Path tree = folder.resolve("build").resolve(name + version);
    Files.createDirectories(tree.resolve("DEBIAN"));
    Files.writeString(
        tree.resolve("DEBIAN/control"),
        "Package: " + name + "\nVersion: " + version + "\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\n" + needs + "Description: a test\n",
        StandardCharsets.UTF_8);
    Files.writeString(tree.resolve("DEBIAN/conffiles"), files.containsKey(CONFIG) ? CONFIG + "\n" : "", StandardCharsets.UTF_8);
    for (Map.Entry<HostPath, String> each : files.entrySet()) {
      Path file = tree.resolve(each.getKey().toString().substring(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, each.getValue(), StandardCharsets.UTF_8);
      Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_500_000_000_000L));
    }
    Path archive = root.folder().resolve("debs").resolve(name + "_" + version + "_all.deb");
    Programs.Ended ended = Children.of("here").run("dpkg-deb", "--root-owner-group", "-Zgzip", "--build", tree.toString(), archive.toString());
    assertTrue(ended.ok(), ended.lastWords());
  }

  @Override
  void withdraw() throws Exception {
    try (Stream<Path> all = Files.list(root.folder().resolve("debs"))) {
      for (Path each : all.toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  void aPolicyOfTheAdministratorStays(@TempDir Path scratch) throws Exception {
    Host machine = open(scratch.resolve("other"));
    Path policy = root.folder().resolve("usr/sbin/policy-rc.d");
    machine.packages().finish();
    assertFalse(Files.exists(policy));
    Files.writeString(policy, "#!/bin/sh\nexit 0\n", StandardCharsets.UTF_8);
    machine.packages().finish();
    assertTrue(Files.exists(policy));
  }

  /** A newer package may need what came with it, and that goes first on the way back. */
  @Test
  void whatAnExchangedPackageNeedsGoesBeforeItsOtherVersionComesAndWhatOthersNeedStays(@TempDir Path scratch) throws Exception {
    Packages packages = open(scratch.resolve("other")).packages();
    offer("mt-new", "1.0", Map.of(CONFIG, "a = 1\n"));
    offer("mt-all", "1.0", Map.of());
    offer("mt-all", "2.0", Map.of(), "Depends: mt-new\n");
    offer("mt-other", "1.0", Map.of(), "Depends: mt-new\n");
    packages.install(List.of("mt-new=1.0", "mt-all=2.0", "mt-other=1.0"));
    TrekException refused = assertThrows(TrekException.class, () -> packages.remove(List.of("mt-new"), List.of("mt-all")));
    assertTrue(refused.what().contains("mt-other") && !refused.what().contains("mt-all depends"), refused::what);
    packages.remove(List.of("mt-other"));
    assertThrows(TrekException.class, () -> packages.remove(List.of("mt-new")));
    packages.remove(List.of("mt-new"), List.of("mt-all"));
    packages.forget(List.of("mt-new"));
    assertFalse(Files.exists(root.folder().resolve(CONFIG.toString().substring(1))), "what it left is not forgotten while it is needed");
    packages.install(List.of("mt-all=1.0"));
    assertEquals("[mt-all 1.0]", packages.view().installed().values().stream().map(each -> each.name() + " " + each.version()).toList().toString());
  }

  /** What the undo of an upgrade builds upon: dpkg enters the administrator's own file as obsolete configuration of the older version, unless it is away. */
  @Test
  void whatIsAwayWhileAnOlderVersionComesBackIsNotTakenForItsConfiguration(@TempDir Path scratch) throws Exception {
    Packages packages = open(scratch.resolve("other")).packages();
    offer("mt", "1.0", Map.of(HostPath.of("/usr/share/mt"), "1"));
    offer("mt", "2.0", Map.of(CONFIG, "a = 2\n"));
    Path file = root.folder().resolve(CONFIG.toString().substring(1));
    Path aside = file.resolveSibling(".aside");
    packages.install(List.of("mt=1.0"));
    Files.createDirectories(file.getParent());
    Files.writeString(file, "a = mine\n");
    packages.install(List.of("mt=2.0"));
    packages.install(List.of("mt=1.0"));
    assertTrue(status().contains(" obsolete"), status());
    packages.install(List.of("mt=2.0"));
    Files.move(file, aside);
    packages.install(List.of("mt=1.0"));
    Files.move(aside, file);
    assertFalse(status().contains("Conffiles"), status());
  }

  /** The archive of the older version is made of what is installed, of which the administrator's file is not the package's. */
  @Test
  void anUpgradeAfterOneThatWasTakenBackLaysNothingBesideAnEditedFileEither(@TempDir Path scratch) throws Exception {
    Packages packages = open(scratch.resolve("other")).packages();
    offer("mt", "1.0", Map.of(CONFIG, "a = 1\n"));
    packages.install(List.of("mt=1.0"));
    Path file = root.folder().resolve(CONFIG.toString().substring(1));
    Files.writeString(file, "a = mine\n");
    withdraw();
    offer("mt", "2.0", Map.of(CONFIG, "a = 1\n"));
    for (int time = 0; time < 2; time++) {
      packages.install(List.of("mt=2.0"));
      assertFalse(Files.exists(file.resolveSibling(file.getFileName() + ".dpkg-dist")), "upgrade " + time);
      packages.install(List.of("mt=1.0"));
      assertEquals("a = mine\n", Files.readString(file), "back " + time);
    }
  }

  private String status() throws Exception {
    return Files.readString(root.folder().resolve("var/lib/dpkg/status"));
  }

  /** Over a connection that is lost, dpkg stays at work; services keep quiet until somebody has waited for it. */
  @Test
  void servicesStayQuietWhileALostDpkgMayBeAtWork(@TempDir Path scratch) throws Exception {
    open(scratch.resolve("other"));
    Path policy = root.folder().resolve("usr/sbin/policy-rc.d");
    offer("mt", "1.0", Map.of(CONFIG, "a = 1\n"));
    Fate fate = new Fate(Children.of(root), new AtomicReference<>(""));
    Packages packages = debian(root, fate).packages();
    fate.what.set("locked");
    assertEquals(TrekException.Kind.IN_USE, assertThrows(TrekException.class, () -> packages.install(List.of("mt=1.0"))).kind());
    assertFalse(Files.exists(policy), "another's dpkg is none of ours");
    fate.what.set("lost");
    assertEquals(TrekException.Kind.UNREACHABLE, assertThrows(TrekException.class, () -> packages.install(List.of("mt=1.0"))).kind());
    assertTrue(Files.exists(policy));
    fate.what.set("locked");
    assertEquals(TrekException.Kind.IN_USE, assertThrows(TrekException.class, packages::finish).kind());
    assertTrue(Files.exists(policy), "it may be the lost one that holds the lock");
    fate.what.set("");
    packages.finish();
    assertFalse(Files.exists(policy));
    fate.what.set("killed");
    assertThrows(TrekException.class, () -> packages.install(List.of("mt=1.0")));
    assertFalse(Files.exists(policy));
  }

  /** Programs whose dpkg is lost, finds the lock taken, or is killed at its time limit. */
  private record Fate(Programs below, AtomicReference<String> what) implements Programs {

    @Override
    public Ended stream(InputStream input, OutputStream output, List<String> command) throws TrekException {
      if (!command.contains("dpkg") || what.get().isEmpty()) {
        return below.stream(input, output, command);
      } else if (what.get().equals("locked")) {
        return new Ended(2, new byte[0], "dpkg: error: dpkg frontend lock was locked by another process with pid 7\n");
      }
      TrekException.Kind kind = what.get().equals("lost") ? TrekException.Kind.UNREACHABLE : TrekException.Kind.FAILED;
      throw TrekException.at(host()).kind(kind).found("dpkg is " + what.get()).next("try again");
    }

    @Override
    public String host() {
      return below.host();
    }

    @Override
    public Programs with(String name, String value) {
      return new Fate(below.with(name, value), what);
    }

    @Override
    public Programs within(java.time.Duration limit) {
      return new Fate(below.within(limit), what);
    }

    @Override
    public String word(HostPath path) throws TrekException {
      return below.word(path);
    }
  }

  /** A machine whose root is a folder that dpkg is told to use. */
  private static Host debian(Root root, Programs programs) throws TrekException {
    return new PrivateMachine(root, programs, machine -> new DpkgPackages(machine, new NoPorts(), List.of(HostPath.of("/debs")), HostPath.of("/kept")));
  }
}
