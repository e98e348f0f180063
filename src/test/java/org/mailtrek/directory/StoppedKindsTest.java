package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.LabSlapdOptions;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** Stopped slapds of several kinds: configured by a file, with several databases, with overlays, with a replica. */
@RequiresLab({"slapd", "slapcat", "slapadd", "slapindex", "bash"})
class StoppedKindsTest {

  private static final String OTHER = "dn: dc=other,dc=org\nobjectClass: dcObject\nobjectClass: organization\ndc: other\no: Other\n\n"
      + "dn: uid=b,dc=other,dc=org\nobjectClass: inetOrgPerson\nobjectClass: zarafa-user\nuid: b\ncn: b\nsn: b\nzarafaAccount: 1\n\n";

  @TempDir
  Path folder;

  /** Overlays keep values by themselves, and must not do so while a database is loaded; those that name attributes name those of both schemas here. */
  @Test
  void movesOneOfSeveralDatabasesWithOverlays() throws Exception {
    try (LabSlapd slapd = LabSlapd.start()) {
      slapd.stop();
      SlapdFiles files = new SlapdFiles(slapd, folder);
      Path conf = files.beside("one");
      Files.createDirectories(folder.resolve("two"));
      Files.writeString(conf, Files.readString(conf).replace("moduleload back_mdb\n", "moduleload back_mdb\nmoduleload memberof\nmoduleload refint\nmoduleload unique\n")
          + "overlay memberof\noverlay refint\nrefint_attributes member memberOf\noverlay unique\nunique_uri ldap:///?zarafaUserServer?sub?(zarafaAccount=9)\n"
          + "database mdb\nsuffix dc=other,dc=org\ndirectory " + folder.resolve("two") + "\nmaxsize 10485760\n");
      String group = "dn: cn=g," + LabSlapd.BASE + "\nobjectClass: groupOfNames\nobjectClass: zarafa-group\ncn: g\nmember: uid=u1," + LabSlapd.BASE + "\nzarafaAccount: 1\n\n";
      String users = StoppedSlapd.users(20).replace("sn: u\nzarafaAccount: 1\nzarafaAliases: a1@", "sn: u\nmemberOf: cn=g," + LabSlapd.BASE + "\nzarafaAccount: 1\nzarafaAliases: a1@");
      Files.writeString(folder.resolve("one.ldif"), users + group);
      Files.writeString(folder.resolve("two.ldif"), OTHER);
      DocumentedWay.Ended added = files.run("slapadd -q -f \"$CONF\" -b dc=example,dc=com -l one.ldif && slapadd -q -f \"$CONF\" -b dc=other,dc=org -l two.ldif\n", conf);
      assertEquals(0, added.code(), added.said());
      String before = files.export(conf);
      String other = files.run("slapcat -f \"$CONF\" -b dc=other,dc=org\n", conf).said();
      StoppedSlapd stopped = StoppedSlapd.on(slapd, Files.createDirectories(folder.resolve("estate")), conf);

      assertEquals(0, stopped.run(StoppedSlapd.TRANSPLANT), stopped.said());

      SortedMap<String, Entry> found = SlapdFiles.entries(files.export(conf));
      assertEquals(22, found.size());
      found.values().forEach(each -> assertFalse(each.toLDIFString().contains("zarafa"), each::toLDIFString));
      assertEquals("cn=g," + LabSlapd.BASE, found.get("uid=u1," + LabSlapd.BASE).getAttributeValue("memberOf"));
      assertEquals(other, files.run("slapcat -f \"$CONF\" -b dc=other,dc=org\n", conf).said(), "the other database was touched");
      assertEquals(0, stopped.run("undo", "--yes"), stopped.said());
      assertEquals(before, files.export(conf));
    }
  }

  @Test
  @RequiresRoot
  void indexesWhereAFileHoldsTheConfiguration() throws Exception {
    try (LabSlapd slapd = LabSlapd.start()) {
      slapd.stop();
      SlapdFiles files = new SlapdFiles(slapd, folder);
      Path conf = files.beside("indexed");
      Path data = folder.resolve("indexed");
      Files.writeString(conf, Files.readString(conf).replace("index objectClass eq\n", "index objectClass eq\nindex zarafaAliases\n  pres,eq\n"));
      Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-r-----"));
      Files.writeString(folder.resolve("users.ldif"), StoppedSlapd.users(200).replace("zarafa", "kopano"));
      DocumentedWay.Ended added = files.run("slapadd -q -f \"$CONF\" -l users.ldif && rm indexed/lock.mdb && chown -R 12345:12346 indexed\n", conf);
      assertEquals(0, added.code(), added.said());
      String before = Files.readString(conf);
      StoppedSlapd stopped = StoppedSlapd.on(slapd, Files.createDirectories(folder.resolve("estate")), conf);

      assertEquals(0, stopped.run("ldap", "indexes", "--yes"), stopped.said());

      String after = Files.readString(conf);
      assertTrue(after.contains("  pres,eq\nkopanoAliases pres,eq\n".replace("\nkopano", "\nindex kopano")) && after.contains("index kopanoUserServer eq\n"), after);
      for (String each : new String[] {"data.mdb", "lock.mdb"}) {
        assertEquals(12345, Files.getAttribute(data.resolve(each), "unix:uid"), each);
      }
      DocumentedWay.Ended built = files.run("slapd -T test -f \"$CONF\" -u && head -c 4000000 indexed/data.mdb | grep -a -c kopanoAliases\n", conf);
      assertEquals(0, built.code(), built.said());
      assertEquals(0, stopped.run("ldap", "indexes", "--yes"), stopped.said());
      assertTrue(stopped.said().contains("are as they should be"), stopped.said());
      assertEquals(0, stopped.run("ldap", "indexes", "--remove-old", "--yes"), stopped.said());
      assertFalse(Files.readString(conf).contains("index zarafaAliases"), Files.readString(conf));
      assertEquals(0, stopped.run("undo", "--yes"), stopped.said());
      assertEquals(0, stopped.run("undo", "--yes"), stopped.said());
      assertEquals(before, Files.readString(conf));
    }
  }

