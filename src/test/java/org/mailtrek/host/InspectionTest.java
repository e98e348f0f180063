package org.mailtrek.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are kept from writing, and logs. */
class InspectionTest {

  @TempDir Path folder;

  private final Inspection here = new LocalHost("here", List.of(), Path.of("/nowhere")).view().inspection();

  private String read(String... command) throws TrekException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    here.read(List.of(command), out);
    return out.toString(UTF_8);
  }

  @Test
  void aProgramReadsAndCanNotWrite() throws Exception {
    assumeTrue(Children.of("here").run("unshare", "--mount", "true").ok(), "this account may not unshare");
    Path file = Files.writeString(folder.resolve("it's a file"), "content", UTF_8);
    assertEquals("content", read("cat", file.toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Programs.Ended ended = here.read(List.of("sh", "-c", "mount -o remount,bind,rw / 2>/dev/null; echo more >> \"$0\"", file.toString()), out);
    assertFalse(ended.ok());
    assertTrue(ended.err().contains("Read-only file system"), ended.err());
    assertEquals("content", Files.readString(file, UTF_8));
    assertEquals(7, here.read(List.of("sh", "-c", "exit 7"), out).code());
  }

  @Test
  void aSimulatedMachineHasALogAndNoPrograms() throws Exception {
    Files.createDirectories(folder.resolve("var/log"));
    Files.writeString(folder.resolve("var/log/syslog"), "now zarafa-server: one\nnow other: two\nnow zarafa-server[3]: three\n", UTF_8);
    Inspection simulated = new LocalHostView("lab1", folder, new NoPorts(), new NoPorts(), new NoPorts()).inspection();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    simulated.log("zarafa-server", 10, false, out);
    assertEquals("now zarafa-server: one\nnow zarafa-server[3]: three\n", out.toString(UTF_8));
    assertEquals(List.of(), simulated.missing());
    assertThrows(TrekException.class, () -> simulated.read(List.of("ls"), out));
    assertThrows(TrekException.class, () -> simulated.log("zarafa-server", 10, true, out));
  }

  @Test
  void missingToolsAreNamedWithWhatTheyAreFor() throws Exception {
    for (String each : List.of("sh", "find", "xargs", "stat", "dd", "flock", "setfattr", "unshare", "tar", "base64")) {
      Path tool = Files.writeString(folder.resolve(each), "#!/bin/sh\nexec /bin/sh \"$@\"\n");
      assertTrue(tool.toFile().setExecutable(true));
    }
    Inspection poor = new MachineInspection(new LocalFiles(new Root("poor", Path.of("/")), state -> state), Children.of("poor").with("PATH", folder.toString()));
    assertEquals(List.of("getfattr: extended attributes can't be seen (package attr)"), poor.missing());
  }
}
