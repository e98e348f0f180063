package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.TrekException;

class IdentityCheckTest {

  private static final String USER = "objectClass: posixAccount\nobjectClass: kopano-user\n";
  private static final List<String> PEOPLE = List.of(
      "dn: dc=x\nobjectClass: domain\ndc: x",
      "dn: uid=ann,dc=x\n" + USER + "uid: ann\nuidNumber: 100\ncn: Ann",
      "dn: uid=bob,dc=x\n" + USER + "uid: bob\nuidNumber: 101\ncn: Bob",
      "dn: cn=staff,dc=x\nobjectClass: posixGroup\ncn: staff\ngidNumber: 100");
  private static final Map<String, String> SETTINGS = Map.of("ldap_search_base", "dc=x", "ldap_user_type_attribute_value", "posixAccount",
      "ldap_user_unique_attribute", "uidNumber", "ldap_group_type_attribute_value", "posixGroup", "ldap_group_unique_attribute", "gidNumber",
      "ldap_loginname_attribute", "uid");

  @Test
  void findsEverybodyWhereNothingChanged() throws Exception {
    Identity found = compare(SETTINGS);

    assertTrue(found.safe());
    assertEquals(3, found.kept());
    assertEquals(List.of(), found.created());
  }

  @Test
  void namesWhomAnotherUniqueAttributeWouldDeleteAndMakeAgain() throws Exception {
    Identity found = compare(with("ldap_user_unique_attribute", "uid"));

    assertEquals("[ann (100), bob (101)]", found.deleted().toString());
    assertEquals("[ann (ann), bob (bob)]", found.created().toString());
    assertEquals(2, found.orphaned().size());
    assertEquals(2, found.doubled().size());
  }

  @Test
  void namesWhomAWrongTypeValueWouldDelete() throws Exception {
    assertEquals(2, compare(with("ldap_user_type_attribute_value", "zarafa-user")).deleted().size());
    assertTrue(compare(with("ldap_user_type_attribute_value", "posixAccount, kopano-user")).safe());
  }

  @Test
  void readsTheSearchFilterOfTheSettings() throws Exception {
    assertEquals("[bob (101)]", compare(with("ldap_user_search_filter", "(uid=ann)")).deleted().toString());
    assertThrows(TrekException.class, () -> compare(with("ldap_user_search_filter", "(uid=ann")));
  }

  @Test
  void looksOnlyBelowTheSearchBase() throws Exception {
    assertEquals(3, compare(with("ldap_search_base", "ou=none,dc=x")).deleted().size());
  }

  @Test
  void keepsUsersAndGroupsOfTheSameNumberApart() throws Exception {
    assertEquals("[GROUP]", compare(with("ldap_group_search_filter", "(cn=none)")).deleted().stream().map(Identity.Item::kind).toList().toString());
  }

  @Test
  void saysWhoSharesAnIdWithWhom() throws Exception {
    Identity found = new IdentityCheck(PluginSettings.of(SETTINGS, false)).compare(
        new ListedDirectory(List.of("dn: uid=ann,dc=x\n" + USER + "uid: ann\nuidNumber: 100", "dn: uid=eve,dc=x\n" + USER + "uid: eve\nuidNumber: 100")),
        new ListedDatabase(List.of(), List.of()));

    assertEquals(List.of("uid=eve,dc=x and uid=ann,dc=x have the same uidNumber 100"), found.unclear());
  }

  @Test
  void guardRefusesWithNamesAndWhatToTypeNext() throws Exception {
    PluginSettings wrong = PluginSettings.of(with("ldap_user_unique_attribute", "uid"), false);
    IdentityGuard guard = new IdentityGuard("mail1", view -> wrong);

    TrekException refusal = assertThrows(TrekException.class, () -> guard.check(new TwoPortView(new ListedDirectory(PEOPLE), database())));

    assertEquals(TrekException.Kind.REFUSED, refusal.kind());
    assertEquals("the server would delete 2 of 3 users and groups (ann (100), bob (101)) and orphan 2 stores, and 2 of them would get a new, empty store",
        refusal.what());
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> changed = new TreeMap<>(SETTINGS);
    changed.put(name, value);
    return changed;
  }

  private static Identity compare(Map<String, String> settings) throws Exception {
    return new IdentityCheck(PluginSettings.of(settings, false)).compare(new ListedDirectory(PEOPLE), database());
  }

  private static DatabaseView database() {
    return new ListedDatabase(
        List.of(row(1, "", 0x30002), row(2, "", 0x10001), row(3, "100", 0x10001), row(4, "101", 0x10002), row(5, "100", 0x30002), row(6, "x", 0x40001)),
        List.of(new DatabaseView.StoreRow(1, 3, 0, "ann", "aa"), new DatabaseView.StoreRow(2, 4, 0, "bob", "bb")));
  }

  private static DatabaseView.UserRow row(long id, String externalId, int objectClass) {
    return new DatabaseView.UserRow(id, externalId.getBytes(StandardCharsets.UTF_8), objectClass, 0);
  }
}
