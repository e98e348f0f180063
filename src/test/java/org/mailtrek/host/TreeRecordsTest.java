package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.FilesView.Facts;

class TreeRecordsTest {

  private static final byte[] SAID = String.join("\0",
      "f:1000:100:640:4294967296:1700000000.1234567890:a/b:c",
      "d:0:0:1777:4096:0.0000000000:a",
      "l:0:0:777:3:-3.5000000000:link",
      "f:0:0:644:1:1700000000.5:short",
      "f:0:0:644:1:1.0000000000:a/.17.mailtrek-1-2/below",
      "s:0:0:600:9:1.0000000000:socket",
      "").getBytes(StandardCharsets.UTF_8);

  private final List<String> paths = new ArrayList<>();
  private final List<Facts> facts = new ArrayList<>();

  private void read(int piece) throws IOException {
    NulRecords records = new NulRecords(new TreeRecords((told, bytes, from, to) -> {
      facts.add(told);
      paths.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }));
    for (int at = 0; at < SAID.length; at += piece) {
      records.write(SAID, at, Math.min(piece, SAID.length - at));
    }
  }

  @Test
  void readsEachObjectInWhateverPiecesItComes() throws IOException {
    for (int piece = 1; piece <= SAID.length; piece++) {
      paths.clear();
      facts.clear();
      read(piece);
      assertEquals(List.of("a/b:c", "a", "link", "short", "socket"), paths);
      assertEquals(new Facts(FileState.Kind.FILE, 1000, 100, 0640, 4294967296L, Instant.ofEpochSecond(1700000000, 123456789)), facts.get(0));
      assertEquals(new Facts(FileState.Kind.FOLDER, 0, 0, 01777, 0, Instant.EPOCH), facts.get(1));
      assertEquals(new Facts(FileState.Kind.LINK, 0, 0, 0777, 0, Instant.parse("1969-12-31T23:59:57.500Z")), facts.get(2));
      assertEquals(Instant.ofEpochSecond(1700000000, 500_000_000), facts.get(3).modified());
      assertEquals(FileState.Kind.OTHER, facts.get(4).kind());
    }
  }

  @Test
  void throwsWhatTheTakerWasRefused() {
    TrekException refused = TrekException.at("here").found("enough").next("stop");
    NulRecords records = new NulRecords((bytes, from, to) -> {
      throw refused;
    });
    assertThrows(IOException.class, () -> records.write(SAID, 0, SAID.length));
    assertEquals(refused, assertThrows(TrekException.class, records::rethrow));
  }
}
