package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.RequiresLab;

/** The package for Debian that {@code scripts/debian-package} makes of the archive, unpacked in a folder. */
@RequiresLab({"dpkg-deb", "bash", "gzip"})
class DebianPackageIT {

  @TempDir
  static Path folder;

  private static Path root;

  @BeforeAll
  static void unpack() throws Exception {
    made("one.deb");
    root = folder.resolve("root");
    said("dpkg-deb", "-x", folder.resolve("one.deb").toString(), root.toString());
  }

  private static void made(String name) throws Exception {
    said("scripts/debian-package", System.getProperty("mailtrek.package"), folder.resolve(name).toString());
  }

  private static String said(String... line) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), String.join(" ", line) + "\n" + text);
    return text;
  }

  @Test
  void theSameArchiveGivesTheSameBytes() throws Exception {
    made("two.deb");
    assertArrayEquals(Files.readAllBytes(folder.resolve("one.deb")), Files.readAllBytes(folder.resolve("two.deb")));
  }

  @Test
  void startsByItsLink() throws Exception {
    assertTrue(said(root.resolve("usr/bin/mailtrek").toString(), "help").contains("plan"));
  }

  @Test
  void belongsToRootAndStartsNothing() throws Exception {
    String listed = said("dpkg-deb", "-c", folder.resolve("one.deb").toString());
    assertEquals(List.of(), listed.lines().filter(line -> !line.contains(" root/root ")).toList());
    assertEquals(List.of(), listed.lines().filter(line -> line.startsWith("d") && !line.startsWith("drwxr-xr-x ")).toList());
    assertEquals(List.of(), listed.lines().filter(line -> line.contains("/systemd/") || line.contains("/init.d/") || line.contains("/etc/")).toList());
  }

  @Test
  void hasAManualAndCompletesTheOuterCommand() throws Exception {
    assertTrue(said("gzip", "-dc", root.resolve("usr/share/man/man1/mailtrek.1.gz").toString()).startsWith(".TH MAILTREK 1"));
    String script = root.resolve("usr/share/bash-completion/completions/mailtrek").toString();
    String words = said("bash", "-c", ". \"$1\"; COMP_WORDS=(mailtrek config ta) COMP_CWORD=2 COMP_LINE='mailtrek config ta' COMP_POINT=18; _complete_mailtrek; echo \"${COMPREPLY[@]}\"", "bash", script);
    assertEquals("takeover", words.strip());
  }
}
