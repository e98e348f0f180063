package org.mailtrek.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Gathered;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDatabase;
import org.mailtrek.host.fault.MemoryDirectory;

class BackupStepsTest {

  private static final String STORE = "/var/lib/zarafa/attachments";
  private static final Site SITE = new Site("mail1", HostPath.of("/etc/zarafa"), Optional.of(HostPath.of(STORE)), true);

  private static MakeBackup backup() {
    return new MakeBackup("backup", List.of(SITE), EnumSet.allOf(Part.class), ".kept");
  }

  private static StepWorld world() throws TrekException {
    MemoryDirectory directory = MemoryDirectory.of("dc=x");
    add(directory, "dn: ou=people,dc=x\nobjectClass: organizationalUnit\nou: people");
    add(directory, "dn: uid=ann,ou=people,dc=x\nobjectClass: person\nuid: ann\nmail: ann@x\nmail: a@x");
    MemoryDatabase database = new MemoryDatabase();
    database.schema(64);
    database.message(1000, "before");
    StepWorld world = StepWorld.empty().with(directory).with(database);
    world.file("/etc/zarafa/server.cfg", "mysql_password = sesame\n");
    world.file("/etc/zarafa/userscripts/a 'b'", "exit 0\n");
    world.machine().disk().symlink("server.cfg".getBytes(StandardCharsets.UTF_8), HostPath.of("/etc/zarafa/link.cfg"));
    world.file(STORE + "/0/1/10", "ten");
    world.file(STORE + "/0/1/11", "eleven");
    world.file(STORE + "/1/2/12", "twelve");
    world.machine().services().set("zarafa-server", Run.STOPPED, true);
    return world;
  }

