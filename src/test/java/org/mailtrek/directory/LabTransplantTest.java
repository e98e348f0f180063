package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.LdapDirectory;
import org.mailtrek.host.LdapLimits;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.LabSlapdOptions;
import org.mailtrek.lab.RequiresLab;

/** The steps on a real slapd, which refuses what the server in memory takes. */
@RequiresLab("slapd")
class LabTransplantTest {

  private static final Policy NEW_WINS = new Policy(Policy.OnConflict.NEW, Policy.Mode.MOVE);

  @TempDir
  Path folder;

  @Test
  void movesAwkwardDirectoriesAndTakesThemBack() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); DirectoryEstate estate = estate(slapd)) {
      for (long seed = 1; seed <= 20; seed++) {
        List<Entry> entries = AwkwardDirectory.entries(seed, 40, true);
        add(slapd, entries);
        SortedMap<String, String> before = found(estate);
        byte[] backup = backup(estate);
        List<String> left = new ArrayList<>();

        List<Change> changes = estate.apply(DirectorySteps.transplant(NEW_WINS), left);

        assertEquals(List.of(), left, "seed " + seed);
        Expected.assertSame(Expected.after(entries, false), found(estate));
        assertEquals(List.of(), estate.preview(DirectorySteps.transplant(NEW_WINS)));
        DirectorySteps.transplant(Transplant.of(NEW_WINS).against(before(backup))).verify(estate.view());
        assertEquals(List.of(), estate.undo(changes), "seed " + seed);
        Expected.assertSame(before, found(estate));
        clear(estate);
      }
    }
  }

  @Test
  void givesWhatTheRewriteOfItsBackupGives() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); DirectoryEstate estate = estate(slapd)) {
      add(slapd, AwkwardDirectory.entries(21, 60, true));
      Path backup = Files.write(folder.resolve("before.ldif"), backup(estate));
      Path rewritten = folder.resolve("after.ldif");

      estate.apply(DirectorySteps.transplant(NEW_WINS), new ArrayList<>());

      assertTrue(new LdifRewrite(SchemaMap.standard(), NEW_WINS).rewrite(backup, rewritten).written());
      List<Entry> offline = new ArrayList<>();
      before(Files.readAllBytes(rewritten)).read(offline::add);
      offline.removeIf(each -> each.getDN().equals(LabSlapd.BASE));
      Expected.assertSame(Expected.found(offline), found(estate));
    }
  }

  @Test
  void writesNothingWhereConflictsAreToStopIt() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); DirectoryEstate estate = estate(slapd)) {
      slapd.add(user("a", "zarafaUserServer: one\nkopanoUserServer: two\nobjectClass: kopano-user"));

      TrekException refusal = assertThrows(TrekException.class, () -> estate.preview(DirectorySteps.transplant(Policy.DEFAULT)));

      assertEquals(TrekException.Kind.REFUSED, refusal.kind());
      assertTrue(refusal.what().contains("uid=a,dc=example,dc=com: zarafaUserServer: old one, new two"), refusal.what());
      assertEquals(1, LdapSurvey.of(estate.view().directory()).conflictCount());
    }
  }

  @Test
  void refusesWhereTheServerLacksTheNewSchema() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT.withSchemas("zarafa")); DirectoryEstate estate = estate(slapd)) {
      TrekException refusal = assertThrows(TrekException.class, () -> estate.preview(DirectorySteps.transplant(Policy.DEFAULT)));

      assertTrue(refusal.what().contains("46 names of the new schema"), refusal.what());
      assertEquals(46, LdapSurvey.of(estate.view().directory()).missing().size());
    }
  }

  @Test
  void refusesWhereALimitOfTheBindHidesEntries() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT.withSizeLimit(5));
        DirectoryEstate anonymous = new DirectoryEstate(LdapDirectory.open(slapd.address(), Optional.empty(), LdapLimits.DEFAULT))) {
      for (int each = 0; each < 9; each++) {
        slapd.add(user("u" + each, "zarafaAccount: 1"));
      }

      assertThrows(TrekException.class, () -> anonymous.preview(DirectorySteps.transplant(Policy.DEFAULT)));
      assertTrue(LdapSurvey.of(anonymous.view().directory()).limit().orElseThrow().contains("size limit"));
    }
  }

  @Test
  void losesNothingThatSomebodyElseWritesMeanwhile() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); DirectoryEstate estate = estate(slapd)) {
      slapd.add(user("a", "zarafaAliases: one") + "\n" + user("b", "zarafaAliases: two"));
      List<Change> planned = estate.preview(DirectorySteps.transplant(Policy.DEFAULT));
      modify(estate, "a", "zarafaAliases", "one", "mine");

      List<String> left = new ArrayList<>(planned.get(0).perform(estate, estate).items());

      assertEquals(1, left.size());
      assertEquals("mine", value(estate, "a", "zarafaAliases"));
      assertEquals("two", value(estate, "b", "kopanoAliases"));
      modify(estate, "b", "description", null, "somebody's");
      estate.undo(planned);
      assertEquals("two", value(estate, "b", "zarafaAliases"));
      assertEquals("somebody's", value(estate, "b", "description"));
    }
  }

  @Test
  void keepsTheOldSchemaBesideTheNewOneUntilItIsPruned() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); DirectoryEstate estate = estate(slapd)) {
      List<Entry> entries = AwkwardDirectory.entries(7, 40, false);
      add(slapd, entries);
      Policy keep = new Policy(Policy.OnConflict.STOP, Policy.Mode.KEEP_OLD);
      List<String> left = new ArrayList<>();

      estate.apply(DirectorySteps.transplant(keep), left);
      DirectorySteps.transplant(keep).verify(estate.view());
      assertEquals(List.of(), estate.preview(DirectorySteps.transplant(keep)));
      estate.apply(DirectorySteps.prune(Policy.OnConflict.NEW), left);

      assertEquals(List.of(), left);
      Expected.assertSame(Expected.after(entries, false), found(estate));
      DirectorySteps.prune(Policy.OnConflict.NEW).verify(estate.view());
    }
  }

  @Test
  void movesOnlyThePartThatIsAskedFor() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); DirectoryEstate estate = estate(slapd)) {
      slapd.add("dn: ou=a,dc=example,dc=com\nobjectClass: organizationalUnit\nou: a\n");
      for (String each : List.of("in,ou=a", "other,ou=a", "out")) {
        slapd.add(user(each, "zarafaAccount: 1").replaceAll("(?m)^(uid|cn): (\\w+).*", "$1: $2"));
      }
      Transplant part = Transplant.of(Policy.DEFAULT).within(Scope.of("OU=A,dc=example,dc=com", "(!(cn=other))"));

      estate.apply(DirectorySteps.transplant(part), new ArrayList<>());

      DirectorySteps.transplant(part).verify(estate.view());
      assertEquals("1", value(estate, "in,ou=a", "kopanoAccount"));
      assertEquals("1", value(estate, "other,ou=a", "zarafaAccount"));
      assertEquals("1", value(estate, "out", "zarafaAccount"));
      assertEquals(TrekException.Kind.USAGE, assertThrows(TrekException.class, () -> Scope.of("", "(broken")).kind());
      Transplant elsewhere = Transplant.of(Policy.DEFAULT).within(Scope.of("dc=org", ""));
      assertEquals(TrekException.Kind.USAGE, assertThrows(TrekException.class, () -> estate.preview(DirectorySteps.transplant(elsewhere))).kind());
    }
  }

  @Test
  void doesNotRenameInAPartOnly() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); DirectoryEstate estate = estate(slapd)) {
      slapd.add("dn: zarafaHttpPort=236,dc=example,dc=com\nobjectClass: device\nobjectClass: zarafa-server\ncn: m\nzarafaHttpPort: 236\n");
      Transplant part = Transplant.of(Policy.DEFAULT).within(Scope.of("", "(cn=m)"));

      TrekException refusal = assertThrows(TrekException.class, () -> estate.preview(DirectorySteps.transplant(part)));

      assertTrue(refusal.what().contains("others that lie elsewhere may name them"), refusal.what());
    }
  }

  /** As on a server that knows no relaxed rules, or does not let us use them. */
  @Test
  void makesListsAnewWhereTheServerExchangesNoClass() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); DirectoryEstate relaxing = estate(slapd)) {
      DirectoryEstate estate = new DirectoryEstate(new Unrelaxed(relaxing.directory()));
      slapd.add(list("l,dc=example,dc=com", "addresslist") + list("g,dc=example,dc=com", "dynamicgroup") + list("above,dc=example,dc=com", "addresslist")
          + list("below,cn=above,dc=example,dc=com", "addresslist"));
      SortedMap<String, String> before = found(estate);
      String number = estate.view().directory().entry("cn=l,dc=example,dc=com", "entryUUID").orElseThrow().getAttributeValue("entryUUID");
      List<String> left = new ArrayList<>();

      List<Change> changes = estate.apply(DirectorySteps.transplant(NEW_WINS), left);

      assertEquals(1, left.size(), left.toString());
      assertTrue(left.get(0).startsWith("cn=above,dc=example,dc=com: left alone") && left.get(0).contains("subordinate objects must be deleted first"), left.get(0));
      for (String each : List.of("cn=l", "cn=g", "cn=below,cn=above")) {
        Entry made = estate.view().directory().entry(each + ",dc=example,dc=com", "entryUUID", "structuralObjectClass").orElseThrow();
        assertEquals("(objectClass=kopano-user)", made.getAttributeValue("kopanoFilter"));
        assertTrue(made.getAttributeValue("structuralObjectClass").startsWith("kopano-"), made::toLDIFString);
        assertNotEquals(number, made.getAttributeValue("entryUUID"), "the entry was not made anew");
        assertEquals(2, made.getAttributeValues("cn").length);
      }
      assertEquals(List.of(), estate.undo(changes));
      Expected.assertSame(before, found(estate));
    }
  }

  private static String list(String rest, String kind) {
    String name = rest.split(",", 2)[0];
    return "dn: cn=" + rest + "\nobjectClass: top\nobjectClass: zarafa-" + kind + "\ncn: " + name + "\ncn: also " + name + "\nzarafaFilter: (objectClass=zarafa-user)\n\n";
  }

  private record Unrelaxed(DirectoryServer server) implements DirectoryServer {

    @Override
    public DirectoryView view() {
      return server.view();
    }

    @Override
    public Answer modify(String dn, List<Modification> modifications, boolean relaxed) throws TrekException {
      return server.modify(dn, modifications, false);
    }

    @Override
    public Answer add(Entry entry, boolean relaxed) throws TrekException {
      return server.add(entry, false);
    }

    @Override
    public Answer delete(String dn) throws TrekException {
      return server.delete(dn);
    }

    @Override
    public Answer rename(String dn, String newRdn, boolean deleteOldRdn) throws TrekException {
      return server.rename(dn, newRdn, deleteOldRdn);
    }

    @Override
    public void close() {
      server.close();
    }
  }

  @Test
  void setsTheSocketOfEveryServer() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); DirectoryEstate estate = estate(slapd)) {
      slapd.add("dn: cn=m,dc=example,dc=com\nobjectClass: device\nobjectClass: zarafa-server\ncn: m\nzarafaFilePath: /var/run/zarafa\n");

      estate.apply(DirectorySteps.transplant(Policy.DEFAULT), new ArrayList<>());
      estate.apply(DirectorySteps.sockets("/var/run/kopano/server.sock"), new ArrayList<>());

      Entry server = estate.view().directory().entry("cn=m,dc=example,dc=com").orElseThrow();
      assertEquals("/var/run/kopano/server.sock", server.getAttributeValue("kopanoFilePath"));
      assertEquals(List.of(), estate.preview(DirectorySteps.sockets("/var/run/kopano/server.sock")));
    }
  }

  @Test
  void verificationNamesEveryKindOfLoss() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); DirectoryEstate estate = estate(slapd)) {
      slapd.add(user("a", "zarafaAliases: one") + "\n" + user("b", "zarafaAliases: two")
          + "\ndn: cn=l,dc=example,dc=com\nobjectClass: top\nobjectClass: zarafa-addresslist\ncn: l\nzarafaFilter: (objectClass=zarafa-user)\n");
      byte[] backup = backup(estate);
      estate.apply(DirectorySteps.transplant(Policy.DEFAULT), new ArrayList<>());
      assertEquals(List.of(), new DirectoryVerification(Policy.DEFAULT).differences(estate.view().directory(), before(backup)));
      modify(estate, "a", "kopanoAliases", "one", "another");
      modify(estate, "b", "objectClass", "kopano-user", "extensibleObject");

      List<String> found = new DirectoryVerification(Policy.DEFAULT).differences(estate.view().directory(), before(backup));

      assertEquals(3, found.size(), found.toString());
      assertTrue(found.get(2).contains("its filter had 2 members, now it has 1"), found.get(2));
    }
  }

  @Test
  void surveysWhatATransplantWouldMeet() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); DirectoryEstate estate = estate(slapd)) {
      add(slapd, AwkwardDirectory.entries(3, 40, true));

      LdapSurvey survey = LdapSurvey.of(estate.view().directory());

      assertEquals(2, survey.renamed().size() + survey.missing().size() + 1);
      assertFalse(survey.structural().isEmpty());
      assertFalse(survey.filters().isEmpty());
      assertTrue(survey.classes().get("zarafa-user") > 10);
      assertEquals(Optional.empty(), survey.limit());
    }
  }

  private static String user(String uid, String lines) {
    return "dn: uid=" + uid + ",dc=example,dc=com\nobjectClass: inetOrgPerson\nobjectClass: zarafa-user\nuid: " + uid + "\ncn: " + uid + "\nsn: x\n" + lines + "\n";
  }

  private static void modify(DirectoryEstate estate, String uid, String attribute, String gone, String come) throws TrekException {
    List<Modification> all = new ArrayList<>();
    if (gone != null) {
      all.add(new Modification(ModificationType.DELETE, attribute, gone));
    }
    all.add(new Modification(ModificationType.ADD, attribute, come));
    assertTrue(estate.directory().modify("uid=" + uid + ",dc=example,dc=com", all, false).ok());
  }

  private static String value(DirectoryEstate estate, String uid, String attribute) throws TrekException {
    return estate.view().directory().entry("uid=" + uid + ",dc=example,dc=com").orElseThrow().getAttributeValue(attribute);
  }

  private static DirectoryEstate estate(LabSlapd slapd) throws TrekException {
    return new DirectoryEstate(LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), LdapLimits.DEFAULT));
  }

  private static void add(LabSlapd slapd, List<Entry> entries) {
    slapd.add(entries.stream().map(Entry::toLDIFString).collect(Collectors.joining("\n")));
  }

  private static byte[] backup(DirectoryEstate estate) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LdifEntries.write(estate.view().directory(), out);
    return out.toByteArray();
  }

  private static DirectoryVerification.Before before(byte[] backup) {
    return new LdifEntries(() -> new ByteArrayInputStream(backup));
  }

  private static List<Entry> all(DirectoryEstate estate) throws TrekException {
    List<Entry> entries = new ArrayList<>();
    DirectoryView view = estate.view().directory();
    view.search(view.base(), SearchScope.SUBORDINATE_SUBTREE, Filter.createPresenceFilter("objectClass"), entries::add, "*");
    return entries;
  }

  private static SortedMap<String, String> found(DirectoryEstate estate) throws TrekException {
    return Expected.found(all(estate));
  }

  private static void clear(DirectoryEstate estate) throws TrekException {
    List<Entry> entries = all(estate);
    for (int at = entries.size() - 1; at >= 0; at--) {
      assertTrue(estate.directory().delete(entries.get(at).getDN()).ok());
    }
  }
}
