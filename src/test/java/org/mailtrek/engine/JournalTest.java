package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryMachine;

final class JournalTest {

  private final MemoryMachine machine = MemoryMachine.named("here");
  private final HostPath file = HostPath.of("/estate/journal/journal.jsonl");
  private Home home;

  @BeforeEach
  void makeHome(@TempDir Path locks) throws TrekException {
    machine.disk().mkdir(HostPath.of("/estate"), 0700);
    home = new Home(machine.disk(), machine, HostPath.of("/estate"), locks);
  }

  private Journal open() throws TrekException {
    return Journal.open(home, Clock.systemUTC());
  }

  private void notes(int count) throws TrekException {
    Journal journal = open();
    for (int n = 0; n < count; n++) {
      journal.appendDurably(0, "", Phase.NOTE, Json.object("text", "note " + n));
    }
  }

  private List<String> texts() throws TrekException {
    List<String> found = new ArrayList<>();
    JournalScan.read(home, (line, offset) -> found.add(Json.text(line.body(), "text")));
    return found;
  }

  private void become(byte[] bytes) throws TrekException {
    machine.disk().truncate(file, 0);
    machine.disk().append(file, bytes, 0, bytes.length);
  }

  private List<String> journalFolder() throws TrekException {
    return machine.list(HostPath.of("/estate/journal")).stream().map(HostPath::name).toList();
  }

  @Test
  void readsBackWhatItWrote() throws TrekException {
    notes(3);
    notes(1);
    assertEquals(List.of("note 0", "note 1", "note 2", "note 0"), texts());
    assertEquals(0600, machine.stat(file).map(FileState::mode).orElseThrow());
    assertEquals(0700, machine.stat(file.parent()).map(FileState::mode).orElseThrow());
  }

  @Test
  void cutsATornLineAndKeepsItsBytesAside() throws TrekException {
    notes(3);
    byte[] whole = machine.readAll(file);
    become(Arrays.copyOf(whole, whole.length - 3));
    notes(1);
    assertEquals(List.of("note 0", "note 1", "note 0"), texts());
    String aside = journalFolder().stream().filter(each -> each.startsWith("cut-3-")).findFirst().orElseThrow();
    String kept = new String(machine.readAll(HostPath.of("/estate/journal/" + aside)), StandardCharsets.UTF_8);
    assertTrue(kept.contains("note 2"), kept);
  }

  @Test
  void cutsTwoLinesOfWhichTheFirstIsLost() throws TrekException {
    notes(4);
    byte[] bytes = machine.readAll(file);
    int third = lineStart(bytes, 2);
    Arrays.fill(bytes, third, third + 20, (byte) 0);
    become(bytes);
    notes(0);
    assertEquals(List.of("note 0", "note 1"), texts());
  }

  @Test
  void refusesACorruptLineFurtherUpAndSaysWhere() throws TrekException {
    notes(6);
    byte[] bytes = machine.readAll(file);
    int third = lineStart(bytes, 2);
    bytes[third] = 'x';
    become(bytes);
    TrekException why = assertThrows(TrekException.class, this::open);
    assertTrue(why.what().contains("byte " + third) && why.what().contains("line 3"), why.what());
    assertTrue(Arrays.equals(bytes, machine.readAll(file)), "a corrupt journal is left as it is");
    JournalView.Verification found = new JournalView(home, json -> null).verify();
    assertEquals(1, found.problems().size());
  }