  private static void add(MemoryDirectory directory, String entry) {
    try {
      assertTrue(directory.add(new Entry(entry.split("\n")), false).ok());
    } catch (LDIFException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static MemoryKept kept() throws TrekException {
    return kept(world());
  }

  /** The world in which somebody has done damage since the backup was made. */
  private static StepWorld damaged() throws TrekException {
    StepWorld world = kept().in(world());
    for (String each : List.of("/0/1/10", "/0/1/11", "/1/2/12")) {
      world.folder(HostPath.of(STORE + ".kept" + each).parent().toString());
      world.machine().disk().link(HostPath.of(STORE + each), HostPath.of(STORE + ".kept" + each));
    }
    world.machine().disk().delete(HostPath.of(STORE + "/0/1/10"));
    world.machine().disk().delete(HostPath.of(STORE + "/1/2/12"));
    world.machine().disk().delete(HostPath.of(STORE + "/1/2"));
    world.edit("/etc/zarafa/server.cfg", "nonsense\n");
    world.machine().disk().delete(HostPath.of("/etc/zarafa/userscripts/a 'b'"));
    world.machine().disk().delete(HostPath.of("/etc/zarafa/userscripts"));
    world.machine().disk().delete(HostPath.of("/etc/zarafa/link.cfg"));
    world.file("/etc/zarafa/newer.cfg", "x\n");
    assertTrue(world.directory().delete("uid=ann,ou=people,dc=x").ok());
    assertTrue(world.directory().delete("ou=people,dc=x").ok());
    world.database().message(1001, "later");
    return world;
  }

  @TestFactory
  Stream<DynamicTest> makingOnePasses() {
    return StepHarness.of(
            backup(),
            BackupStepsTest::world,
            world -> {
              world.machine().disk().rename(HostPath.of(STORE + ".kept"), HostPath.of("/var/lib/elsewhere"));
              world.file(STORE + ".kept", "mine\n");
            })
        .laws();
  }

  @TestFactory
  Stream<DynamicTest> restoringTheConfigurationPasses() throws TrekException {
    return StepHarness.of(new RestoreConfig("mail1", kept()), BackupStepsTest::damaged, world -> world.edit("/etc/zarafa/server.cfg", "mine\n")).laws();
  }

  @TestFactory
  Stream<DynamicTest> restoringOwnersAndAttributesPasses() throws TrekException {
    return StepHarness.of(new RestoreConfig("mail1", kept(attributed())), () -> mangled(attributed()), world -> world.edit("/etc/zarafa/server.cfg", "mine\n")).laws();
  }

  @Test
  void restoresFoldersAndAttributesToo() throws TrekException {
    StepWorld world = mangled(attributed());
    Gathered found = new Gathered();
    new RestoreConfig("mail1", kept(attributed())).preview(world.view(), found);
    assertEquals(List.of("file-content", "ownership"), found.changes.stream().map(Change::kind).toList());
    assertTrue(found.changes.get(1).describe().contains("/etc/zarafa/userscripts: owner 3:4, folders 750"), found.changes::toString);
    assertTrue(found.changes.get(0).toJson().toString().contains("user.note"), found.changes::toString);
  }

  private static StepWorld attributed() throws TrekException {
    StepWorld world = world();
    world.machine().disk().attribute(HostPath.of("/etc/zarafa/server.cfg"), "user.note", Optional.of("ours".getBytes(StandardCharsets.UTF_8)));
    world.machine().disk().chown(HostPath.of("/etc/zarafa/userscripts"), 3, 4);
    world.machine().disk().chmod(HostPath.of("/etc/zarafa/userscripts"), 0750);
    return world;
  }

  private static StepWorld mangled(StepWorld world) throws TrekException {
    world.machine().disk().attribute(HostPath.of("/etc/zarafa/server.cfg"), "user.note", Optional.empty());
    world.machine().disk().chown(HostPath.of("/etc/zarafa/userscripts"), 5, 6);
    world.machine().disk().chmod(HostPath.of("/etc/zarafa/userscripts"), 0777);
    return world;
  }

  private static MemoryKept kept(StepWorld world) throws TrekException {
    MemoryKept kept = new MemoryKept();
    backup().keep(world.view(), kept);
    return kept;
  }

  @TestFactory
  Stream<DynamicTest> restoringTheDirectoryPasses() throws TrekException {
    return StepHarness.of(
            new RestoreDirectory(kept(), List.of()),
            BackupStepsTest::damaged,
            world -> world.directory().modify("uid=ann,ou=people,dc=x", List.of(new Modification(ModificationType.ADD, "mail", "mine@x")), false))
        .laws();
  }

  @TestFactory
  Stream<DynamicTest> restoringTheDatabasePasses() throws TrekException {
    return StepHarness.of(new RestoreDatabase("mail1", kept(), true, java.util.List.of()), BackupStepsTest::damaged, world -> world.database().message(2000, "mine")).laws();
  }

  @TestFactory
  Stream<DynamicTest> loadingADumpPasses() throws TrekException {
    Step load = new LoadDump("mail1", kept(), new RestoreDatabase("mail1", kept(), true, java.util.List.of()));
    return StepHarness.of(load, BackupStepsTest::damaged, world -> world.database().message(2000, "mine")).laws();
  }

  @TestFactory
  Stream<DynamicTest> stoppingTheMailServersPasses() throws TrekException {
    Step stop = new StopMailServers("mail1", new RestoreDatabase("mail1", kept(), true, java.util.List.of()));
    return StepHarness.of(stop, BackupStepsTest::running, world -> world.machine().services().set("zarafa-server", Run.ABSENT, false)).laws();
  }

  @Test
  void refusesToExchangeTheTablesUnderARunningServer() throws TrekException {
    StepWorld world = running();
    RestoreDatabase restore = new RestoreDatabase("mail1", kept(), true, java.util.List.of());
    TrekException refused = assertThrows(TrekException.class, () -> restore.preview(world.view(), new Gathered()));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    assertTrue(refused.next().startsWith("services stop mail1 zarafa-server"), refused::toString);
    StopMailServers stop = new StopMailServers("mail1", restore);
    assertEquals(Optional.of(stop.id()), restore.after(stop, world.view()).knownAfter());
    world.machine().services().stop("zarafa-server");
    assertEquals(Optional.empty(), restore.after(stop, world.view()).knownAfter());
    assertTrue(restore.room(world.view()) > 0);
  }

  private static StepWorld running() throws TrekException {
    StepWorld world = damaged();
    world.machine().services().set("zarafa-server", Run.RUNNING, true);
    return world;
  }

  @TestFactory
  Stream<DynamicTest> restoringAttachmentsPasses() throws TrekException {
    return StepHarness.of(
            new RestoreAttachments("mail1", kept()),
            BackupStepsTest::damaged,
            world -> {
              world.machine().disk().delete(HostPath.of(STORE + "/0/1/10"));
              world.file(STORE + "/0/1/10", "mine");
            })
        .laws();
  }

  @Test
  void whatIsRestoredGetsTheOwnerOfThen() throws TrekException {
    StepWorld world = damaged();
    world.machine().disk().chown(HostPath.of(STORE + ".kept/0/1/10"), 7, 8);
    Gathered found = new Gathered();
    new RestoreAttachments("mail1", kept()).preview(world.view(), found);
    assertEquals(List.of("ownership", "linked-copy", "linked-copy"), found.changes.stream().map(Change::kind).toList());
    assertTrue(found.changes.get(0).describe().contains(".kept/0/1/10: owner 0:0"), found.changes::toString);
  }

  @TestFactory
  Stream<DynamicTest> restoringAttachmentsWithTheirOwnersPasses() throws TrekException {
    return StepHarness.of(
            new RestoreAttachments("mail1", kept()),
            () -> {
              StepWorld world = damaged();
              world.machine().disk().chown(HostPath.of(STORE + ".kept/0/1/10"), 7, 8);
              return world;
            },
            world -> {
              world.machine().disk().delete(HostPath.of(STORE + "/1/2/12"));
              world.file(STORE + "/1/2/12", "mine");
            })
        .laws();
  }

  /** Attachments that are a mount of their own, where no second name can be. */
  private static StepWorld mounted() throws TrekException {
    StepWorld world = StepWorld.empty().with(MemoryDirectory.of("dc=x")).with(new MemoryDatabase());
    world.folder(STORE);
    world.machine().files().mount(HostPath.of(STORE));
    world.file(STORE + "/0/1/10", "ten");
    world.file(STORE + "/0/1/11", "e".repeat(70_000));
    world.machine().disk().chown(HostPath.of(STORE + "/0/1/11"), 3, 4);
    return world;
  }

  private static MemoryKept copied() throws TrekException {
    MemoryKept kept = new MemoryKept();
    new MakeBackup("backup", List.of(SITE), EnumSet.of(Part.ATTACHMENTS), ".kept").copying().keep(mounted().view(), kept);
    return kept;
  }

  @Test
  void attachmentsThatNoLinkReachesAreCopiedAndTheRoomForThemIsCounted() throws TrekException {
    assertEquals(List.of("mail1/attachment-files.jsonl", "mail1/attachment-files" + STORE + "/0/1/10", "mail1/attachment-files" + STORE + "/0/1/11"),
        copied().files().keySet().stream().sorted(java.util.Comparator.comparing(String::length)).toList());
    MakeBackup backup = new MakeBackup("backup", List.of(SITE), EnumSet.of(Part.ATTACHMENTS), ".kept");
    assertEquals(0, backup.room(mounted().view()));
    assertEquals(70_003, backup.copying().room(mounted().view()));
  }

  @TestFactory
  Stream<DynamicTest> restoringCopiedAttachmentsPasses() throws TrekException {
    return StepHarness.of(
            RestoreConfig.ofAttachments("mail1", copied()),
            () -> {
              StepWorld world = copied().in(mounted());
              world.machine().disk().delete(HostPath.of(STORE + "/0/1/11"));
              world.edit(STORE + "/0/1/10", "TEN");
              return world;
            },
            world -> world.edit(STORE + "/0/1/10", "mine"))
        .laws();
  }

  @TestFactory
  Stream<DynamicTest> restoringTheIndexPasses() throws TrekException {
    StepWorld indexed = world();
    indexed.file("/var/lib/zarafa/search/ann/terms", "t".repeat(70_000));
    Site site = new Site("mail1", HostPath.of("/etc/zarafa"), Optional.empty(), false, Optional.of(HostPath.of("/var/lib/zarafa/search")));
    MakeBackup make = new MakeBackup("backup", List.of(site), EnumSet.of(Part.INDEX), ".kept");
    assertEquals(70_000, make.room(indexed.view()));
    MemoryKept kept = new MemoryKept();
    make.keep(indexed.view(), kept);
    return StepHarness.of(
            RestoreConfig.ofIndex("mail1", kept),
            () -> {
              StepWorld world = kept.in(world());
              world.file("/var/lib/zarafa/search/ann/terms", "broken");
              return world;
            },
            world -> world.edit("/var/lib/zarafa/search/ann/terms", "mine"))
        .laws();
  }

  @Test
  void allIsAllButTheIndex() throws TrekException {
    assertEquals("config,ldap,database,attachments", Part.words(Part.read("backup", List.of("all"))));
    assertEquals("config,ldap,database,attachments", Part.words(Part.read("backup", List.of())));
    assertEquals("config,index", Part.words(Part.read("backup", List.of("index,config"))));
  }

  @Test
  void refusesToLoseWhatArrivedUnlessTold() throws TrekException {
    StepWorld world = damaged();
    TrekException refused = assertThrows(TrekException.class, () -> new RestoreDatabase("mail1", kept(), false, java.util.List.of()).preview(world.view(), new Gathered()));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    assertTrue(refused.what().contains("1 mails") && refused.next().contains("--over-newer"), refused::toString);
  }

  @Test
  void refusesADatabaseOfAnotherSchemaUnlessTold() throws TrekException {
    StepWorld world = world();
    world.database().schema(118);
    TrekException refused = assertThrows(TrekException.class, () -> new RestoreDatabase("mail1", kept(), false, java.util.List.of()).preview(world.view(), new Gathered()));
    assertTrue(refused.what().contains("schema 64") && refused.what().contains("schema 118"), refused::toString);
  }

  @Test
  void restoresEntriesByDifference() throws TrekException {
    StepWorld world = world();
    world.directory().modify("uid=ann,ou=people,dc=x", List.of(new Modification(ModificationType.DELETE, "mail", "a@x"), new Modification(ModificationType.ADD, "sn", "new")), false);
    Gathered found = new Gathered();
    new RestoreDirectory(kept(), List.of()).preview(world.view(), found);
    assertEquals(1, found.changes.size());
    assertTrue(found.changes.get(0).toJson().toString().contains("\"attribute\":\"sn\""), found.changes::toString);
  }

  /** Takes what a preview finds. */
}
