package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.RequiresLab;

/** {@code ldap indexes} and {@code ldap schema} on a real slapd. */
@RequiresLab("slapd")
class LabIndexTest {

  private static final String DATABASE = "olcDatabase={1}mdb,cn=config";

  @TempDir
  Path folder;

  @Test
  void givesTheNewNamesTheIndexesOfTheOldOnesAndTakesTheOldOnesAway() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); LDAPConnection config = new LDAPConnection("127.0.0.1", slapd.port(), "cn=admin,cn=config", LabSlapd.PASSWORD)) {
      slapd.add("dn: uid=a,dc=example,dc=com\nobjectClass: inetOrgPerson\nobjectClass: kopano-user\nuid: a\ncn: a\nsn: a\nkopanoHidden: 1\n");
      config.modify(DATABASE, new Modification(ModificationType.ADD, "olcDbIndex", "zarafaHidden,zarafaAliases pres,eq"));
      TreeSet<String> before = indexes(config);
      OwnProcess ours = OwnProcess.on(slapd, folder);

      assertEquals(0, ours.run("ldap", "indexes", "--yes"), ours.said());

      TreeSet<String> indexed = indexes(config);
      assertTrue(indexed.containsAll(List.of("kopanoHidden pres,eq", "kopanoAliases pres,eq", "kopanoAccount eq", "uid eq")), indexed::toString);
      assertEquals(0, ours.run("ldap", "indexes", "--plan"), ours.said());
      assertEquals(1, config.search(LabSlapd.BASE, SearchScope.SUB, "(kopanoHidden=1)").getEntryCount());
      assertEquals(0, ours.run("ldap", "indexes", "--remove-old", "--yes"), ours.said());
      assertTrue(indexes(config).stream().noneMatch(each -> each.contains("zarafa")), indexed::toString);
      assertEquals(0, ours.run("undo", "--yes"), ours.said());
      assertEquals(0, ours.run("undo", "--yes"), ours.said());
      assertEquals(before, indexes(config));
    }
  }

  @Test
  void refusesWhereOnlyAFileHoldsTheConfiguration() throws Exception {
    try (LabSlapd slapd = LabSlapd.start()) {
      OwnProcess ours = OwnProcess.on(slapd, folder);
      Files.writeString(folder.resolve("estate.yaml"), Files.readString(folder.resolve("estate.yaml")).replaceAll("  config: .*\n", ""));
      assertEquals(5, ours.run("ldap", "indexes", "--yes"));
      assertTrue(ours.said().contains("into slapd.conf, and slapindex"), ours.said());
      assertEquals(0, ours.run("ldap", "schema", "--plan"), ours.said());
    }
  }

  private static TreeSet<String> indexes(LDAPConnection config) throws LDAPException {
    return new TreeSet<>(Arrays.asList(config.getEntry(DATABASE).getAttributeValues("olcDbIndex")));
  }
}
