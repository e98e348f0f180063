package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailtrek.directory.MovedAttribute;
import org.mailtrek.directory.MovedClass;
import org.mailtrek.directory.SchemaMap;
import org.mailtrek.host.fault.MemoryDatabase;

class CensusTest {

  private static final List<String> PEOPLE = List.of(
      "dn: uid=Ann,dc=x\nobjectClass: person\nobjectClass: zarafa-user\nuid: ann\nzarafaAliases: anna@x\nzarafaSendAsPrivilege: bob\nzarafaAdmin: 1\nzarafaQuotaHard: 10",
      "dn: cn=staff,dc=x\nobjectClass: posixGroup\nobjectClass: zarafa-group\ncn: staff\nmemberUid: ann\nmemberUid: bob",
      "dn: uid=nobody,dc=x\nobjectClass: person\nuid: nobody");

  private static MemoryDatabase database() {
    MemoryDatabase database = new MemoryDatabase();
    database.user(2, "100", 0x10001);
    database.user(3, "x\u00e9", 0x30002);
    database.store(7, 2, "ann");
    database.message(1000, "hello");
    return database;
  }

  private static Census census(List<String> people) throws Exception {
    return Census.of(new TwoPortView(new ListedDirectory(people), database()), "mail1");
  }

  private static List<String> renamed() {
    List<String> all = new ArrayList<>();
    for (String each : PEOPLE) {
      String text = each;
      for (MovedClass moved : SchemaMap.standard().classes()) {
        text = text.replaceAll("(?im)^objectClass: " + moved.oldName() + "$", "objectClass: " + moved.newName());
      }
      for (MovedAttribute moved : SchemaMap.standard().attributes()) {
        text = text.replaceAll("(?im)^" + moved.oldName() + ":", moved.newName() + ":");
      }
      all.add(text);
    }
    return all;
  }

  @Test
  void namesPeopleMembershipsRightsAndStores() throws Exception {
    Census found = census(PEOPLE);
    assertEquals("[uid=ann,dc=x -> bob]", found.names().get("directory: send-as rights").toString());
    assertEquals("[uid=ann,dc=x -> anna@x]", found.names().get("directory: aliases").toString());
    assertEquals(2, found.counts().get("directory: memberships"));
    assertEquals("[uid=ann,dc=x]", found.names().get("directory: user").toString());
    assertEquals("[2 = 100]", found.names().get("database: users").toString());
    assertEquals("[3 = x\\xc3\\xa9]", found.names().get("database: groups").toString());
    assertEquals("{ann 2=1}", found.amounts().get("database: messages").toString());
    assertEquals(1, found.counts().get("database: messages"));
    assertEquals("{acl=0, hierarchy=1, outgoingqueue=0, receivefolder=0, singleinstances=0}", found.amounts().get("database: rows").toString());
    assertFalse(found.names().containsKey("database: orphaned stores"));
    assertFalse(found.toJson().toString().contains("nobody"));
  }

  @Test
  void isTheSameUnderBothSchemas() throws Exception {
    List<String> renamed = renamed();
    assertTrue(renamed.get(0).contains("kopano") && !renamed.get(0).contains("zarafa"), renamed.get(0));
    assertEquals(List.of(), census(PEOPLE).differences(census(renamed)));
  }

  @Test
  void saysByNameWhatIsGoneAndWhatIsNew() throws Exception {
    List<String> later = new ArrayList<>(renamed());
    later.set(0, later.get(0).replace("anna@x", "a@x"));
    assertEquals(
        List.of("directory: aliases: gone: uid=ann,dc=x -> anna@x", "directory: aliases: new: uid=ann,dc=x -> a@x"),
        census(PEOPLE).differences(census(later)));
  }

  private static Census census(MemoryDatabase database) throws Exception {
    return Census.of(new TwoPortView(new ListedDirectory(PEOPLE), database), "mail1");
  }

  @Test
  void namesStoresOfNobodyAndPeopleWithoutAStore() throws Exception {
    MemoryDatabase database = database();
    database.user(8, "800", 0x10001);
    database.store(9, 77, "gone");
    Census found = census(database);
    assertEquals("[8 = 800]", found.names().get("database: users without a store").toString());
    assertEquals("[gone 000009]", found.names().get("database: orphaned stores").toString());
    assertEquals(
        List.of("database: orphaned stores: new: gone 000009", "database: stores: new: gone 000009", "database: users: new: 8 = 800",
            "database: users without a store: new: 8 = 800"),
        census(database()).differences(found));
  }

  @Test
  void mailThatArrivedIsNoLossAndMailThatIsGoneIs() throws Exception {
    MemoryDatabase more = database();
    more.message(1001, "later");
    more.attachment(5);
    assertEquals(List.of(), census(database()).differencesButMore(census(more)));
    assertTrue(census(database()).differences(census(more)).contains("database: messages: ann 2: 2, and was 1"));
    assertTrue(census(more).differencesButMore(census(database())).contains("database: messages: ann 2: 1, and was 2"));
    assertTrue(census(more).differencesButMore(census(database())).contains("database: contents: property 0x3701: 0, and was 1"));
  }

  @Test
  void aStopSignThatIsNewAfterwardsIsNamed() throws Exception {
    MemoryDatabase mended = database();
    MemoryDatabase worse = database();
    worse.stopSign("table x is in MyISAM");
    assertEquals(List.of("database: stop signs: new: table x is in MyISAM"), census(mended).differencesButMore(census(worse)));
    assertEquals(List.of(), census(worse).differencesButMore(census(mended)));
  }

  @Test
  void isReadBackFromItsFile() throws Exception {
    Census found = census(PEOPLE);
    assertEquals(found, Census.read(new JSONObject(found.toJson().toSingleLineString())));
  }
}
