package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LdapDirectory;
import org.mailtrek.host.LdapLimits;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.LabSlapdOptions;
import org.mailtrek.lab.RequiresLab;

/** The rebuilding of a stopped directory with the tools of a real slapd. */
@RequiresLab({"slapd", "slapcat", "slapadd", "bash"})
class OfflineTransplantTest {

  private static final Policy NEW_WINS = new Policy(Policy.OnConflict.NEW, Policy.Mode.MOVE);

  @TempDir
  Path folder;

  @Test
  void makesOfAwkwardDirectoriesWhatTheOtherWaysMake() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); DirectoryEstate online = new DirectoryEstate(LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), LdapLimits.DEFAULT))) {
      SlapdFiles files = new SlapdFiles(slapd, folder);
      long first = Long.getLong("mailtrek.seed", new Random().nextInt(1_000_000));
      System.out.println("seeds from " + first + " (-Dmailtrek.seed)");
      for (long seed = first; seed < first + 20; seed++) {
        String where = "seed " + seed;
        List<Entry> entries = AwkwardDirectory.entries(seed, 25, true);
        Path ldif = Files.write(folder.resolve("in.ldif"), AwkwardLdif.write(entries, new Random(seed)));
        Path conf = files.beside("seed" + seed);
        String base = "dn: dc=example,dc=com\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: Example\n\n";
        Files.writeString(folder.resolve("base.ldif"), base + String.join("\n", entries.stream().map(Entry::toLDIFString).toList()));
        DocumentedWay.Ended added = files.run("slapadd -q -f \"$CONF\" -l base.ldif\n", conf);
        assertEquals(0, added.code(), where + added.said());

        new HostEstate(host()).apply(step(conf));
        SortedMap<String, String> offline = Expected.found(withoutOperational(SlapdFiles.entries(files.export(conf)).values()));

        slapd.add(String.join("\n", entries.stream().map(Entry::toLDIFString).toList()));
        List<String> left = new ArrayList<>();
        online.apply(DirectorySteps.transplant(NEW_WINS), left);
        assertEquals(List.of(), left, where);
        List<Entry> moved = all(online);
        try {
          Expected.assertSame(Expected.after(entries, false), offline);
          Expected.assertSame(Expected.found(moved), offline);
        } catch (AssertionError e) {
          throw new AssertionError(where + ": " + e.getMessage(), e);
        }
        assertTrue(new LdifRewrite(SchemaMap.standard(), NEW_WINS).rewrite(ldif, folder.resolve("out.ldif")).written());
        List<Entry> rewritten = new ArrayList<>(SlapdFiles.entries(Files.readString(folder.resolve("out.ldif"), StandardCharsets.ISO_8859_1)).values());
        Expected.assertSame(Expected.found(rewritten), offline);
        for (int at = moved.size() - 1; at >= 0; at--) {
          assertTrue(online.directory().delete(moved.get(at).getDN()).ok(), moved.get(at).getDN());
        }
      }
    }
  }

  @Test
  void keepsOwnerIndexesAndTheOldDatabaseAndGoesBack() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT)) {
      slapd.load(Files.writeString(folder.resolve("entries.ldif"), String.join("\n", FaultyEntries.all())));
      slapd.stop();
      Path data = slapd.folder().resolve("data");
      boolean root = "root".equals(System.getProperty("user.name"));
      if (root) {
        Files.setAttribute(data, "unix:uid", 12345);
        Files.setAttribute(data, "unix:gid", 12346);
      }
      SlapdFiles files = new SlapdFiles(slapd, folder);
      String before = files.export();
      HostEstate estate = new HostEstate(host());

      List<Change> changes = estate.apply(step(slapd.folder().resolve("slapd.d")));

      assertEquals(new TreeSet<>(List.of("configuration.ldif")), estate.kept());
      assertTrue(estate.notes().stream().anyMatch(each -> each.contains("replicas")), estate.notes().toString());
      Object owner = Files.getAttribute(data, "unix:uid");
      assertEquals(owner, Files.getAttribute(data.resolve("data.mdb"), "unix:uid"));
      assertEquals(root ? 12345 : owner, owner);
      assertTrue(Files.exists(data.resolveSibling("data.before-transplant").resolve("data.mdb")));
      try (var beside = Files.list(slapd.folder())) {
        assertFalse(beside.anyMatch(each -> each.getFileName().toString().contains("mailtrek") || each.getFileName().toString().contains("new-")), "something was left");
      }
      slapd.restart();
      try (LdapDirectory directory = LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), LdapLimits.DEFAULT)) {
        long[] found = new long[1];
        directory.view().search(LabSlapd.BASE, SearchScope.SUB, Filter.createEqualityFilter("objectClass", "kopano-user"), each -> found[0]++, "1.1");
        assertEquals(14, found[0], "the index of the new database does not find the new class");
      }
      slapd.stop();
      assertEquals(List.of(), estate.preview(step(slapd.folder().resolve("slapd.d"))));
      assertEquals(List.of(), estate.undo(changes));
      assertEquals(before, files.export());
      assertFalse(Files.exists(data.resolveSibling("data.before-transplant")));
    }
  }

  @Test
  void findsConflictsWhileItLoadsWhereThePlanDidNotReadThemAndLeavesTheDatabase() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT)) {
      slapd.load(Files.writeString(folder.resolve("entries.ldif"), String.join("\n", FaultyEntries.all())));
      slapd.stop();
      String before = new SlapdFiles(slapd, folder).export();
      SlapdPlace place = new SlapdPlace("here", HostPath.of(slapd.folder().resolve("slapd.d").toString()), LabSlapd.BASE);
      RebuildDirectory unread = new RebuildDirectory(place, new Rebuild(Policy.OnConflict.STOP, ReplicaWay.RELOAD, true), new StoppedReadings());

      TrekException refused = assertThrows(TrekException.class, () -> new HostEstate(host()).apply(unread));

      assertTrue(refused.what().contains("conflicts between old and new values"), refused.getMessage());
      assertEquals(before, new SlapdFiles(slapd, folder).export());
      assertFalse(Files.exists(slapd.folder().resolve("data.before-transplant")));
    }
  }

  @Test
  void comparesWithTheOldDatabaseAndNamesWhatSomebodyBroke() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT)) {
      String server = "dn: cn=s1,dc=example,dc=com\nobjectClass: device\nobjectClass: ipHost\nobjectClass: zarafa-server\ncn: s1\nipHostNumber: 10.0.0.1\nzarafaFilePath: /var/run/zarafa\n";
      slapd.load(Files.writeString(folder.resolve("entries.ldif"), StoppedSlapd.users(30).replaceFirst("(?s)^.*?\n\n", "") + server));
      slapd.stop();
      StoppedSlapd stopped = StoppedSlapd.on(slapd, Files.createDirectories(folder.resolve("estate")), slapd.folder().resolve("slapd.d"));
      assertEquals(0, stopped.run(StoppedSlapd.TRANSPLANT), stopped.said());
      slapd.restart();

      assertEquals(0, stopped.run("ldap", "sockets", "--yes"), stopped.said());
      assertEquals(0, stopped.run("ldap", "verify"), "what a later run has changed differs: " + stopped.said());
      assertTrue(stopped.said().contains("every value is as it was in here:"), stopped.said());

      try (LdapDirectory directory = LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), LdapLimits.DEFAULT)) {
        directory.modify("uid=u7,dc=example,dc=com", List.of(new Modification(ModificationType.REPLACE, "kopanoAliases", "other@example.com")), false);
      }
      assertEquals(4, stopped.run("ldap", "verify"), stopped.said());
      assertTrue(stopped.said().contains("uid=u7,dc=example,dc=com") && stopped.said().contains("a7@example.com"), stopped.said());

      Path old = slapd.folder().resolve("data.before-transplant");
      Files.move(old, old.resolveSibling("purged"));
      assertEquals(0, stopped.run("ldap", "verify"), stopped.said());
      assertFalse(stopped.said().contains("every value"), stopped.said());
    }
  }

  private LocalHost host() {
    return new LocalHost("here", List.of(), folder);
  }

  private static RebuildDirectory step(Path configuration) {
    SlapdPlace place = new SlapdPlace("here", HostPath.of(configuration.toString()), LabSlapd.BASE);
    return new RebuildDirectory(place, Rebuild.of(Policy.OnConflict.NEW, ReplicaWay.RELOAD), new StoppedReadings());
  }

  private static List<Entry> all(DirectoryEstate estate) throws Exception {
    List<Entry> entries = new ArrayList<>();
    estate.view().directory().search(LabSlapd.BASE, SearchScope.SUBORDINATE_SUBTREE, Filter.createPresenceFilter("objectClass"), entries::add, "*");
    return entries;
  }

  private static List<Entry> withoutOperational(java.util.Collection<Entry> entries) {
    return entries.stream().map(OfflineTransplantTest::plain).toList();
  }

  private static Entry plain(Entry entry) {
    Entry copy = entry.duplicate();
    for (String each : List.of("structuralObjectClass", "entryUUID", "creatorsName", "createTimestamp", "entryCSN", "modifiersName", "modifyTimestamp", "contextCSN")) {
      copy.removeAttribute(each);
    }
    return copy;
  }
}
