package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.fault.MemoryDatabase;
import org.mailtrek.host.fault.MemoryDirectory;
import org.mailtrek.host.fault.MemoryMachine;

class EntriesTest {

  private static final String ANNA = "uid=anna,dc=x";
  private static final String LIST = "cn=list,dc=x";
  private static final String ODD = "cn=a\\, \\22b\\22 \\3Cc\\3E,dc=x";

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() {
    Entry added = entry("uid=cora,dc=x", "objectClass: top", "objectClass: kopano-user", "uid: cora", "kopanoAccount: 1");
    return Stream.of(
        ChangeCase.of("modify two entries", world(), view -> Entries.of(List.of(transplant(ANNA, "1"), transplant(ODD, "0")))),
        ChangeCase.of("modify an odd name", world(), view -> Entries.of(List.of(transplant(ODD, "0")))).foreign(w -> replace(w, ODD, "zarafaAccount", "7"), w -> w.directory().delete(ODD)),
        ChangeCase.of("three connections", world(), view -> new Entries(List.of(transplant(ANNA, "1"), transplant(ODD, "0")), true, 3)),
        ChangeCase.of("add", world(), view -> Entries.of(List.of(new AddEntry(added)))).foreign(w -> w.directory().add(entry("uid=cora,dc=x", "objectClass: top", "uid: cora"), false), w -> replace(w, "uid=cora,dc=x", "kopanoAccount", "0")),
        ChangeCase.of("delete", world(), view -> Entries.of(List.of(new DeleteEntry(view.directory().entry(ANNA).orElseThrow())))).foreign(w -> replace(w, ANNA, "mail", "x"), w -> w.directory().add(entry(ANNA, "objectClass: top", "uid: anna"), false)),
        ChangeCase.of("exchange a class", world(), view -> Entries.of(List.of(exchange()))).foreign(w -> replace(w, LIST, "zarafaFilter", "(mail=*)"), w -> w.directory().delete(LIST)),
        ChangeCase.of("make an entry anew", keeping(), view -> new Entries(List.of(exchange()), true, 1)).foreign(w -> replace(w, LIST, "zarafaFilter", "(mail=*)"), w -> w.directory().delete(LIST)),
        ChangeCase.of("rename with what is below", world(), view -> Entries.of(List.of(renamed()))).foreign(w -> replace(w, "zarafaName=tree,dc=x", "description", "other"), w -> w.directory().modify("kopanoName=wood,dc=x", List.of(new Modification(ModificationType.ADD, "zarafaName", "tree"), new Modification(ModificationType.DELETE, "description")), false)));
  }

  private static ExchangeEntry exchange() {
    return new ExchangeEntry(LIST, List.of(new ValueChange("objectClass", List.of(Bytes.of("zarafa-addresslist")), List.of(Bytes.of("kopano-addresslist"))),
        new ValueChange("zarafaFilter", List.of(Bytes.of("(cn=*)")), List.of()), new ValueChange("kopanoFilter", List.of(), List.of(Bytes.of("(cn=*)")))));
  }

  private static World keeping() {
    return new World(MemoryMachine.named("mail1"), Optional.of(world().directory().keepingClasses()), new MemoryDatabase());
  }

  private static RenameEntry renamed() {
    ValueChange going = new ValueChange("zarafaName", List.of(Bytes.of("tree")), List.of());
    ValueChange coming = new ValueChange("kopanoName", List.of(), List.of(Bytes.of("wood")));
    ValueChange described = new ValueChange("description", List.of(Bytes.of("old")), List.of(Bytes.of("new")));
    return new RenameEntry("zarafaName=tree,dc=x", "kopanoName=wood", List.of(going, coming, described));
  }

  private static ModifyEntry transplant(String dn, String account) {
    return new ModifyEntry(
        dn,
        List.of(
            new ValueChange("objectClass", List.of(Bytes.of("zarafa-user")), List.of(Bytes.of("kopano-user"))),
            new ValueChange("zarafaAccount", List.of(Bytes.of(account)), List.of()),
            new ValueChange("kopanoAccount", List.of(), List.of(Bytes.of(account)))));
  }

  private static World world() {
    MemoryDirectory directory = MemoryDirectory.of("dc=x");
    directory.add(entry(ANNA, "objectClass: top", "objectClass: zarafa-user", "uid: anna", "zarafaAccount: 1", "mail: a", "mail: b"), false);
    directory.add(entry(ODD, "objectClass: top", "objectClass: zarafa-user", "cn: a, \"b\" <c>", "zarafaAccount: 0"), false);
    directory.add(entry(LIST, "objectClass: top", "objectClass: zarafa-addresslist", "cn: list", "cn: a list", "description: stays", "zarafaFilter: (cn=*)"), false);
    directory.add(entry("zarafaName=tree,dc=x", "objectClass: top", "zarafaName: tree", "description: old"), false);
    directory.add(entry("cn=leaf,zarafaName=tree,dc=x", "objectClass: top", "cn: leaf"), false);
    return new World(MemoryMachine.named("mail1"), Optional.of(directory), new MemoryDatabase());
  }

