package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryPlannerTest {

  @Test
  void exchangesClassAndAttributesInOneModify() throws Exception {
    Entry user = entry("dn: uid=a,dc=x", "objectClass: person", "objectClass: Zarafa-User", "ZARAFAACCOUNT: 1", "zarafaAliases;lang-nl: a@x",
        "zarafaAliases:: IGJsYW5rIA==", "description: zarafaAccount: 1");

    Entry after = applied(user, Policy.DEFAULT);

    assertEquals(entry("dn: uid=a,dc=x", "objectClass: person", "objectClass: kopano-user", "kopanoAccount: 1", "kopanoAliases;lang-nl: a@x",
        "kopanoAliases:: IGJsYW5rIA==", "description: zarafaAccount: 1"), after);
  }

  @Test
  void deletesTheExactOldValues() throws Exception {
    EntryPlan plan = plan(Policy.DEFAULT, "dn: uid=a,dc=x", "objectClass: Zarafa-User", "zarafaQuotaWarn: 007");

    Modification first = plan.modifications().get(0);
    assertEquals(ModificationType.DELETE, first.getModificationType());
    assertEquals("Zarafa-User", first.getValues()[0]);
    assertEquals("007", plan.modifications().get(1).getValues()[0]);
    assertFalse(plan.relaxed());
  }

  @Test
  void leavesACleanEntryAlone() throws Exception {
    assertTrue(plan(Policy.DEFAULT, "dn: cn=l,dc=x", "objectClass: kopano-addresslist", "kopanoFilter: (cn=zarafa-user)").nothing());
  }

  @Test
  void mendsAFilterThatWasMovedWithOldNames() throws Exception {
    Entry after = applied(entry("dn: cn=l,dc=x", "objectClass: kopano-addresslist", "kopanoFilter: (objectClass=zarafa-user)"), Policy.DEFAULT);

    assertEquals("(objectClass=kopano-user)", after.getAttributeValue("kopanoFilter"));
  }

  @Test
  void unitesSeveralValuesAsTheServerComparesThem() throws Exception {
    Entry after = applied(entry("dn: uid=a,dc=x", "objectClass: kopano-user", "objectClass: zarafa-user", "zarafaAliases: A@x", "zarafaAliases: b@x",
        "kopanoAliases: a@X"), Policy.DEFAULT);

    assertEquals(entry("dn: uid=a,dc=x", "objectClass: kopano-user", "kopanoAliases: a@X", "kopanoAliases: b@x"), after);
  }

  @Test
  void namesEntryAttributeAndBothValuesOfAConflict() throws Exception {
    String[] lines = {"dn: uid=a,dc=x", "objectClass: zarafa-user", "zarafaUserServer: one", "kopanoUserServer: two"};

    Conflict conflict = plan(Policy.DEFAULT, lines).conflicts().get(0);

    assertEquals("uid=a,dc=x: zarafaUserServer: old one, new two", conflict.toString());
    assertEquals("two", applied(entry(lines), policy(Policy.OnConflict.NEW)).getAttributeValue("kopanoUserServer"));
    assertEquals("one", applied(entry(lines), policy(Policy.OnConflict.OLD)).getAttributeValue("kopanoUserServer"));
  }

  @Test
  void takesEqualValuesForNoConflict() throws Exception {
    EntryPlan plan = plan(Policy.DEFAULT, "dn: uid=a,dc=x", "objectClass: zarafa-user", "zarafaQuotaWarn: 07", "kopanoQuotaWarn: 7");

    assertEquals(List.of(), plan.conflicts());
  }

  @Test
  void flagsAStructuralClass() throws Exception {
    EntryPlan plan = plan(Policy.DEFAULT, "dn: cn=l,dc=x", "objectClass: top", "objectClass: zarafa-addresslist", "zarafaFilter: (zarafaAccount=1)");

    assertTrue(plan.relaxed());
  }

  @Test
  void renamesAnEntryWhoseNameUsesAMovedAttribute() throws Exception {
    EntryPlan plan = plan(Policy.DEFAULT, "dn: zarafaHttpPort=236,ou=a\\,b,dc=x", "objectClass: device", "objectClass: zarafa-server",
        "zarafaHttpPort: 236", "zarafaSslPort: 237");

    EntryPlan.Renaming renaming = plan.renaming().orElseThrow();
    assertEquals("kopanoHttpPort=236", renaming.newRdn());
    assertEquals("kopanoHttpPort=236,ou=a\\,b,dc=x", renaming.newDn());
    assertTrue(plan.modifications().stream().allMatch(each -> each.getModificationType() == ModificationType.ADD));
    assertTrue(renaming.afterwards().stream().allMatch(each -> each.getModificationType() == ModificationType.DELETE));
    assertEquals(3, renaming.afterwards().size());
  }

  @Test
  void leavesANameToPeopleWhenItsNewValueDiffers() throws Exception {
    EntryPlan plan = plan(policy(Policy.OnConflict.NEW), "dn: zarafaHttpPort=236,dc=x", "objectClass: zarafa-server", "zarafaHttpPort: 236",
        "kopanoHttpPort: 999");

    assertTrue(plan.nothing());
    assertFalse(plan.conflicts().get(0).settledByPolicy());
  }

  @Test
  void mendsReferencesToRenamedEntries() throws Exception {
    Entry group = entry("dn: cn=g,dc=x", "objectClass: groupOfNames", "member: zarafaHttpPort=236,dc=x", "member: cn=zarafa,dc=x",
        "description: zarafaHttpPort=236,dc=x");
    Entry after = group.duplicate();
    EntryPlan plan = new EntryPlanner(SchemaMap.standard(), Policy.DEFAULT, true).plan(group);

    after = Entry.applyModifications(after, false, plan.modifications());

    assertEquals(entry("dn: cn=g,dc=x", "objectClass: groupOfNames", "member: kopanoHttpPort=236,dc=x", "member: cn=zarafa,dc=x",
        "description: zarafaHttpPort=236,dc=x"), after);
  }

  @Test
  void keepsTheOldNamesBesideTheNewOnes() throws Exception {
    Policy keep = new Policy(Policy.OnConflict.STOP, Policy.Mode.KEEP_OLD);
    Entry user = entry("dn: uid=a,dc=x", "objectClass: zarafa-user", "zarafaAliases: a@x");

    Entry both = applied(user, keep);

    assertEquals(entry("dn: uid=a,dc=x", "objectClass: zarafa-user", "objectClass: kopano-user", "zarafaAliases: a@x", "kopanoAliases: a@x"), both);
    assertTrue(new EntryPlanner(SchemaMap.standard(), keep, false).plan(both).nothing());
    assertEquals(applied(user, Policy.DEFAULT), applied(both, new Policy(Policy.OnConflict.STOP, Policy.Mode.PRUNE)));
  }

  @Test
  void stopsThePruningWhereAnOldValueIsNotUnderTheNewName() throws Exception {
    String[] lines = {"dn: uid=a,dc=x", "objectClass: zarafa-user", "objectClass: kopano-user", "zarafaAliases: a@x", "zarafaAliases: b@x",
        "kopanoAliases: a@x"};

    assertEquals(1, plan(new Policy(Policy.OnConflict.STOP, Policy.Mode.PRUNE), lines).conflicts().size());
  }

  @Test
  void leavesStructuralEntriesWhereOldNamesStay() throws Exception {
    EntryPlan plan = plan(new Policy(Policy.OnConflict.STOP, Policy.Mode.KEEP_OLD), "dn: cn=l,dc=x", "objectClass: zarafa-addresslist", "zarafaHidden: 1");

    assertTrue(plan.nothing());
    assertEquals(1, plan.notes().size());
  }

  private static Policy policy(Policy.OnConflict conflicts) {
    return new Policy(conflicts, Policy.Mode.MOVE);
  }

  private static Entry entry(String... lines) throws Exception {
    return new Entry(lines);
  }

  private static EntryPlan plan(Policy policy, String... lines) throws Exception {
    return new EntryPlanner(SchemaMap.standard(), policy, false).plan(new Entry(lines));
  }

  private static Entry applied(Entry entry, Policy policy) throws Exception {
    return Entry.applyModifications(entry, false, new EntryPlanner(SchemaMap.standard(), policy, false).plan(entry).modifications());
  }
}