  @Test
  void replicasFollowWhereEntriesGetNewChangeNumbers() throws Exception {
    try (LabSlapd provider = LabSlapd.start(); LabSlapd consumer = LabSlapd.start(LabSlapdOptions.DEFAULT)) {
      configure(provider, "syncprov", new Entry("olcOverlay=syncprov,olcDatabase={1}mdb,cn=config", new Attribute("objectClass", "olcSyncProvConfig"), new Attribute("olcOverlay", "syncprov")));
      provider.stop();
      SlapdFiles files = new SlapdFiles(provider, folder);
      Path users = Files.writeString(folder.resolve("users.ldif"), StoppedSlapd.users(30).substring(StoppedSlapd.BASE_ENTRY.length()) + "dn: cn=list," + LabSlapd.BASE
          + "\nobjectClass: zarafa-addresslist\ncn: list\nzarafaFilter: (objectClass=zarafa-user)\n\n");
      provider.load(users);
      try (LDAPConnection root = connection(consumer, LabSlapd.ROOT); LDAPConnection config = connection(consumer, "cn=admin,cn=config")) {
        root.delete(LabSlapd.BASE);
        config.modify("olcDatabase={1}mdb,cn=config", new Modification(ModificationType.ADD, "olcSyncrepl", "rid=001 provider=" + provider.address().url() + " bindmethod=simple binddn=\""
            + LabSlapd.ROOT + "\" credentials=" + LabSlapd.PASSWORD + " searchbase=\"" + LabSlapd.BASE + "\" type=refreshAndPersist retry=\"1 +\""));
        await(root, "(objectClass=zarafa-user)", 30);
        provider.stop();
        StoppedSlapd stopped = StoppedSlapd.on(provider, Files.createDirectories(folder.resolve("estate")), provider.folder().resolve("slapd.d"));
        String[] command = java.util.Arrays.copyOf(StoppedSlapd.TRANSPLANT, StoppedSlapd.TRANSPLANT.length + 2);
        command[command.length - 2] = "--replicas";
        command[command.length - 1] = "follow";

        assertEquals(0, stopped.run(command), stopped.said());

        provider.restart();
        await(root, "(&(objectClass=kopano-user)(kopanoAliases=*))", 30);
        await(root, "(&(objectClass=kopano-addresslist)(kopanoFilter=\\28objectClass=kopano-user\\29))", 1);
        await(root, "(objectClass=kopano-server)", 1);
        await(root, "(|(objectClass=zarafa-user)(objectClass=zarafa-addresslist)(objectClass=zarafa-server))", 0);
        SortedMap<String, Entry> theirs = SlapdFiles.entries(export(root));
        try (LDAPConnection ours = connection(provider, LabSlapd.ROOT)) {
          assertEquals(SlapdFiles.entries(export(ours)), theirs);
        }
        assertTrue(files.folder().toFile().exists());
      }
    }
  }

  private static String export(LDAPConnection connection) throws LDAPException {
    StringBuilder all = new StringBuilder();
    connection.search(LabSlapd.BASE, SearchScope.SUB, "(objectClass=*)", "*", "entryUUID", "entryCSN", "structuralObjectClass").getSearchEntries()
        .forEach(each -> all.append(each.toLDIFString()).append('\n'));
    return all.toString();
  }

  private static void configure(LabSlapd slapd, String module, Entry overlay) throws LDAPException {
    try (LDAPConnection config = connection(slapd, "cn=admin,cn=config")) {
      config.modify("cn=module{0},cn=config", new Modification(ModificationType.ADD, "olcModuleLoad", module));
      config.add(overlay);
    }
  }

  private static LDAPConnection connection(LabSlapd slapd, String dn) throws LDAPException {
    return new LDAPConnection("127.0.0.1", slapd.port(), dn, LabSlapd.PASSWORD);
  }

  /** Waits until a search of a replica finds so many. */
  private static void await(LDAPConnection connection, String filter, int count) throws Exception {
    int found = -1;
    for (long end = System.nanoTime() + 60_000_000_000L; found != count && System.nanoTime() < end; ) {
      try {
        found = connection.search(LabSlapd.BASE, SearchScope.SUB, filter, "1.1").getEntryCount();
      } catch (LDAPException none) {
        found = 0; // the base is not there yet
      }
      if (found != count) {
        new java.util.concurrent.CountDownLatch(1).await(50, java.util.concurrent.TimeUnit.MILLISECONDS);
      }
    }
    assertEquals(count, found, filter);
  }
}
