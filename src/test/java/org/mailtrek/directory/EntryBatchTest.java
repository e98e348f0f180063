package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.AddEntry;
import org.mailtrek.engine.change.Bytes;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.DeleteEntry;
import org.mailtrek.engine.change.Entries;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.engine.change.ModifyEntry;
import org.mailtrek.engine.change.ValueChange;

class EntryBatchTest {

  @Test
  void givesMoreThanItHoldsInTheOrderThatAServerTakes() throws Exception {
    Set<Path> before = files();
    Set<Path> spilled;
    List<EntryChange> given = new ArrayList<>();
    try (EntryBatch batch = new EntryBatch(3)) {
      for (int each = 0; each < 10; each++) {
        batch.take(new DeleteEntry(entry("uid=gone" + each + ",ou=a,dc=x")));
        batch.take(new AddEntry(entry("uid=b" + each + ",ou=new,dc=x")));
        batch.take(new ModifyEntry("uid=m" + each + ",dc=x", List.of(new ValueChange("cn", List.of(), List.of(Bytes.of(new byte[] {0, -1, (byte) each}))))));
      }
      batch.take(new AddEntry(entry("ou=new,dc=x")));
      batch.take(new DeleteEntry(entry("ou=a,dc=x")));
      spilled = files();
      spilled.removeAll(before);
      assertTrue(spilled.size() >= 3, spilled.toString());
      for (Path each : spilled) {
        assertFalse(Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_READ));
      }

      batch.give(taking(given));
    }
    List<String> order = given.stream().map(each -> each.getClass().getSimpleName().charAt(0) + " " + each.dn()).toList();
    assertEquals(32, order.size());
    assertEquals(List.of("M uid=m0,dc=x", "M uid=m9,dc=x", "A ou=new,dc=x", "A uid=b0,ou=new,dc=x", "D uid=gone9,ou=a,dc=x", "D ou=a,dc=x"),
        Stream.of(0, 9, 10, 11, 30, 31).map(order::get).toList());
    assertEquals(new ModifyEntry("uid=m4,dc=x", List.of(new ValueChange("cn", List.of(), List.of(Bytes.of(new byte[] {0, -1, 4}))))), given.get(4));
    spilled.forEach(each -> assertFalse(Files.exists(each), each + " is left"));
  }

  @Test
  void knowsAMillionNamesInLittleRoom() throws Exception {
    NameSet names = new NameSet();
    for (int each = 0; each < 20_000; each++) {
      assertTrue(names.add(new DN("uid=u" + each + ",dc=x")));
    }
    assertFalse(names.add(new DN("UID=U777, dc=X")));
    assertFalse(names.add(new DN("uid=u19999,dc=x")));
  }

  private static Entry entry(String dn) {
    return new Entry(dn, new Attribute("objectClass", "top"), new Attribute("description", "of " + dn));
  }

  private static Set<Path> files() throws Exception {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(each -> each.getFileName().toString().matches("mailtrek.*\\.changes")).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Step.Preview taking(List<EntryChange> given) {
    return new Step.Preview() {
      @Override
      public void change(Change change) {
        given.addAll(((Entries) change).entries());
      }

      @Override
      public void note(String sentence) {}

      @Override
      public String content(byte[] bytes) {
        return "";
      }
    };
  }
}
