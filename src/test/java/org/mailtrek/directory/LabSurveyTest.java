package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.json.JSONObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.LabSlapdOptions;
import org.mailtrek.lab.RequiresLab;

/** {@code ldap survey} and {@code ldap verify} on a real slapd: what a transplant must heed besides the entries, and what it left. */
@RequiresLab("slapd")
class LabSurveyTest {

  private static final String USERS = """
      dn: uid=a,dc=example,dc=com
      objectClass: inetOrgPerson
      objectClass: Zarafa-User
      uid: a
      cn: a
      sn: a
      zarafaAccount: 1
      zarafaAliases: one

      dn: cn=l,dc=example,dc=com
      objectClass: top
      objectClass: zarafa-addresslist
      cn: l
      zarafaFilter: (objectClass=zarafa-user)
      """;

  @TempDir
  Path folder;

  @Test
  void namesEverySettingAndEveryFileThatReadsByTheOldNames() throws Exception {
    LabSlapdOptions options = LabSlapdOptions.DEFAULT.withAccess("to attrs=zarafaAliases by users read by * none", "to * by * read");
    try (LabSlapd slapd = LabSlapd.start(options);
        LabSlapd replica = LabSlapd.start(LabSlapdOptions.DEFAULT.withSchemas("zarafa"));
        LDAPConnection config = new LDAPConnection("127.0.0.1", slapd.port(), "cn=admin,cn=config", LabSlapd.PASSWORD)) {
      slapd.add(USERS);
      config.modify("olcDatabase={1}mdb,cn=config", List.of(new Modification(ModificationType.ADD, "olcDbIndex", "zarafaAccount eq"),
          new Modification(ModificationType.ADD, "olcLimits", "users size=100")));
      OwnProcess ours = OwnProcess.on(slapd, folder);
      Path product = Files.createDirectory(folder.resolve("zarafa"));
      Files.writeString(product.resolve("ldap.openldap.cfg"), "# zarafaAccount in a comment\nldap_bind_passwd = zarafaAccount\nldap_user_search_filter = (zarafaAccount=1)\nldap_uri = ldap://zarafa\n");
      Files.writeString(product.resolve("ldap.propmap.cfg"), "0x67B3101E = zarafaEnabledFeatures\n");
      Files.writeString(folder.resolve("estate.yaml"), Files.readString(folder.resolve("estate.yaml")) + "  replicas: [ " + replica.address().url() + ", \"ldap://127.0.0.1:1\" ]\n"
          + "hosts:\n  here: { local: true }\nproducts:\n  - { host: here, product: zcp, version: 7.2.6, config: " + product + " }\n");

      assertEquals(0, ours.run("--json", "ldap", "survey"), ours.said());

      JSONObject found = new JSONObject(ours.said().lines().filter(each -> each.startsWith("{")).findFirst().orElseThrow());
      String settings = found.getField("settings").toString();
      assertTrue(settings.contains("access in olcDatabase={1}mdb,cn=config") && settings.contains("index in olcDatabase={1}mdb,cn=config: olcDbIndex: zarafaAccount eq"), settings);
      assertTrue(found.getField("limits").toString().contains("users size=100"), ours.said());
      assertEquals(2, found.getFieldAsArray("readers").size(), ours.said());
      assertTrue(found.getField("readers").toString().contains("ldap.openldap.cfg:3: ldap_user_search_filter = (zarafaAccount=1)"), ours.said());
      String replicas = found.getField("replicas").toString();
      assertTrue(replicas.contains("lacks 46 names of the new schema") && replicas.contains("127.0.0.1:1: can't be reached"), replicas);
      assertEquals(List.of("cn=l,dc=example,dc=com"), found.getFieldAsArray("structural").stream().map(each -> each.toString().replace("\"", "")).toList());
      assertEquals(5, ours.run("ldap", "transplant", "--yes"), ours.said());
      assertTrue(ours.said().contains("lacks 46 names") && ours.said().contains("--override replicas"), ours.said());
    }
  }

