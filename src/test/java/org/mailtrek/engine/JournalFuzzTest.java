package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.fuzz.Fuzzing;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryMachine;

/** Whatever happens to a journal's bytes, the lines before are read, and none is read that was not written. */
final class JournalFuzzTest {

  private final MemoryMachine machine = MemoryMachine.named("here");
  private final HostPath file = HostPath.of("/estate/journal/journal.jsonl");
  private Home home;
  private byte[] written;

  @BeforeEach
  void writeJournal(@TempDir Path locks) throws TrekException, IOException {
    machine.disk().mkdir(HostPath.of("/estate"), 0700);
    home = new Home(machine.disk(), machine, HostPath.of("/estate"), locks);
    Journal journal = Journal.open(home, Clock.systemUTC());
    for (int n = 0; n < 5; n++) {
      journal.appendDurably(0, "", Phase.NOTE, Json.object("text", "note " + n));
    }
    written = machine.read(file).readAllBytes();
  }

  @Test
  void whatIsReadIsWhatWasWrittenBeforeTheFirstChangedByte() throws InterruptedException {
    Fuzzing.of("journal").and(written).words("{\"format\":1,", "\"before\":\"\"", "\"seq\":1", "\n", "\\u0000").feed(input -> {
      machine.disk().truncate(file, 0);
      machine.disk().append(file, input, 0, input.length);
      List<String> texts = new ArrayList<>();
      JournalScan.Found found = JournalScan.scan(home, (line, offset) -> texts.add(line.body().toString()));
      int same = Arrays.mismatch(input, written);
      int prefix = lines(input, same < 0 ? input.length : same);
      assertTrue(found.lines() >= prefix, () -> found.lines() + " lines of " + prefix);
      assertEquals(input.length, found.length() + found.tailBytes());
      assertEquals(found.lines(), texts.size());
    });
  }

  @Test
  void whatIsBelievedOfADamagedJournalChainsAgain() throws InterruptedException {
    Fuzzing.of("damaged journal").and(written).words("{\"format\":1,", "\"seq\":3", "\"phase\":\"intent\"", "\"run\":4", "\n", "\"intent\":-1").feed(input -> {
      machine.disk().truncate(file, 0);
      machine.disk().append(file, input, 0, input.length);
      Salvage.of(home, Clock.systemUTC(), "test");
      assertEquals(List.of(), JournalCheck.verify(home).problems());
      History.read(home);
      for (HostPath each : machine.list(file.parent())) {
        if (each.name().startsWith("damaged-")) {
          machine.disk().delete(each);
        }
      }
    });
  }

  private static int lines(byte[] text, int until) {
    int lines = 0;
    for (int at = 0; at < until; at++) {
      lines += text[at] == '\n' ? 1 : 0;
    }
    return lines;
  }
}
