package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.LdapDirectory;
import org.mailtrek.host.LdapLimits;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/**
 * The ways in which the documented commands for a stopped directory fail, each with the tools of a real slapd: as they are written, with the
 * redirection mended, with the expressions added that they lack, and ours.
 */
@RequiresLab({"slapd", "slapcat", "slapadd", "bash"})
class DocumentedOfflineFaultsTest {

  private static final String EXPRESSIONS =
      "sed -e 's#^zarafa#kopano#' -e 's#^objectClass: zarafa#objectClass: kopano#' -e 's#^structuralObjectClass: zarafa#structuralObjectClass: kopano#'";

  private static final int NOBODY = 65534;

  @TempDir
  static Path folder;

  private static LabSlapd slapd;
  private static SlapdFiles files;
  private static SortedMap<String, Entry> before;
  private static DocumentedWay.Ended written;
  private static SortedMap<String, Entry> byWritten;
  private static DocumentedWay.Ended redirected;
  private static SortedMap<String, Entry> byRedirected;
  private static SortedMap<String, Entry> byUnchecked;
  private static DocumentedWay.Ended mended;
  private static SortedMap<String, Entry> byMended;
  private static SortedMap<String, Entry> byUs;

  @BeforeAll
  static void moveTheSameDirectoryEveryWay() throws Exception {
    System.out.println("the documented commands: " + DocumentedWay.source());
    slapd = LabSlapd.start();
    files = new SlapdFiles(slapd, folder);
    slapd.load(Files.writeString(folder.resolve("entries.ldif"), String.join("\n", FaultyEntries.all())));
    slapd.stop();
    before = SlapdFiles.entries(files.export());
    String tools = "slapcat() { command slapcat -f \"$OWN\"; }\nslapadd() { command slapadd -f \"$CONF\" \"$@\"; }\nslapindex() { echo indexing; command slapindex -f \"$CONF\"; }\n";
    String rewrite = DocumentedWay.offline().get(0) + "\n";
    String add = DocumentedWay.offline().get(1);
    Path conf = files.beside("written");
    written = files.run(tools + rewrite + add + "\nslapindex\n", conf);
    byWritten = SlapdFiles.entries(files.export(conf));
    conf = files.beside("redirected");
    redirected = files.run(tools + rewrite + add.replace("<<", "-c <") + "\n", conf);
    byRedirected = SlapdFiles.entries(files.export(conf));
    conf = files.beside("unchecked");
    files.run(tools + rewrite + add.replace("<<", "-c -s <") + "\n", conf);
    byUnchecked = SlapdFiles.entries(files.export(conf));
    conf = files.beside("mended");
    mended = files.run(tools + "slapcat | " + EXPRESSIONS + " > zarafa2kopano.ldif\n" + add.replace("<<", "-c <") + "\n", conf);
    byMended = SlapdFiles.entries(files.export(conf));
    byUs = rewritten();
  }

  private static SortedMap<String, Entry> rewritten() throws Exception {
    Path in = Files.write(folder.resolve("in.ldif"), files.export().getBytes(StandardCharsets.ISO_8859_1));
    Policy newWins = new Policy(Policy.OnConflict.NEW, Policy.Mode.MOVE);
    assertTrue(new LdifRewrite(SchemaMap.standard(), newWins).rewrite(in, folder.resolve("out.ldif")).written());
    Path conf = files.beside("ours");
    DocumentedWay.Ended added = files.run("slapadd -q -f \"$CONF\" -l out.ldif\n", conf);
    assertEquals(0, added.code(), added.said());
    return SlapdFiles.entries(files.export(conf));
  }

  @AfterAll
  static void stop() {
    if (slapd != null) {
      slapd.close();
    }
  }

  @Test
  void aHereDocumentEatsTheRestAndTheDatabaseIsEmpty() {
    assertTrue(written.said().contains("here-document"), written.said());
    assertFalse(written.said().contains("indexing"), written.said());
    assertEquals(Map.of(), byWritten);
    assertEquals(before.size(), byUs.size());
  }

  @Test
  void theClassesStayAndTheirEntriesAreLost() {
    assertTrue(redirected.said().contains("(65)"), redirected.said());
    assertFalse(byRedirected.containsKey(FaultyEntries.PLAIN));
    assertTrue(byRedirected.size() < before.size() / 2, byRedirected.size() + " of " + before.size());
    moved(FaultyEntries.PLAIN);
  }

  @Test
  void withoutChecksWhatIsLoadedIsWrongAndNothingSaysSo() {
    Entry plain = byUnchecked.get(FaultyEntries.PLAIN);
    assertTrue(plain.hasAttribute("kopanoAccount") && plain.hasObjectClass("zarafa-user"), plain::toLDIFString);
    byUs.values().forEach(each -> assertFalse(each.hasObjectClass("zarafa-user"), each::toLDIFString));
  }

  @Test
  void theStructuralClassIsNotChanged() {
    assertEquals("zarafa-addresslist", byUnchecked.get(FaultyEntries.LIST).getAttributeValue("structuralObjectClass"));
    assertEquals("kopano-addresslist", byUs.get(FaultyEntries.LIST).getAttributeValue("structuralObjectClass"));
  }