  @Test
  void comparesWithTheBackupAndCountsClasses() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); LDAPConnection root = new LDAPConnection("127.0.0.1", slapd.port(), LabSlapd.ROOT, LabSlapd.PASSWORD)) {
      slapd.add(USERS);
      OwnProcess ours = OwnProcess.on(slapd, folder);
      assertEquals(0, ours.run("ldap", "transplant", "--fast", "--yes"), ours.said());
      String backup = "run-1/transplant-directory";
      assertEquals(0, ours.run("ldap", "verify", "--backup", backup), ours.said());
      assertTrue(ours.said().contains("every value is as it was"), ours.said());
      assertTrue(ours.said().lines().anyMatch(each -> each.matches("\\s*kopano-user\\s+1\\s+1\\s*")), ours.said());

      root.modify("uid=a,dc=example,dc=com", new Modification(ModificationType.REPLACE, "kopanoAliases", "two"));
      assertEquals(4, ours.run("ldap", "verify", "--backup", backup), ours.said());
      assertTrue(ours.said().contains("[two]"), ours.said());
      assertEquals(4, ours.run("ldap", "verify"), ours.said());
      assertTrue(ours.said().contains("uid=a,dc=example,dc=com: kopanoAliases lacks [one], which run 1 wrote, and has [two]"), ours.said());
      root.modify("uid=a,dc=example,dc=com", new Modification(ModificationType.DELETE, "kopanoAliases"), new Modification(ModificationType.DELETE, "kopanoAccount"),
          new Modification(ModificationType.DELETE, "objectClass", "kopano-user"));
      assertEquals(4, ours.run("ldap", "verify", "--backup", backup), ours.said());
      assertTrue(ours.said().contains("kopano-user: 1 entries before, 0 now") && ours.said().contains("its filter had 1 members, now it has 0"), ours.said());
      assertEquals(64, ours.run("ldap", "verify", "--backup", "run-9/none"), ours.said());
    }
  }

  /** No backup is needed: what a run removed and added stands in its journal. */
  @Test
  void comparesWithTheJournalAndNamesWhatSomebodyBroke() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); LDAPConnection root = new LDAPConnection("127.0.0.1", slapd.port(), LabSlapd.ROOT, LabSlapd.PASSWORD)) {
      slapd.add(USERS);
      slapd.add(USERS.lines().limit(9).collect(java.util.stream.Collectors.joining("\n")).replace("uid=a,", "uid=b,").replace("uid: a", "uid: b").replace("zarafaAccount: 1", "zarafaAccount: 0") + "\n");
      slapd.add("dn: cn=s,dc=example,dc=com\nobjectClass: device\nobjectClass: zarafa-server\ncn: s\nzarafaFilePath: /var/run/zarafa\n");
      OwnProcess ours = OwnProcess.on(slapd, folder);
      assertEquals(0, ours.run("ldap", "transplant", "--keep-old", "--yes"), ours.said());
      assertEquals(0, ours.run("ldap", "verify", "--keep-old"), ours.said());
      assertEquals(0, ours.run("ldap", "prune", "--yes"), ours.said());
      assertEquals(0, ours.run("ldap", "sockets", "--yes"), ours.said());

      assertEquals(0, ours.run("ldap", "verify"), ours.said());
      assertTrue(ours.said().contains("values of 7 entries are as runs moved them"), ours.said());
      assertTrue(ours.said().lines().anyMatch(each -> each.matches("\\s*kopano-user\\s+2\\s+2\\s*")), ours.said());
      root.modify("uid=b,dc=example,dc=com", new Modification(ModificationType.REPLACE, "kopanoAccount", "7"));
      assertEquals(4, ours.run("ldap", "verify"), ours.said());
      assertTrue(ours.said().contains("! uid=b,dc=example,dc=com: kopanoAccount lacks [0], which run 1 wrote, and has [7]"), ours.said());
      assertTrue(ours.said().contains("0 things are left under old names, 1 differ from the journal"), ours.said());
      root.modify("uid=a,dc=example,dc=com", new Modification(ModificationType.DELETE, "objectClass", "kopano-user"), new Modification(ModificationType.ADD, "objectClass", "extensibleObject"));
      assertEquals(4, ours.run("ldap", "verify"), ours.said());
      assertTrue(ours.said().contains("cn=l,dc=example,dc=com: its filter had 2 members, now it has 1") && ours.said().contains("runs gave it to 2 entries, now 1 have it"), ours.said());
      root.modify("cn=l,dc=example,dc=com", new Modification(ModificationType.REPLACE, "kopanoFilter", "(objectClass=inetOrgPerson)"));
      root.delete("uid=a,dc=example,dc=com");
      assertEquals(4, ours.run("ldap", "verify"), ours.said());
      assertTrue(ours.said().contains("! cn=l,dc=example,dc=com: kopanoFilter lacks [(objectClass=kopano-user)]") && ours.said().contains("uid=a,dc=example,dc=com: is gone"), ours.said());
    }
  }
}
