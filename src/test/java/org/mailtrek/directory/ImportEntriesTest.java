package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDirectory;

class ImportEntriesTest {

  private static final String ALL =
      """
      dn: ou=people,dc=x
      objectClass: organizationalUnit
      ou: people

      dn: uid=ann,dc=x
      objectClass: person
      uid: ann
      mail: ann@x

      dn: uid=eve,ou=people,dc=x
      objectClass: person
      uid: eve

      dn: uid=bob,dc=x
      changetype: modify
      replace: mail
      mail: bob@x
      -
      add: sn
      sn: B

      dn: uid=old,dc=x
      changetype: delete
      """;

  private static ImportEntries of(String ldif) {
    return new ImportEntries("test.ldif", () -> new ByteArrayInputStream(ldif.getBytes(StandardCharsets.UTF_8)), List.of());
  }

  private static StepWorld world() throws TrekException {
    MemoryDirectory directory = MemoryDirectory.of("dc=x");
    for (String name : List.of("ann", "bob", "old")) {
      try {
        assertTrue(directory.add(new Entry("dn: uid=" + name + ",dc=x", "objectClass: person", "uid: " + name, "mail: old@x", "cn: " + name), false).ok());
      } catch (LDIFException e) {
        throw new IllegalArgumentException(e);
      }
    }
    return StepWorld.empty().with(directory);
  }

  @TestFactory
  Stream<DynamicTest> importingPasses() {
    return StepHarness.of(
            of(ALL), ImportEntriesTest::world, world -> world.directory().modify("uid=eve,ou=people,dc=x", List.of(new Modification(ModificationType.ADD, "mail", "mine@x")), false))
        .laws();
  }

  @Test
  void whatTheLdifDoesNotNameStays() throws TrekException {
    List<Change> changes = changes("dn: uid=ann,dc=x\nobjectClass: person\nuid: ann\nmail: ann@x\n");
    assertEquals(1, changes.size());
    assertFalse(changes.get(0).toJson().toString().contains("\"cn\""), changes::toString);
  }

  @Test
  void onlyNewEntriesNeedNoProtection() throws TrekException {
    assertTrue(of("dn: ou=new,dc=x\nobjectClass: organizationalUnit\nou: new\n").onlyAdds(world().view().directory()));
    assertFalse(of(ALL).onlyAdds(world().view().directory()));
  }

  @Test
  void refusesWhatItCannotBring() {
    assertTrue(refused("nonsense\n").what().contains("is no LDIF"));
    assertTrue(refused("dn: uid=nobody,dc=x\nchangetype: modify\nreplace: mail\nmail: x\n").what().contains("is not there"));
    assertTrue(refused("dn: uid=ann,dc=x\nchangetype: modrdn\nnewrdn: uid=a\ndeleteoldrdn: 1\n").what().contains("renames"));
    assertTrue(refused("dn: uid=ann,dc=x\nchangetype: modify\nincrement: uidNumber\nuidNumber: 1\n").what().contains("increments a value of uid=ann,dc=x"));
    assertTrue(refused("dn: uid=a,dc=x\nuid: a\nobjectClass: person\n\ndn: UID=a,dc=x\nuid: a\nobjectClass: person\n").what().contains("twice"));
  }

  private static TrekException refused(String ldif) {
    return assertThrows(TrekException.class, () -> changes(ldif));
  }

  private static List<Change> changes(String ldif) throws TrekException {
    List<Change> changes = new ArrayList<>();
    of(ldif)
        .preview(
            world().view(),
            new Step.Preview() {
              @Override
              public void change(Change change) {
                changes.add(change);
              }

              @Override
              public void note(String sentence) {}

              @Override
              public String content(byte[] bytes) {
                return "";
              }
            });
    return changes;
  }
}
