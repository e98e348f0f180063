package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileRecordsTest {

  @Test
  void namesAFileOnceThatWasAskedForWithItsNeighbours() throws TrekException {
    String file = "f 0 0 644 1 1.0000000000 1 7\0/a/b\0\0";
    String other = "f 0 0 644 1 1.0000000000 1 8\0/a/c\0\0";
    FileRecords records = FileRecords.of("here", (file + file + other + ".\0\0\0\0").getBytes(StandardCharsets.UTF_8));
    assertTrue(records.whole());
    assertEquals(List.of(HostPath.of("/a/b"), HostPath.of("/a/c")), records.order());
  }

  @Test
  void whatIsCutOffAnywhereIsNeverTakenForTheWhole() throws TrekException {
    String file = "f 0 0 644 1 1.0000000000 1 7\0/a/b\0\0";
    String link = "l 0 0 777 1 1.0000000000 1 8\0/a/c\0to\0";
    String facts = file + link + ".\0";
    for (int cut = 0; cut <= facts.length(); cut++) {
      String dump = "# file: /a/b\nuser.colour=0x61\n";
      FileRecords records = FileRecords.of("here", (facts.substring(0, cut) + "\0\0\0" + dump).getBytes(StandardCharsets.UTF_8));
      assertEquals(cut == facts.length(), records.whole(), cut + " bytes");
      int complete = cut >= facts.length() - 2 ? 2 : cut >= file.length() ? 1 : 0;
      assertEquals(complete, records.order().size(), cut + " bytes");
      assertEquals(complete > 0, records.states().containsKey(HostPath.of("/a/b")));
      records.states().values().stream().filter(each -> each.kind() == FileState.Kind.FILE).forEach(each -> assertEquals(1, each.attributes().size()));
    }
  }
}
