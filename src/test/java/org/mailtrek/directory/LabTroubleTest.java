package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.FarProxy;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.LabSlapdOptions;
import org.mailtrek.lab.RequiresLab;

/** A real slapd that moves an awkward directory while the line is cut, the server restarted, or the program killed: going on and going back are exact. */
@RequiresLab("slapd")
class LabTroubleTest {

  private static final int USERS = 300;

  @TempDir
  Path folder;

  private final Random random = new Random(seed());
  private LabSlapd slapd;
  private OwnProcess ours;
  private List<Entry> entries;
  private SortedMap<String, String> before;

  private static long seed() {
    long seed = Long.getLong("mailtrek.seed", System.nanoTime() % 1_000_000);
    System.out.println("trouble from seed " + seed + " (-Dmailtrek.seed)");
    return seed;
  }

  @BeforeEach
  void load() throws Exception {
    slapd = LabSlapd.start(LabSlapdOptions.DEFAULT.withSync());
    String ldif = AwkwardDirectory.entries(random.nextLong(), USERS, true).stream().map(Entry::toLDIFString).collect(Collectors.joining("\n"));
    slapd.load(Files.writeString(folder.resolve("entries.ldif"), ldif));
    entries = all();
    before = Expected.found(entries);
    ours = OwnProcess.on(slapd, folder);
  }

  @AfterEach
  void stop() {
    slapd.close();
  }

  @Test
  void goesOnOrBackWhereTheLineWasCut() throws Exception {
    try (FarProxy line = new FarProxy(slapd.port(), Duration.ZERO)) {
      Path yaml = folder.resolve("estate.yaml");
      Files.writeString(yaml, Files.readString(yaml).replace(slapd.address().url(), "ldap://127.0.0.1:" + line.port()));
      assertEquals(2, ours.run("ldap", "transplant", "--on-conflict", "new", "--plan"), ours.said());
      long read = line.sent();
      line.cutAfter(2 * read + 2_000 + random.nextInt(40_000));

      int exit = ours.run("ldap", "transplant", "--on-conflict", "new", "--yes");

      if (exit == 1) { // the line stood again at once: what was done of the first segment was taken back
        assertTrue(ours.said().contains("nothing was changed"), ours.said());
        Expected.assertSame(before, Expected.found(all()));
      } else {
        assertEquals(3, exit, ours.said());
        settles(random.nextBoolean());
      }
    }
  }

  @Test
  void goesOnWhereTheServerWasRestarted() throws Exception {
    Process running = ours.start("ldap", "transplant", "--on-conflict", "new", "--yes");
    awaitMoved(running, 1 + random.nextInt(USERS / 4));
    slapd.stop();
    assertTrue(running.waitFor(60, TimeUnit.SECONDS));
    slapd.restart();

    if (running.exitValue() != 0) { // else it was quicker than we
      assertEquals(3, running.exitValue(), ours.said());
      settles(false);
    }
  }

  @Test
  void goesOnOrBackAfterAKillAnywhere() throws Exception {
    boolean back = random.nextBoolean();
    Process running = ours.start("ldap", "transplant", "--on-conflict", "new", "--yes");
    awaitMoved(running, 1 + random.nextInt(USERS / 3));
    running.destroyForcibly().waitFor();

    if (back || running.exitValue() != 0) {
      settles(back);
    }
  }

  private void settles(boolean back) throws Exception {
    assertEquals(0, ours.run(back ? "undo" : "resume", "--yes"), ours.said());
    Expected.assertSame(back ? before : Expected.after(entries, false), Expected.found(all()));
  }

  /** Waits until so many entries have moved, or all; the server is asked all the time, and needs no rest. */
  private void awaitMoved(Process running, int count) throws LDAPException {
    Filter moved = Filter.createEqualityFilter("objectClass", "kopano-user");
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", slapd.port(), LabSlapd.ROOT, LabSlapd.PASSWORD)) {
      int already = connection.search(LabSlapd.BASE, SearchScope.SUB, moved, "1.1").getEntryCount();
      while (connection.search(LabSlapd.BASE, SearchScope.SUB, moved, "1.1").getEntryCount() < already + count && running.isAlive()) {
        Thread.onSpinWait();
      }
    }
  }

  private List<Entry> all() throws LDAPException {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", slapd.port(), LabSlapd.ROOT, LabSlapd.PASSWORD)) {
      return new ArrayList<>(connection.search(LabSlapd.BASE, SearchScope.SUBORDINATE_SUBTREE, Filter.createPresenceFilter("objectClass")).getSearchEntries());
    }
  }
}
