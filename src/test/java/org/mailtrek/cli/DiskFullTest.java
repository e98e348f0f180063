package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.RequiresRoot;

/** Real file systems without room, from the command line: before anything is written, and in the middle. */
@RequiresRoot
class DiskFullTest {

  private static final List<String> PLAN = List.of("plan", "zcp-to-kopano");

  @TempDir private static Path temporary;
  private static PracticeRun estate;

  private final List<Path> mounted = new ArrayList<>();

  @BeforeAll
  static void make() throws Exception {
    estate = PracticeRun.make(temporary.resolve("acme"));
  }

  @AfterAll
  static void stop() throws Exception {
    estate.close();
  }

  @AfterEach
  void unmount() throws Exception {
    for (Path each : mounted) {
      sh("umount -l \"$1\"", each.toString());
    }
  }

  private static void sh(String command, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("sh", "-ec", command, "sh"));
    all.addAll(List.of(words));
    assertEquals(0, new ProcessBuilder(all).inheritIO().start().waitFor(), command);
  }

  /** Makes a folder a file system of its own, with what is in it and so much room. */
  private void room(Path folder, int kilobytes) throws Exception {
    sh("mkdir -p -m 700 \"$1\"; mkdir \"$3\"; mount -t tmpfs -o mode=700 tmpfs \"$3\"; cp -a \"$1/.\" \"$3/\"; mount --move \"$3\" \"$1\"; rmdir \"$3\"; "
        + "mount -o remount,size=$(( $(df -k --output=used \"$1\" | tail -n 1) + $2 ))k \"$1\"",
        folder.toString(), Integer.toString(kilobytes), temporary.resolve("new").toString());
    mounted.add(folder);
  }

  @Test
  void aPlanThatCantBeKeptIsNotMade() throws Exception {
    room(estate.folder().resolve("plans"), 8);
    estate.refuses(1, PLAN, "plans", "No space left");
  }

  @Test
  void aRunThatCantBeJournaledIsNotBegun() throws Exception {
    String plan = estate.plan();
    room(estate.folder().resolve("journal"), 8);
    estate.refuses(1, List.of("apply", plan, "--yes"), "journal", "No space left");
  }

  @Test
  void aBackupThatFillsTheDiskIsNoneAndIsMadeAnewOnceThereIsRoom() throws Exception {
    Path snapshots = estate.folder().resolve("snapshots");
    room(snapshots, 100);
    Spoken full = estate.run("backup", "config", "--yes");
    assertTrue(full.exit() != 0 && full.out().contains("No space left"), full::toString);
    Spoken none = estate.run("backup", "list");
    assertTrue(none.out().contains("was never finished and is none"), none::toString);
    sh("mount -o remount,size=10m \"$1\"", snapshots.toString());
    estate.run("resume", "--yes");
    String name = estate.run("--json", "backup", "config", "--yes").well().json().getFieldAsString("backup");
    estate.run("backup", "verify", name).well();
  }

  @Test
  void aFullMachineStopsARunThatGoesOnOrBackOnceThereIsRoom() throws Exception {
    Path etc = estate.machine("/etc");
    room(etc, 300);
    SortedMap<String, String> before = estate.scan();
    for (String way : List.of("undo", "resume")) {
      sh("mount -o remount,size=$(( $(df -k --output=used \"$1\" | tail -n 1) + 60 ))k \"$1\"", etc.toString());
      Spoken stopped = estate.run("config", "takeover", "--yes");
      assertEquals(3, stopped.exit(), stopped::toString);
      assertTrue(stopped.out().contains("No space left") && stopped.out().contains("next: resume   or: undo"), stopped::toString);
      sh("mount -o remount,size=10m \"$1\"", etc.toString());
      estate.run(way, "--yes").well();
    }
    assertTrue(Files.exists(estate.machine("/etc/kopano/server.cfg")));
    estate.run("undo", "--yes").well();
    SortedMap<String, String> after = estate.scan();
    before.remove("journal.jsonl");
    after.remove("journal.jsonl");
    assertEquals(before, after);
  }
}