  @Test
  void storedFiltersKeepTheOldNames() {
    assertEquals("(&(objectClass=zarafa-user)(zarafaAccount=1))", byMended.get(FaultyEntries.LIST).getAttributeValue("kopanoFilter"));
    assertEquals("(&(objectClass=kopano-user)(kopanoAccount=1))", byUs.get(FaultyEntries.LIST).getAttributeValue("kopanoFilter"));
    assertEquals("(description=zarafa-user)", byUs.get(FaultyEntries.GROUP).getAttributeValue("kopanoFilter"));
  }

  @Test
  void entriesWithOldAndNewValuesAreLost() {
    assertFalse(byMended.containsKey(FaultyEntries.EQUAL), mended.said());
    assertFalse(byMended.containsKey(FaultyEntries.DISAGREES), mended.said());
    moved(FaultyEntries.EQUAL);
    moved(FaultyEntries.UNITED);
    assertEquals(2, byUs.get(FaultyEntries.UNITED).getAttributeValues("kopanoAliases").length);
    assertEquals("two", byUs.get(FaultyEntries.DISAGREES).getAttributeValue("kopanoUserServer"));
  }

  @Test
  void anEntryNamedByAMovedAttributeIsLost() {
    assertTrue(byMended.keySet().stream().noneMatch(each -> each.contains("httpport")), mended.said());
    Entry named = byUs.get(MovedValues.normal(FaultyEntries.NAMED.replace("zarafa", "kopano")));
    assertEquals("2360", named.getAttributeValue("kopanoHttpPort"));
  }

  @Test
  void aClassInAnotherSpellingIsLost() {
    assertFalse(byMended.containsKey(FaultyEntries.SPELLED), mended.said());
    moved(FaultyEntries.SPELLED);
  }

  @Test
  void entriesKeepTheirChangeNumbersSoThatReplicasSeeNothing() {
    for (Entry each : byMended.values()) {
      assertEquals(before.get(MovedValues.normal(each.getDN())).getAttributeValue("entryCSN"), each.getAttributeValue("entryCSN"), each.getDN());
    }
    assertTrue(byMended.get(FaultyEntries.PLAIN).hasObjectClass("kopano-user"), "nothing was moved");
  }

  /** An index that was configured and not filled would find nothing: the documented slapindex comes too late to be of use. */
  @Test
  void loadingHasIndexedAlready() throws Exception {
    try (LabSlapd loaded = LabSlapd.start()) {
      loaded.load(folder.resolve("entries.ldif"));
      try (LdapDirectory directory = LdapDirectory.open(loaded.address(), Optional.of(loaded.root()), LdapLimits.DEFAULT)) {
        Set<String> found = new TreeSet<>();
        directory.view().search(LabSlapd.BASE, SearchScope.SUB, Filter.createEqualityFilter("objectClass", "zarafa-user"), each -> found.add(MovedValues.normal(each.getDN())), "1.1");
        assertEquals(before.values().stream().filter(each -> each.hasObjectClass("zarafa-user")).map(each -> MovedValues.normal(each.getDN())).collect(Collectors.toCollection(TreeSet::new)), found);
      }
    }
  }

  /** The documented commands are typed by root; slapd gives up root's rights when it starts. */
  @Test
  @RequiresRoot
  void theFilesBelongToRootAndTheServerCannotStart() throws Exception {
    Path conf = files.beside("owned");
    Path data = folder.resolve("owned");
    for (Path each : List.of(folder, data, folder.resolve("owned.conf"))) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.setAttribute(data, "unix:uid", NOBODY);
    assertEquals(0, files.run(DocumentedWay.offline().get(1).replaceFirst("<<.*", "") + " -f \"$CONF\" -l out.ldif\n", conf).code());
    assertEquals(0, Files.getAttribute(data.resolve("data.mdb"), "unix:uid"));

    String start = "setpriv --reuid " + NOBODY + " --clear-groups slapcat -f \"$CONF\" -b " + LabSlapd.BASE + "\n";
    assertNotEquals(0, files.run(start, conf).code());
    Files.setAttribute(data.resolve("data.mdb"), "unix:uid", NOBODY);
    Files.setAttribute(data.resolve("lock.mdb"), "unix:uid", NOBODY);
    assertEquals(0, files.run(start, conf).code(), "it is not the owner that keeps the server from its database");
  }

  @Test
  @RequiresLab("strace")
  void everyEntryWaitsForTheDisk() throws Exception {
    long theirs = waits("waiting", DocumentedWay.offline().get(1).replaceFirst("<<.*", ""));
    long ours = waits("quick", "slapadd -q ");

    assertTrue(theirs >= before.size(), "the documented way waits " + theirs + " times for " + before.size() + " entries");
    assertTrue(ours < before.size() / 2, "ours waits " + ours + " times");
  }

  private static long waits(String name, String add) throws Exception {
    Path trace = folder.resolve(name + ".trace");
    DocumentedWay.Ended ended = files.run("strace -f -qq -e trace=fdatasync,fsync,msync -o " + trace + " " + add + " -f \"$CONF\" -l out.ldif\n", files.synced(name));
    assertEquals(0, ended.code(), ended.said());
    return Files.readAllLines(trace).stream().filter(each -> each.contains("sync(")).count();
  }

  private static void moved(String dn) {
    Entry entry = byUs.get(MovedValues.normal(dn));
    assertTrue(entry.hasObjectClass("kopano-user"), entry::toLDIFString);
    assertFalse(entry.toLDIFString().contains("zarafa"), entry::toLDIFString);
  }
}
