package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlapdMemoryTest {

  @TempDir
  private Path folder;
  private int readings;

  private byte[] read() {
    return ("reading: " + ++readings + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private String asked(SlapdMemory memory) throws TrekException {
    SlapdMemory.Told told = memory.of(HostPath.of(folder.toString()), this::read);
    assertEquals(told.settings().text(), new String(told.ldif(), StandardCharsets.UTF_8));
    return told.settings().text();
  }

  @Test
  void readsOnceUntilAFileOfTheConfigurationChanges() throws Exception {
    SlapdMemory memory = SlapdMemory.of(LocalHost.files("here"));
    Path below = Files.createDirectories(folder.resolve("cn=config/cn=schema"));
    Path file = Files.writeString(below.resolve("cn={0}core.ldif"), "one");
    assertEquals("reading: 1\n", asked(memory));
    assertEquals("reading: 1\n", asked(memory));
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    assertEquals("reading: 2\n", asked(memory));
    Files.writeString(below.resolve("cn={1}kopano.ldif"), "new");
    assertEquals("reading: 3\n", asked(memory));
    assertEquals("reading: 3\n", asked(memory));
  }

  @Test
  void readsEachTimeWhereAskingTheFilesIsNoQuicker() throws Exception {
    asked(SlapdMemory.NONE);
    assertEquals("reading: 2\n", asked(SlapdMemory.NONE));
  }
}
