package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileRecordsTest {

  @Test
  void namesAFileOnceThatWasAskedForWithItsNeighbours() {
    String file = "f 0 0 644 1 1.0000000000 1 7\0/a/b\0\0";
    String other = "f 0 0 644 1 1.0000000000 1 8\0/a/c\0\0";
    FileRecords records = FileRecords.of((file + file + other + ".\0").getBytes(StandardCharsets.UTF_8));
    assertTrue(records.whole());
    assertEquals(List.of(HostPath.of("/a/b"), HostPath.of("/a/c")), records.order());
  }
}
