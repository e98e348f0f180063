package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.Disk;
import org.mailtrek.host.DiskLike;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryMachine;

class LineFileTest {

  private static final HostPath FILE = HostPath.of("/list");

  private final MemoryMachine machine = MemoryMachine.named("here");

  private LineFile file(Disk disk) {
    return new LineFile(disk, machine, FILE);
  }

  private List<String> lines() throws TrekException {
    List<String> lines = new ArrayList<>();
    file(machine.disk()).read((line, place) -> lines.add(line));
    return lines;
  }

  /** A disk that is full in the middle of a line, and has room again. */
  private static Disk fullAt(Disk disk, String line) {
    return new DiskLike(disk) {
      @Override
      public void append(HostPath file, byte[] bytes, int offset, int length) throws TrekException {
        boolean full = new String(bytes, offset, length, StandardCharsets.UTF_8).startsWith(line);
        super.append(file, bytes, offset, full ? length / 2 : length);
        if (full) {
          throw TrekException.at("here").found("no space left").next("make room");
        }
      }
    };
  }

  @Test
  void halfALineIsCutOffBeforeTheNextAlsoByTheSameWriter() throws TrekException {
    LineFile file = file(fullAt(machine.disk(), "two"));
    file.append("one ü\n");
    assertThrows(TrekException.class, () -> file.append("two two two\n"));
    assertEquals(List.of("one ü"), lines());
    file.append("three\n");
    assertEquals(List.of("one ü", "three"), lines());
  }

  @Test
  void readingEndsWithTheFirstThatIsNoneAndALineIsReadAgainAtItsPlace() throws TrekException {
    LineFile file = file(machine.disk());
    file.append("ä\nb\n?\nc\n");
    List<Long> places = new ArrayList<>();
    file.read((line, place) -> !line.equals("?") && places.add(place));
    assertEquals(List.of(0L, 3L), places);
    assertEquals("b", file.at(3));
    file.append("d\n");
    assertEquals(List.of("ä", "b", "d"), lines());
  }
}
