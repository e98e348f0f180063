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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.LdapDirectory;
import org.mailtrek.host.LdapLimits;
import org.mailtrek.host.LdapLogin;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.LabSlapdOptions;
import org.mailtrek.lab.RequiresLab;

/**
 * The seventeen ways in which the documented online script fails, each on a real slapd: what it does to an entry, and what ours makes of the same
 * entry. The script is run once as mended as it must be to do anything, and ours on the same directory after it.
 */
@RequiresLab({"slapd", "ldapsearch", "ldapmodify", "bash"})
class DocumentedOnlineFaultsTest {

  private static final Policy NEW_WINS = new Policy(Policy.OnConflict.NEW, Policy.Mode.MOVE);

  @TempDir
  static Path folder;

  private static LabSlapd slapd;
  private static DirectoryEstate estate;
  private static DocumentedWay.Ended script;
  private static Map<String, Entry> byScript;
  private static Map<String, Entry> byUs;
  private static List<Change> changes;

  @BeforeAll
  static void moveTheSameDirectoryBothWays() throws Exception {
    System.out.println("the documented script: " + DocumentedWay.source());
    slapd = LabSlapd.start();
    estate = new DirectoryEstate(LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), LdapLimits.DEFAULT));
    Path loaded = Files.writeString(folder.resolve("entries.ldif"), String.join("\n", FaultyEntries.all()));
    slapd.load(loaded); // only so do classes keep their spelling
    Files.writeString(folder.resolve("moved.ldif.step1_objectclass_extend"), "dn: " + FaultyEntries.VICTIM + "\nchangetype: delete\n\n");
    script = DocumentedWay.run(folder, DocumentedWay.mended(), settings(slapd, slapd.root()));
    byScript = entries();
    clear();
    slapd.load(loaded);
    List<String> left = new ArrayList<>();
    changes = estate.apply(DirectorySteps.transplant(NEW_WINS), left);
    assertEquals(List.of(), left);
    byUs = entries();
  }

  @AfterAll
  static void stop() {
    if (slapd != null) {
      estate.close();
      slapd.close();
    }
  }

  @Test
  void theOptionForTheHostIsGone() throws Exception {
    DocumentedWay.Ended ended = DocumentedWay.run(folder, "ldapmodify -h \"$LDAP_HOST\" -D \"$LDAP_USER\" -w \"$LDAP_PASSWORD\" </dev/null\n",
        settings(slapd, slapd.root()));

    assertNotEquals(0, ended.code(), ended.said());
    movedByUs(FaultyEntries.PLAIN);
  }

  @Test
  void anonymousSearchesFindNothingAndThatPassesForSuccess() throws Exception {
    LabSlapdOptions closed = LabSlapdOptions.DEFAULT.withAccess("to * by users read by * auth");
    try (LabSlapd strict = LabSlapd.start(closed);
        DirectoryEstate nobody = new DirectoryEstate(LdapDirectory.open(strict.address(), Optional.empty(), LdapLimits.DEFAULT))) {
      strict.add(FaultyEntries.all().get(0));
      Path own = Files.createDirectory(folder.resolve("closed"));
      Map<String, String> settings = new HashMap<>(settings(strict, strict.root()));
      settings.put("LDAP_LDIF", own.resolve("moved.ldif").toString());

      DocumentedWay.Ended ended = DocumentedWay.run(own, DocumentedWay.configured().replace("ldapmodify -h ", "ldapmodify -H "), settings);

      assertEquals(0, ended.code(), ended.said());
      try (LdapDirectory root = LdapDirectory.open(strict.address(), Optional.of(strict.root()), LdapLimits.DEFAULT)) {
        assertTrue(root.view().entry(FaultyEntries.PLAIN).orElseThrow().hasAttribute("zarafaAccount"));
      }
      assertThrows(TrekException.class, () -> nobody.preview(DirectorySteps.transplant(Policy.DEFAULT)));
    }
  }

  @Test
  void theSizeLimitHidesEntriesAndThatPassesForSuccess() throws Exception {
    String reader = "cn=reader," + LabSlapd.BASE;
    LabSlapdOptions limited = LabSlapdOptions.DEFAULT.withSizeLimit(5).withAccess("to * by dn.exact=\"" + reader + "\" write by * read");
    try (LabSlapd strict = LabSlapd.start(limited)) {
      strict.add("dn: " + reader + "\nobjectClass: person\ncn: reader\nsn: r\nuserPassword: lab-Geheim-43\n");
      for (int user = 0; user < 14; user++) {
        strict.add(FaultyEntries.all().get(0).replace("plain", "plain" + user));
      }
      LdapLogin login = new LdapLogin(reader, Secret.of("lab-Geheim-43"));
      Path own = Files.createDirectory(folder.resolve("limited"));
      Map<String, String> settings = new HashMap<>(settings(strict, login));
      settings.putAll(Map.of("LDAP_PASSWORD", "lab-Geheim-43", "LDAP_LDIF", own.resolve("moved.ldif").toString()));

      DocumentedWay.Ended ended = DocumentedWay.run(own, DocumentedWay.mended(), settings);

      assertEquals(0, ended.code(), ended.said());
      assertTrue(ended.said().contains("Size limit exceeded"), ended.said());
      try (LdapDirectory root = LdapDirectory.open(strict.address(), Optional.of(strict.root()), LdapLimits.DEFAULT);
          DirectoryEstate ours = new DirectoryEstate(LdapDirectory.open(strict.address(), Optional.of(login), LdapLimits.DEFAULT))) {
        assertTrue(entries(root).values().stream().anyMatch(each -> each.hasAttribute("zarafaAccount")));
        assertThrows(TrekException.class, () -> ours.preview(DirectorySteps.transplant(Policy.DEFAULT)));
      }
    }
  }

  @Test
  void theFirstRefusalStopsEverythingBehindIt() throws Exception {
    String two = "dn: cn=nobody," + LabSlapd.BASE + "\nchangetype: delete\n\ndn: " + LabSlapd.BASE + "\nchangetype: modify\nadd: description\ndescription: second\n";
    DocumentedWay.Ended ended = DocumentedWay.run(folder, "ldapmodify -H \"$LDAP_HOST\" -x -D \"$LDAP_USER\" -w \"$LDAP_PASSWORD\" -f "
        + Files.writeString(folder.resolve("two.ldif"), two) + "\n", settings(slapd, slapd.root()));

    assertNotEquals(0, ended.code());
    assertFalse(estate.view().directory().entry(LabSlapd.BASE).orElseThrow().hasAttribute("description"));
    slapd.add("dn: ou=two,dc=example,dc=com\nobjectClass: organizationalUnit\nou: two\n\n"
        + String.join("\n", Stream.of("a", "b").map(each -> FaultyEntries.all().get(0).replace("uid=plain,", "uid=" + each + ",ou=two,").replace("uid: plain", "uid: " + each)).toList()));
    List<Change> planned = estate.preview(DirectorySteps.transplant(NEW_WINS));
    estate.directory().modify("uid=a,ou=two,dc=example,dc=com", List.of(new Modification(ModificationType.REPLACE, "zarafaAliases", "mine")), false);
    List<String> left = new ArrayList<>();
    for (Change each : planned) {
      left.addAll(each.perform(estate, estate).items());
    }
    assertEquals(1, left.size(), left.toString());
    assertTrue(left.get(0).contains("uid=a,ou=two"), left.get(0));
    assertTrue(estate.view().directory().entry("uid=b,ou=two,dc=example,dc=com").orElseThrow().hasAttributeValue("kopanoAccount", "1"));
  }

  @Test
  void severalValuesMakeARecordThatIsDropped() throws Exception {
    leftByScript(FaultyEntries.SEVERAL);
    movedByUs(FaultyEntries.SEVERAL);
    assertEquals(2, byUs.get(MovedValues.normal(FaultyEntries.SEVERAL)).getAttributeValues("kopanoAliases").length);
  }

  @Test
  void encodedValuesOptionsAndBinaryNeverMove() throws Exception {
    for (String each : List.of(FaultyEntries.ENCODED, FaultyEntries.OPTION, FaultyEntries.BLANK, FaultyEntries.BINARY)) {
      leftByScript(each);
      movedByUs(each);
    }
    assertEquals("\u00e4\u00f6\u00fc@example.com", byUs.get(MovedValues.normal(FaultyEntries.ENCODED)).getAttributeValue("kopanoAliases"));
    assertEquals("nl@example.com", byUs.get(MovedValues.normal(FaultyEntries.OPTION)).getAttributeValue("kopanoAliases;lang-nl"));
    assertEquals("trailing ", byUs.get(MovedValues.normal(FaultyEntries.BLANK)).getAttributeValue("kopanoAliases"));
    assertEquals(List.of((byte) 0, (byte) 0xff, (byte) 10, (byte) 13, (byte) 1), bytes(byUs.get(MovedValues.normal(FaultyEntries.BINARY)).getAttributeValueBytes("kopanoId")));
  }

  @Test
  void encodedAndEscapedNamesAreSkipped() throws Exception {
    leftByScript(FaultyEntries.UMLAUT);
    leftByScript(FaultyEntries.COMMA);
    movedByUs(FaultyEntries.UMLAUT);
    movedByUs(FaultyEntries.COMMA);
  }

  @Test
  void aClassThatIsThereAlreadyIsAnError() throws Exception {
    assertTrue(script.said().contains("objectClass: value #0 already exists"), script.said());
    movedByUs(FaultyEntries.CLASSED);
  }

  @Test
  void oldAndNewValuesSideBySideAreAnError() throws Exception {
    leftByScript(FaultyEntries.EQUAL);
    leftByScript(FaultyEntries.UNITED);
    leftByScript(FaultyEntries.DISAGREES);
    movedByUs(FaultyEntries.EQUAL);
    movedByUs(FaultyEntries.UNITED);
    assertEquals(2, byUs.get(MovedValues.normal(FaultyEntries.UNITED)).getAttributeValues("kopanoAliases").length);
    assertEquals("two", byUs.get(MovedValues.normal(FaultyEntries.DISAGREES)).getAttributeValue("kopanoUserServer"));
  }

  @Test
  void aClassInAnotherSpellingStays() throws Exception {
    leftByScript(FaultyEntries.SPELLED);
    movedByUs(FaultyEntries.SPELLED);
  }

  @Test
  void structuralClassesAreNeverMoved() throws Exception {
    leftByScript(FaultyEntries.LIST);
    leftByScript(FaultyEntries.GROUP);
    movedByUs(FaultyEntries.LIST);
    movedByUs(FaultyEntries.GROUP);
    Entry list = estate.view().directory().entry(FaultyEntries.LIST, "structuralObjectClass").orElseThrow();
    assertEquals("kopano-addresslist", list.getAttributeValue("structuralObjectClass"));
  }

  @Test
  void entriesAreLeftBetweenTwoSchemas() throws Exception {
    assertTrue(byScript.values().stream().anyMatch(each -> old(each) && each.toLDIFString().contains("kopano")), "the script leaves nothing half done");
    byUs.values().forEach(each -> assertFalse(old(each), each.getDN()));
  }

  @Test
  void storedFiltersKeepTheOldNames() throws Exception {
    assertTrue(byScript.get(MovedValues.normal(FaultyEntries.LIST)).toLDIFString().contains("(objectClass=zarafa-user)"));
    assertEquals("(&(objectClass=kopano-user)(kopanoAccount=1))", byUs.get(MovedValues.normal(FaultyEntries.LIST)).getAttributeValue("kopanoFilter"));
    assertEquals("(description=zarafa-user)", byUs.get(MovedValues.normal(FaultyEntries.GROUP)).getAttributeValue("kopanoFilter"));
  }

  @Test
  void aClassWithoutAttributesStays() throws Exception {
    leftByScript(FaultyEntries.BARE);
    movedByUs(FaultyEntries.BARE);
  }

  @Test
  void filesOfFixedNamesAreTakenForItsOwn() throws Exception {
    assertTrue(script.said().contains("deleting entry \"" + FaultyEntries.VICTIM) || !byScript.containsKey(FaultyEntries.VICTIM), "a planted file was not run");
    assertFalse(byScript.containsKey(FaultyEntries.VICTIM));
    movedByUs(FaultyEntries.VICTIM);
    Path personal = folder.resolve("moved.ldif.step2_attribute_data");
    assertTrue(Files.readString(personal).contains("plain@example.com") && readByOthers(personal), "the script keeps people's data to itself");
    assertTrue(DocumentedWay.script().contains("-w \"$LDAP_PASSWORD\""), "the script shows its password to everybody");
    showsNoPassword();
  }

  private static void showsNoPassword() throws Exception {
    OwnProcess ours = OwnProcess.on(slapd, Files.createDirectory(folder.resolve("estate")));
    Process running = ours.start("ldap", "transplant", "--plan");
    Set<String> shown = new HashSet<>();
    do {
      shown.add(OwnProcess.shown(running));
    } while (!running.waitFor(10, TimeUnit.MILLISECONDS));
    assertEquals(0, running.exitValue(), ours.said()); // it has signed in
    assertTrue(shown.toString().contains("org.mailtrek.Main"), "nothing was seen of the process");
    assertFalse((shown + ours.said()).contains(LabSlapd.PASSWORD), "the password is shown to everybody");
    try (Stream<Path> all = Files.walk(ours.folder())) {
      List<Path> kept = all.filter(each -> Files.isRegularFile(each) && !List.of("out", "estate.yaml").contains(each.getFileName().toString())).toList();
      for (Path each : kept) {
        assertFalse(readByOthers(each), each + " can be read by everybody");
      }
    }
  }

  private static boolean readByOthers(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }

  @Test
  void aMovedAttributeInTheNameIsRefused() throws Exception {
    leftByScript(FaultyEntries.NAMED);
    Entry named = byUs.get(MovedValues.normal(FaultyEntries.NAMED.replace("zarafa", "kopano")));
    assertEquals("2360", named.getAttributeValue("kopanoHttpPort"));
    assertFalse(old(named));
  }

  @Test
  void everyAttributeIsAModifyOfItsOwn() throws Exception {
    long theirs = 0;
    try (Stream<Path> all = Files.list(folder)) {
      for (Path each : all.filter(file -> file.getFileName().toString().startsWith("moved.ldif")).toList()) {
        theirs += Files.readAllLines(each).stream().filter(line -> line.startsWith("changetype:")).count();
      }
    }
    long ours = changes.stream().mapToLong(each -> each.items().count()).sum();
    assertEquals(FaultyEntries.all().size(), ours);
    assertTrue(theirs > 2 * ours, theirs + " modifies of the script, ours " + ours);
  }

  private static void leftByScript(String dn) {
    assertTrue(old(byScript.get(MovedValues.normal(dn))), () -> "the documented way moves " + dn + "\n" + script.said());
  }

  private static void movedByUs(String dn) {
    assertFalse(old(byUs.get(MovedValues.normal(dn))), dn);
  }

  /** Returns whether an entry has old names; what its other values say does not count. */
  private static boolean old(Entry entry) {
    return entry.getAttributes().stream().anyMatch(each -> each.getName().toLowerCase(java.util.Locale.ROOT).startsWith("zarafa"))
        || Stream.of(entry.getObjectClassValues()).anyMatch(each -> each.toLowerCase(java.util.Locale.ROOT).startsWith("zarafa"));
  }

  private static List<Byte> bytes(byte[] value) {
    List<Byte> list = new ArrayList<>();
    for (byte each : value) {
      list.add(each);
    }
    return list;
  }

  private static Map<String, String> settings(LabSlapd server, LdapLogin login) throws IOException {
    Path shared = Path.of(System.getProperty("mailtrek.shared", "../shared"), "data/ldap/zarafa.schema").toAbsolutePath();
    Path schema = Files.isReadable(shared) ? shared : Path.of("src/test/resources/lab/zarafa.schema").toAbsolutePath();
    return Map.of("LDAPURI", server.address().url(), "LDAPBASE", LabSlapd.BASE, "LDAP_HOST", server.address().url(), "LDAP_USER", login.dn(),
        "LDAP_PASSWORD", LabSlapd.PASSWORD, "LDAP_LDIF", folder.resolve("moved.ldif").toString(), "SCHEMA", schema.toString());
  }

  private static Map<String, Entry> entries() throws TrekException {
    Map<String, Entry> all = new java.util.LinkedHashMap<>();
    estate.view().directory().search(LabSlapd.BASE, SearchScope.SUBORDINATE_SUBTREE, Filter.createPresenceFilter("objectClass"), each -> all.put(MovedValues.normal(each.getDN()), each), "*");
    return all;
  }

  private static Map<String, Entry> entries(LdapDirectory directory) throws TrekException {
    Map<String, Entry> all = new HashMap<>();
    directory.view().search(LabSlapd.BASE, SearchScope.SUBORDINATE_SUBTREE, Filter.createPresenceFilter("objectClass"), each -> all.put(MovedValues.normal(each.getDN()), each), "*");
    return all;
  }

  private static void clear() throws TrekException {
    for (String each : byScript.keySet()) {
      assertTrue(estate.directory().delete(each).ok(), each);
    }
  }
}
