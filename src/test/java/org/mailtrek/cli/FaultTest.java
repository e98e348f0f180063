package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.practice.Practice;

/** Faults that were ordered on a practice estate stop a run where they should; once they have ended it goes on, or back to what was there. */
final class FaultTest {

  @TempDir private static Path temporary;
  private static PracticeRun practice;

  @BeforeAll
  static void make() throws Exception {
    practice = PracticeRun.make(temporary.resolve("trained"));
  }

  @AfterAll
  static void end() throws Exception {
    Practice.stop(practice.folder());
  }

  @Test
  void aDirectoryThatDropsWritersIsGoneOnWithAndTakenBack() throws Exception {
    List<String> before = entries();
    practice.run("services", "stop", "lab1", "zarafa-server", "--yes").well();
    practice.run("fault", "lab1", "ldap-drops", "7").well();
    assertTrue(practice.run("fault").well().out().contains("ldap-drops"));
    Spoken stopped = practice.run("-q", "ldap", "transplant", "--yes");
    assertEquals(3, stopped.exit(), stopped::toString);
    long some = entries().stream().filter(each -> each.contains("kopano-")).count();
    assertTrue(some > 0 && some <= 7, () -> some + " writes went through");
    practice.run("fault", "lab1", "none").well();
    practice.run("-q", "resume", "--yes").well();
    assertTrue(entries().stream().noneMatch(each -> each.contains("zarafa-user")), "all are changed");
    practice.run("-q", "undo", "--yes").well();
    assertEquals(before, entries());
  }

  @Test
  void faultsAreForPracticeMachinesAndKnownKinds() {
    Spoken.refused(64, practice.folder(), List.of("fault", "lab1", "earthquake"), "earthquake", "service-stays");
    Spoken.refused(64, practice.folder(), List.of("fault", "lab9", "disk-full"), "lab9", "lab1");
  }

  private static List<String> entries() throws Exception {
    try (LDAPConnection directory = practice.ldap()) {
      return directory.search("dc=example,dc=com", SearchScope.SUB, "(objectClass=*)").getSearchEntries().stream().map(each -> {
        Entry sorted = new Entry(each.getDN());
        each.getAttributes().stream().sorted(Comparator.comparing(Attribute::getName)).forEach(one -> sorted.addAttribute(one.getName(), Stream.of(one.getValues()).sorted().toArray(String[]::new)));
        return sorted.toLDIFString();
      }).sorted().toList();
    }
  }
}
