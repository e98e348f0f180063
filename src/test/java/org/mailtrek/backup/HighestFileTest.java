package org.mailtrek.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.LocalHost;

class HighestFileTest {

  @TempDir private Path folder;

  private long highest() throws Exception {
    HostView on = new LocalHost("mail1", java.util.List.of(), folder.resolve("packages")).view();
    return HighestFile.below(on, HostPath.of(folder.resolve("store").toString()));
  }

  private void file(String name) throws Exception {
    Path file = folder.resolve("store").resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  @Test
  void isThatOfTheFilesAndNotOfTheFolders() throws Exception {
    assertEquals(0, highest());
    file("9/19/.hidden");
    assertEquals(0, highest());
    file("7/0/7");
    assertEquals(7, highest());
    file("3/1/13.gz");
    file("5/9/4294967295x");
    file("testfile");
    assertEquals(13, highest());
    file("7/16/1234567.gz.deleted");
    file("1/2/99999999999");
    file("1/2/4294967296");
    assertEquals(1234567, highest());
    file("5/9/4294967295");
    assertEquals(4294967295L, highest());
  }
}