  @Test
  void noticesALineThatWasTakenOut() throws TrekException {
    notes(6);
    byte[] bytes = machine.readAll(file);
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (lineStart(bytes, 2) - lineStart(bytes, 1)));
    System.arraycopy(bytes, lineStart(bytes, 2), shorter, lineStart(bytes, 1), bytes.length - lineStart(bytes, 2));
    become(shorter);
    assertThrows(TrekException.class, this::open);
  }

  private static int lineStart(byte[] bytes, int line) {
    int at = 0;
    for (int n = 0; n < line; n++) {
      while (bytes[at++] != '\n') {
        // on to the next line
      }
    }
    return at;
  }

  @Test
  void deletesOrphanSideFilesAndKeepsTheOthers() throws TrekException {
    Journal journal = open();
    SideFiles.next(home, 1, journal.next()).save("kept", out -> out.write(1));
    journal.appendDurably(0, "", Phase.NOTE, Json.object("text", "a"));
    SideFiles.next(home, 1, journal.next()).save("orphan", out -> out.write(2));
    open();
    assertEquals(List.of("1.kept"), machine.list(SideFiles.folder(home)).stream().map(HostPath::name).toList());
  }

  @Test
  void compressesSideFilesAboveFourKilobytes() throws Exception {
    SideFiles side = SideFiles.next(home, 1, 1);
    open();
    byte[] large = "a line of a large file\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    byte[] small = "small".getBytes(StandardCharsets.UTF_8);
    side.save("large", out -> out.write(large));
    side.save("small", out -> out.write(small));
    assertTrue(machine.stat(side.file("large")).orElseThrow().size() < 10_000);
    assertTrue(Arrays.equals(large, side.open("large").orElseThrow().readAllBytes()));
    assertTrue(Arrays.equals(small, side.open("small").orElseThrow().readAllBytes()));
    assertEquals(0600, machine.stat(side.file("large")).orElseThrow().mode());
  }

  @Test
  void refusesASideFileThatWasChanged() throws TrekException {
    open();
    SideFiles side = SideFiles.next(home, 1, 1);
    side.save("image", out -> out.write(7));
    machine.disk().append(side.file("image"), new byte[] {1}, 0, 1);
    assertThrows(TrekException.class, () -> side.open("image"));
  }

  @Test
  void refusesAFormatOfTheFuture() throws TrekException {
    notes(1);
    String future = new String(machine.readAll(file), StandardCharsets.UTF_8).replace("\"format\":1", "\"format\":9");
    become(future.getBytes(StandardCharsets.UTF_8));
    TrekException why = assertThrows(TrekException.class, this::open);
    assertTrue(why.what().contains("format 9"), why.what());
    assertEquals(future, new String(machine.readAll(file), StandardCharsets.UTF_8));
  }

  @Test
  void namesOwnerMachineAndProcessOfTheOtherMailtrek() throws TrekException {
    try (Lease held = Lease.take(home, "anna@desk")) {
      assertTrue(held != null);
      TrekException why = assertThrows(TrekException.class, () -> Lease.take(home, "bert@desk"));
      assertEquals(TrekException.Kind.IN_USE, why.kind());
      assertTrue(why.what().contains("anna@desk on ") && why.what().contains("process " + ProcessHandle.current().pid()), why.what());
    }
    Lease.take(home, "bert@desk").close();
  }

  @Test
  void cutsSentencesThatWouldMakeALineTooLongToBeReadAgain() throws TrekException {
    List<String> left = new ArrayList<>();
    for (int n = 0; n < 2000; n++) {
      left.add("uid=user" + n + ",dc=x: left alone, since the directory refuses: " + "because ".repeat(100));
    }
    List<String> cut = Journal.fitting(left);
    open().appendDurably(0, "", Phase.NOTE, Json.object("text", "long", "left", cut));
    assertEquals(List.of("long"), texts());
    assertEquals(2000, cut.size());
    assertTrue(cut.get(1999).startsWith("uid=user1999,dc=x: left alone, since the directory refuses: "));
    assertEquals(List.of("short"), Journal.fitting(List.of("short")));
  }

  @Test
  void refusesToWriteALineThatCouldNotBeReadAgain() throws TrekException {
    Journal journal = open();
    assertThrows(IllegalStateException.class, () -> journal.append(0, "", Phase.NOTE, Json.object("text", "x".repeat(1 << 20))));
    journal.appendDurably(0, "", Phase.NOTE, Json.object("text", "goes on"));
    assertEquals(List.of("goes on"), texts());
  }

  @Test
  void keepsTheKernelsLockWhenThisProgramAsksForItAgain(@TempDir Path locks) throws Exception {
    Home asked = new Home(machine.disk(), machine, HostPath.of("/estate"), locks);
    try (Lease held = Lease.take(asked, "anna@desk")) {
      assertTrue(held != null && locked(locks.resolve("lease")));
      for (int n = 0; n < 20; n++) {
        assertThrows(TrekException.class, () -> Lease.take(asked, "bert@desk"));
        System.gc();
      }
      assertTrue(locked(locks.resolve("lease")));
    }
  }

  private static boolean locked(Path file) throws Exception {
    String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
    return Files.readAllLines(Path.of("/proc/locks")).stream().anyMatch(line -> line.contains("POSIX") && line.contains(inode));
  }
}