  private static Entry entry(String dn, String... lines) {
    List<String> ldif = new ArrayList<>(List.of("dn: " + dn));
    ldif.addAll(List.of(lines));
    try {
      return new Entry(ldif.toArray(String[]::new));
    } catch (com.unboundid.ldif.LDIFException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void replace(World world, String dn, String attribute, String value) {
    world.directory().modify(dn, List.of(new Modification(ModificationType.REPLACE, attribute, value)), false);
  }

  @Test
  void isTheSameTextAsItsJsonWhateverItsValuesHold() throws Exception {
    List<Bytes> odd = List.of(Bytes.of("\"quoted\" \\ back"), Bytes.of("line\nfeed\ttab\u0001"), Bytes.of("Gr\u00fc\u00dfe \ud83d\ude00"), Bytes.of(new byte[] {(byte) 0xff, 0, 1}), Bytes.NONE);
    Entries segment = new Entries(List.of(new ModifyEntry(ODD, List.of(new ValueChange("description;lang-de", odd, List.of()), new ValueChange("cn", List.of(), odd))), exchange(), renamed()), true, 3);
    assertEquals(segment.toJson(), new JSONObject(segment.text()));
    assertEquals(segment, ChangeKinds.read(new JSONObject(segment.text())));
  }

  @Test
  void undoKeepsWhatSomebodyElseAdded() throws Exception {
    World world = world();
    Entries change = Entries.of(List.of(transplant(ANNA, "1")));
    change.perform(world.estate(), new MemorySide());
    world.directory().modify(ANNA, List.of(new Modification(ModificationType.ADD, "mail", "new")), false);
    assertTrue(change.revert(world.estate(), new MemorySide()).nothing());
    Entry entry = world.directory().entry(ANNA).orElseThrow();
    assertEquals("1", entry.getAttributeValue("zarafaAccount"));
    assertTrue(entry.hasAttributeValue("mail", "new"));
  }

  @Test
  void undoLeavesAValueThatSomebodyElseChangedAndSaysSo() throws Exception {
    World world = world();
    Entries change = Entries.of(List.of(transplant(ANNA, "1")));
    change.perform(world.estate(), new MemorySide());
    replace(world, ANNA, "kopanoAccount", "2");
    Left left = change.revert(world.estate(), new MemorySide());
    assertTrue(left.items().get(0).contains("kopanoAccount"), left::toString);
    Entry entry = world.directory().entry(ANNA).orElseThrow();
    assertEquals("1", entry.getAttributeValue("zarafaAccount"));
    assertEquals("2", entry.getAttributeValue("kopanoAccount"));
    assertFalse(entry.hasAttributeValue("objectClass", "kopano-user"));
  }

  @Test
  void saysTheServersWordsWhereItRefuses() throws Exception {
    World world = world();
    DeleteEntry tree = new DeleteEntry(world.directory().entry("zarafaName=tree,dc=x").orElseThrow());
    Left left = Entries.of(List.of(tree, transplant(ANNA, "1"))).perform(world.estate(), new MemorySide());
    assertTrue(left.items().get(0).contains("(66 not allowed on non-leaf)"), left::toString);
    assertEquals(1, left.items().size());
    assertEquals("1", world.directory().entry(ANNA).orElseThrow().getAttributeValue("kopanoAccount"));
  }

  @Test
  void makesNoEntryAnewThatHasOthersBelow() throws Exception {
    World world = keeping();
    world.directory().add(entry("cn=below," + LIST, "objectClass: top", "cn: below"), false);
    SortedMap<String, String> before = world.directory().dump();
    Left left = Entries.of(List.of(exchange())).perform(world.estate(), new MemorySide());
    assertTrue(left.items().get(0).contains(LIST + ": left alone, since the directory refuses to change objectClass") && left.items().get(0).contains("(66 "), left::toString);
    assertEquals(before, world.directory().dump());
  }

  @Test
  void refusesAnEntryAndItsAncestorInOneSegment() {
    assertThrows(IllegalArgumentException.class, () -> Entries.of(List.of(transplant("ou=A,dc=x", "1"), transplant("uid=b, OU=a, dc=x", "1"))));
  }

  @Test
  void doesNotTakeBackWhatItLeftAlone() throws Exception {
    World world = world();
    replace(world, ANNA, "zarafaAccount", "7");
    world.directory().modify(ANNA, List.of(new Modification(ModificationType.ADD, "kopanoAccount", "1")), false);
    String theirs = world.directory().entry(ANNA).orElseThrow().toLDIFString();
    Entries change = Entries.of(List.of(transplant(ANNA, "1"), transplant(ODD, "0")));
    MemorySide side = new MemorySide();
    Left left = change.perform(world.estate(), side);
    assertEquals(1, left.items().size(), left.items()::toString);
    assertEquals(theirs, world.directory().entry(ANNA).orElseThrow().toLDIFString());
    side.leave(left);
    assertTrue(change.revert(world.estate(), side).nothing());
    assertEquals(theirs, world.directory().entry(ANNA).orElseThrow().toLDIFString());
    assertEquals(Seen.BEFORE, transplant(ODD, "0").look(world.directory()));
  }
}
