package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.Arrays;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** Replicas that are fed from the log of changes, slapd's delta-syncrepl: they follow what is written by LDAP, and nothing else; Z17. */
@RequiresLab({"slapd", "slapcat", "slapadd", "bash"})
class DeltaReplicationTest {

  private static final String LOG = "cn=accesslog";

  @TempDir
  Path folder;

  @Test
  void followsATransplantThatRunsAndItsUndo() throws Exception {
    try (LabSlapd provider = LabSlapd.start(); LabSlapd consumer = LabSlapd.start()) {
      feeds(provider);
      provider.add(StoppedSlapd.users(30).substring(StoppedSlapd.BASE_ENTRY.length()));
      try (LDAPConnection theirs = connection(consumer, LabSlapd.ROOT); LDAPConnection ours = connection(provider, LabSlapd.ROOT)) {
        replicate(provider, consumer, theirs);
        SortedMap<String, Entry> before = entries(ours);
        OwnProcess program = OwnProcess.on(provider, folder);

        assertEquals(0, program.run("ldap", "transplant", "--yes"), program.said());

        awaitSame(ours, theirs);
        assertEquals(30, count(theirs, "(&(objectClass=kopano-user)(kopanoAliases=*))"));
        assertEquals(0, count(theirs, "(|(objectClass=zarafa-user)(objectClass=zarafa-server)(zarafaAliases=*))"));
        assertEquals(0, program.run("undo", "--yes"), program.said());
        awaitSame(ours, theirs);
        assertEquals(before, entries(theirs));
      }
    }
  }

  /** What is loaded with slapadd never stands in the log, so such a replica would keep the old names for good, and say nothing. */
  @Test
  @RequiresRoot
  void isNotPromisedToFollowAnOfflineTransplant() throws Exception {
    try (LabSlapd provider = LabSlapd.start()) {
      feeds(provider);
      provider.add(StoppedSlapd.users(3).substring(StoppedSlapd.BASE_ENTRY.length()));
      provider.stop();
      StoppedSlapd stopped = StoppedSlapd.on(provider, Files.createDirectories(folder.resolve("estate")), provider.folder().resolve("slapd.d"));
      String[] command = Arrays.copyOf(StoppedSlapd.TRANSPLANT, StoppedSlapd.TRANSPLANT.length + 2);
      command[command.length - 2] = "--replicas";
      command[command.length - 1] = "follow";

      assertEquals(5, stopped.run(command), stopped.said());

      assertTrue(stopped.said().contains("(accesslog)") && stopped.said().contains("--replicas reload"), stopped.said());
      assertEquals(0, stopped.run(StoppedSlapd.TRANSPLANT), stopped.said());
    }
  }

  /** Makes a server write its changes into a log, and give that to replicas. */
  private static void feeds(LabSlapd slapd) throws Exception {
    Path log = Files.createDirectories(slapd.folder().resolve("log-of-changes"));
    try (LDAPConnection config = connection(slapd, "cn=admin,cn=config")) {
      config.modify("cn=module{0},cn=config", new Modification(ModificationType.ADD, "olcModuleLoad", "syncprov", "accesslog"));
      config.add(new Entry("olcDatabase=mdb,cn=config", new Attribute("objectClass", "olcDatabaseConfig", "olcMdbConfig"), new Attribute("olcDatabase", "mdb"), new Attribute("olcSuffix", LOG),
          new Attribute("olcRootDN", LabSlapd.ROOT), new Attribute("olcDbDirectory", log.toString()), new Attribute("olcDbMaxSize", "268435456"), new Attribute("olcDbNoSync", "TRUE"),
          new Attribute("olcDbIndex", "default eq", "entryCSN,objectClass,reqEnd,reqResult,reqStart")));
      config.add(new Entry("olcOverlay=syncprov,olcDatabase={2}mdb,cn=config", new Attribute("objectClass", "olcSyncProvConfig"), new Attribute("olcOverlay", "syncprov"),
          new Attribute("olcSpNoPresent", "TRUE"), new Attribute("olcSpReloadHint", "TRUE")));
      config.add(new Entry("olcOverlay=syncprov,olcDatabase={1}mdb,cn=config", new Attribute("objectClass", "olcSyncProvConfig"), new Attribute("olcOverlay", "syncprov")));
      config.add(new Entry("olcOverlay=accesslog,olcDatabase={1}mdb,cn=config", new Attribute("objectClass", "olcAccessLogConfig"), new Attribute("olcOverlay", "accesslog"),
          new Attribute("olcAccessLogDB", LOG), new Attribute("olcAccessLogOps", "writes"), new Attribute("olcAccessLogSuccess", "TRUE")));
    }
  }

  private static void replicate(LabSlapd provider, LabSlapd consumer, LDAPConnection theirs) throws Exception {
    theirs.delete(LabSlapd.BASE);
    try (LDAPConnection config = connection(consumer, "cn=admin,cn=config")) {
      config.modify("olcDatabase={1}mdb,cn=config", new Modification(ModificationType.ADD, "olcSyncrepl", "rid=001 provider=" + provider.address().url() + " bindmethod=simple binddn=\""
          + LabSlapd.ROOT + "\" credentials=" + LabSlapd.PASSWORD + " searchbase=\"" + LabSlapd.BASE + "\" logbase=\"" + LOG
          + "\" logfilter=\"(&(objectClass=auditWriteObject)(reqResult=0))\" syncdata=accesslog type=refreshAndPersist retry=\"1 +\""));
    }
    try (LDAPConnection ours = connection(provider, LabSlapd.ROOT)) {
      awaitSame(ours, theirs);
    }
  }

  private static LDAPConnection connection(LabSlapd slapd, String dn) throws LDAPException {
    return new LDAPConnection("127.0.0.1", slapd.port(), dn, LabSlapd.PASSWORD);
  }

  private static SortedMap<String, Entry> entries(LDAPConnection connection) throws Exception {
    StringBuilder all = new StringBuilder();
    connection.search(LabSlapd.BASE, SearchScope.SUB, "(objectClass=*)").getSearchEntries().forEach(each -> all.append(each.toLDIFString()).append('\n'));
    return SlapdFiles.entries(all.toString());
  }

  private static int count(LDAPConnection connection, String filter) throws LDAPException {
    return connection.search(LabSlapd.BASE, SearchScope.SUB, filter, "1.1").getEntryCount();
  }

  private static void awaitSame(LDAPConnection ours, LDAPConnection theirs) throws Exception {
    SortedMap<String, Entry> wanted = entries(ours);
    boolean same = false;
    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); !same && System.nanoTime() < end; ) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      try {
        same = wanted.equals(entries(theirs));
      } catch (LDAPException none) {
        same = false; // the base is not there yet
      }
    }
    assertEquals(wanted, entries(theirs));
  }
}
