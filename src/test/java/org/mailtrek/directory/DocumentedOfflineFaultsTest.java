package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.RequiresLab;

/**
 * The ways in which the documented commands for a stopped directory fail, each with the tools of a real slapd: as they are written, with the
 * redirection mended, with the expressions added that they lack, and ours.
 */
@RequiresLab({"slapd", "slapcat", "slapadd", "bash"})
class DocumentedOfflineFaultsTest {

  private static final String EXPRESSIONS =
      "sed -e 's#^zarafa#kopano#' -e 's#^objectClass: zarafa#objectClass: kopano#' -e 's#^structuralObjectClass: zarafa#structuralObjectClass: kopano#'";

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

  private static void moved(String dn) {
    Entry entry = byUs.get(MovedValues.normal(dn));
    assertTrue(entry.hasObjectClass("kopano-user"), entry::toLDIFString);
    assertFalse(entry.toLDIFString().contains("zarafa"), entry::toLDIFString);
  }
}
