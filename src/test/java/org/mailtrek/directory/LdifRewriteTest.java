package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailtrek.host.TrekException;

class LdifRewriteTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void makesOfAnAwkwardFileWhatMustBecomeOfIt(long seed) throws Exception {
    List<Entry> entries = AwkwardDirectory.entries(seed, 60, true);
    Policy.OnConflict wins = seed % 2 == 0 ? Policy.OnConflict.OLD : Policy.OnConflict.NEW;

    byte[] after = rewrite(AwkwardLdif.write(entries, new Random(seed)), new Policy(wins, Policy.Mode.MOVE));

    Expected.assertSame(Expected.after(entries, wins == Policy.OnConflict.OLD), Expected.found(read(after)));
    assertArrayEquals(after, rewrite(after, Policy.DEFAULT));
  }

  /** Blocks end anywhere; what is made of a large file is what is made of its parts. */
  @Test
  void makesOfALargeFileWhatItMakesOfItsParts() throws Exception {
    Policy newWins = new Policy(Policy.OnConflict.NEW, Policy.Mode.MOVE);
    LdifRewrite rewrite = new LdifRewrite(SchemaMap.standard(), newWins);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteArrayOutputStream wanted = new ByteArrayOutputStream();
    for (long seed = 100; all.size() < 1_400_000; seed++) {
      String part = new String(AwkwardLdif.write(AwkwardDirectory.entries(seed, 200, true), new Random(seed)), StandardCharsets.ISO_8859_1);
      byte[] records = (part.replaceFirst("(?s)^version: 1\\r?\\n(\\r?\\n)*", "") + "\n").getBytes(StandardCharsets.ISO_8859_1);
      all.writeBytes(records);
      assertTrue(rewrite.rewrite(Files.write(folder.resolve("part.ldif"), records), "part.ldif", wanted).written());
    }
    Path large = Files.write(folder.resolve("large.ldif"), all.toByteArray());

    ByteArrayOutputStream streamed = new ByteArrayOutputStream();
    assertTrue(rewrite.rewrite(large, "large.ldif", streamed).written());
    assertArrayEquals(wanted.toByteArray(), streamed.toByteArray());
    assertTrue(rewrite.rewrite(large, folder.resolve("after.ldif")).written());
    assertArrayEquals(wanted.toByteArray(), Files.readAllBytes(folder.resolve("after.ldif")));
  }

  @Test
  void keepsCommentsOrderFoldsAndLineBreaks() throws Exception {
    assertEquals("version: 1\r\n\r\n# zarafaAccount: a comment\r\n  of two lines\r\ndn: uid=a,dc=x\r\nkopanoAliases: fol\r\n ded\r\n"
            + "objectclass: kopano-user\r\ncn: zarafa\r\n\r\n\r\ndn: uid=b,dc=x\r\ncn: b\r\n",
        rewritten("version: 1\r\n\r\n# zarafaAccount: a comment\r\n  of two lines\r\ndn: uid=a,dc=x\r\nzarafaAliases: fol\r\n ded\r\n"
            + "objectclass: zarafa-user\r\ncn: zarafa\r\n\r\n\r\ndn: uid=b,dc=x\r\ncn: b\r\n"));
  }

  @Test
  void understandsNamesThatAreFoldedOrClassesThatAreEncoded() throws Exception {
    assertEquals("dn: uid=a,dc=x\nobjectClass: kopano-user\nkopanoAccount: 1\n",
        rewritten("dn: uid=a,dc=x\nobjectClass:: emFyYWZhLXVzZXI=\nzara\n faAccount: 1\n"));
  }

  @Test
  void writesNewValuesBesideTheOthersOfTheirAttribute() throws Exception {
    assertEquals("dn: uid=a,dc=x\nobjectClass: person\nobjectClass: kopano-user\ncn: a\nkopanoAliases: b\nkopanoAliases: c\nkopanoAliases: a\nsn: a\n",
        rewritten("dn: uid=a,dc=x\nobjectClass: person\nobjectClass: zarafa-user\ncn: a\nzarafaAliases: a\nzarafaAliases: B\nkopanoAliases: b\nkopanoAliases: c\nsn: a\n"));
  }

  @Test
  void changesTheStructuralClassThatAServerKeeps() throws Exception {
    assertEquals("dn: cn=l,dc=x\nobjectClass: kopano-addresslist\nstructuralObjectClass: kopano-addresslist\ncn: l\nentryUUID: 1\n",
        rewritten("dn: cn=l,dc=x\nobjectClass: zarafa-addresslist\nstructuralObjectClass: zarafa-addresslist\ncn: l\nentryUUID: 1\n"));
  }

  @Test
  void rewritesChangeRecords() throws Exception {
    assertEquals("dn: uid=a,dc=x\nchangetype: modify\nadd: kopanoAliases\nkopanoAliases: a\nkopanoAliases:: w6Q=\n-\ndelete: kopanoAccount\n-\n"
            + "replace: kopanoFilter\nkopanoFilter: (kopanoHidden=1)\n-\n\ndn: kopanoHttpPort=1,dc=x\nchangetype: modrdn\nnewrdn: kopanoHttpPort=2\n"
            + "deleteoldrdn: 1\n\ndn: uid=b,dc=x\nchangetype: delete\n",
        rewritten("dn: uid=a,dc=x\nchangetype: modify\nadd: zarafaAliases\nzarafaAliases: a\nzarafaAliases:: w6Q=\n-\ndelete: zarafaAccount\n-\n"
            + "replace: zarafaFilter\nzarafaFilter: (zarafaHidden=1)\n-\n\ndn: zarafaHttpPort=1,dc=x\nchangetype: modrdn\nnewrdn: zarafaHttpPort=2\n"
            + "deleteoldrdn: 1\n\ndn: uid=b,dc=x\nchangetype: delete\n"));
  }

  @Test
  void listsConflictsAndWritesNothing() throws Exception {
    Path in = Files.writeString(folder.resolve("in"), "dn: uid=a,dc=x\nzarafaUserServer: one\nkopanoUserServer: two\n");

    LdifReport report = new LdifRewrite(SchemaMap.standard(), Policy.DEFAULT).rewrite(in, folder.resolve("out"));

    assertEquals("[uid=a,dc=x: zarafaUserServer: old one, new two]", report.conflicts().toString());
    assertFalse(report.written());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void namesAValueInAFileAndDoesNotFollowIt() throws Exception {
    Path in = Files.writeString(folder.resolve("in"), "dn: uid=a,dc=x\nobjectClass: zarafa-user\nzarafaId:< file:///etc/passwd\n");

    LdifReport report = new LdifRewrite(SchemaMap.standard(), Policy.DEFAULT).rewrite(in, folder.resolve("out"));

    assertEquals("dn: uid=a,dc=x\nobjectClass: kopano-user\nkopanoId:< file:///etc/passwd\n", Files.readString(folder.resolve("out")));
    assertEquals(1, report.notes().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "dn: uid=a,dc=x\ncn: a\nno colon here\n", "dn: uid=a,dc=x\ncn: a\njpegPhoto:: a!b=\n", "dn: uid=a,dc=x\ncn: a\ncn:: abc\n",
      "cn: a\nsn: a\ndn: uid=a,dc=x\n", " cn: continued\ndn: uid=a\n\n", "dn: uid=a\nchangetype: modify\ncn: x\n", "dn: uid=a\nchangetype: burn\n"})
  void namesLineAndReasonOfBrokenInputAndLeavesNoOutput(String broken) throws Exception {
    Path in = Files.writeString(folder.resolve("in"), "dn: dc=x\ndc: x\n\n" + broken);
    Path out = folder.resolve("out");

    TrekException refusal = assertThrows(TrekException.class, () -> new LdifRewrite(SchemaMap.standard(), Policy.DEFAULT).rewrite(in, out));

    assertTrue(refusal.where().matches(".*/in:[456]"), refusal.where());
    assertEquals(List.of("in"), Files.list(folder).map(each -> each.getFileName().toString()).toList());
  }

  @Test
  void mendsTheGroupsThatAServerHasNotedInTheirMembers() throws Exception {
    String entries = "dn: zarafaHttpPort=1,dc=x\nobjectClass: device\nobjectClass: zarafa-server\ncn: s\nzarafaHttpPort: 1\n\n"
        + "dn: cn=g,zarafaHttpPort=1,dc=x\nobjectClass: groupOfNames\ncn: g\nmember: uid=a,dc=x\n\n" + "dn: uid=a,dc=x\nobjectClass: account\nuid: a\nmemberOf: cn=g,zarafaHttpPort=1,dc=x\n";

    assertEquals(entries.replace("zarafa", "kopano"), rewritten(entries));
  }

  @Test
  void spoolsAStreamForNobodyElseToRead() throws Exception {
    Path spool = LdifRewrite.spool(new ByteArrayInputStream(new byte[] {1}));

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(spool)));
    Files.delete(spool);
  }

  @Test
  void readsRecordsThatAreLargerThanItsBuffer() throws Exception {
    String photo = "jpegPhoto:: " + "AAAA".repeat(400_000) + "\n";
    String record = "dn: uid=a,dc=x\n" + photo + "zarafaAccount: 1\n\n";

    assertTrue(record.repeat(3).replace("zarafa", "kopano").equals(rewritten(record.repeat(3))), "something was lost");
  }

  private String rewritten(String text) throws Exception {
    return new String(rewrite(text.getBytes(StandardCharsets.UTF_8), Policy.DEFAULT), StandardCharsets.UTF_8);
  }

  private byte[] rewrite(byte[] ldif, Policy policy) throws Exception {
    Path in = Files.write(folder.resolve("in.ldif"), ldif);
    Path out = folder.resolve("out.ldif");
    LdifReport report = new LdifRewrite(SchemaMap.standard(), policy).rewrite(in, out);
    assertTrue(report.written(), report.conflicts().toString());
    return Files.readAllBytes(out);
  }

  private static List<Entry> read(byte[] ldif) throws Exception {
    List<Entry> entries = new ArrayList<>();
    try (LDIFReader reader = new LDIFReader(new ByteArrayInputStream(ldif))) {
      for (Entry each = reader.readEntry(); each != null; each = reader.readEntry()) {
        entries.add(each);
      }
    }
    return entries;
  }
}
