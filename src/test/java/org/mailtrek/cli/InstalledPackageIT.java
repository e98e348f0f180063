package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.RequiresLab;

/**
 * The package for Debian, installed by dpkg in a root that debootstrap made, used there and removed. Java comes as a package of the test's own that
 * holds the lab's runtime, so that nothing is fetched.
 */
@RequiresLab({"dpkg-deb", "debootstrap", "unshare", "ip", "chroot"})
class InstalledPackageIT {

  @TempDir
  static Path folder;

  private static Path root;

  @BeforeAll
  static void install() throws Exception {
    Path base = Path.of(here("scripts/lab", "base").lines().reduce((first, last) -> last).orElseThrow());
    root = folder.resolve("root");
    here("cp", "-a", "--reflink=auto", base.resolve("root").toString(), root.toString());
    here("scripts/debian-package", System.getProperty("mailtrek.package"), root.resolve("root/mailtrek.deb").toString());
    java(base.resolve("java"));
    inside("dpkg", "--install", "/root/java.deb", "/root/mailtrek.deb");
  }

  private static void java(Path runtime) throws Exception {
    Path made = folder.resolve("java");
    Files.createDirectories(made.resolve("usr/bin"));
    Files.createDirectories(made.resolve("usr/lib/jvm"));
    here("cp", "-a", runtime + "/.", made.resolve("usr/lib/jvm/lab").toString());
    Files.createSymbolicLink(made.resolve("usr/bin/java"), Path.of("../lib/jvm/lab/bin/java"));
    Files.createDirectories(made.resolve("DEBIAN"));
    Files.writeString(made.resolve("DEBIAN/control"),
        "Package: lab-java\nVersion: 17\nArchitecture: all\nProvides: java17-runtime-headless\nMaintainer: lab\nDescription: the lab's Java runtime\n");
    here("dpkg-deb", "--root-owner-group", "-Znone", "--build", made.toString(), root.resolve("root/java.deb").toString());
  }

  @AfterAll
  static void remove() throws Exception {
    if (root != null) {
      here("rm", "-rf", "--one-file-system", root.toString());
    }
  }

  private static String here(String... line) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), String.join(" ", line) + "\n" + text);
    return text;
  }

  /** Runs a program in the root, with processes and a network of its own. */
  private static String inside(String... line) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("unshare", "--mount", "--net", "--pid", "--fork", "sh", "-c",
        "ip link set lo up && mount --bind \"$1\" \"$1\" && mount -t proc proc \"$1/proc\" && exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive chroot \"$@\"", "sh", root.toString()));
    all.addAll(List.of(line));
    return here(all.toArray(String[]::new));
  }

  @Test
  void worksAndIsRemovedWithoutATrace() throws Exception {
    assertEquals("", inside("dpkg", "--verify", "mailtrek"));
    assertTrue(inside("sh", "-c", "ls /usr/share/mailtrek/archive").contains(".jsa"), "its class archive was not made when it was installed");
    assertTrue(inside("mailtrek", "--version").matches("mailtrek [0-9].*\\n"), "it does not say its version");
    assertTrue(inside("mailtrek", "config", "explain", "attachment_path").contains("attachment"));
    assertTrue(inside("mailtrek", "simulate", "zcp-single", "--into", "/root/estate", "--users", "10").contains("estate"));
    assertTrue(inside("mailtrek", "-e", "/root/estate", "plan", "zcp-to-kopano").contains("zcp-to-kopano"));
    inside("dpkg", "--purge", "mailtrek");
    for (String each : List.of("usr/share/mailtrek", "usr/bin/mailtrek", "usr/share/man/man1/mailtrek.1.gz", "usr/share/bash-completion/completions/mailtrek", "var/lib/dpkg/info/mailtrek.list")) {
      assertFalse(Files.exists(root.resolve(each)), each + " is left");
    }
  }
}
