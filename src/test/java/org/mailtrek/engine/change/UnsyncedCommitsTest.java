package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDatabase;
import org.mailtrek.host.fault.MemoryDirectory;
import org.mailtrek.host.fault.MemoryMachine;

class UnsyncedCommitsTest {

  private static final String DN = "olcDatabase={1}mdb,cn=config";

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() {
    return Stream.of(
        ChangeCase.of("where nothing is set", world(Optional.empty()), view -> UnsyncedCommits.of(view, database(Optional.empty())).orElseThrow())
            .foreign(w -> set(w, ModificationType.ADD, "FALSE"), w -> set(w, ModificationType.REPLACE, "FALSE")),
        ChangeCase.of("where it is set to no", world(Optional.of("FALSE")), view -> UnsyncedCommits.of(view, database(Optional.of("FALSE"))).orElseThrow())
            .foreignLater(w -> w.directory().delete(DN)));
  }

  private static void set(World world, ModificationType type, String value) {
    world.directory().modify(DN, List.of(new Modification(type, "olcDbNoSync", value)), false);
  }

  private static Entry database(Optional<String> setting) {
    Entry entry = new Entry(DN);
    entry.addAttribute("objectClass", "olcMdbConfig");
    entry.addAttribute("olcSuffix", "dc=x");
    setting.ifPresent(value -> entry.addAttribute("olcDbNoSync", value));
    return entry;
  }

  private static World world(Optional<String> setting) {
    MemoryDirectory directory = MemoryDirectory.of("dc=x", "cn=config");
    directory.add(database(setting), false);
    return new World(MemoryMachine.named("mail1"), Optional.of(directory), new MemoryDatabase());
  }

  @Test
  void hasNothingToDoWhereTheServerDoesNotSyncAnyway() throws Exception {
    assertEquals(Optional.empty(), UnsyncedCommits.of(world(Optional.empty()).estate().view(), database(Optional.of("TRUE"))));
  }

  @Test
  void doesNotBeginWhereTheEntryOfTheLastCommitCanNotBeWritten() throws Exception {
    World world = world(Optional.empty());
    UnsyncedCommits change = new UnsyncedCommits(DN, Optional.empty(), "ou=gone,dc=x");
    assertThrows(TrekException.class, () -> change.perform(world.estate(), new MemorySide()));
    assertEquals(Seen.BEFORE, change.look(world.estate().view(), new MemorySide()));
  }
}
