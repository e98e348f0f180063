package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.check.IdentityGuard;
import org.mailtrek.check.PluginSettings;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ConfigSteps;
import org.mailtrek.config.Release;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDatabase;
import org.mailtrek.host.fault.MemoryDirectory;

class KopanoStepsTest {

  private static final String STORE = "/var/lib/zarafa/attachments";
  private static final String SERVER_FILE = "/etc/kopano/server.cfg";
  private static final Map<String, String> LDAP = Map.of(
      "ldap_search_base", "dc=x", "ldap_user_type_attribute_value", "person", "ldap_user_unique_attribute", "uidNumber", "ldap_loginname_attribute", "uid");

  static final Migration MOVE =
      new Migration(
          "mail1",
          Release.of("zcp-7.2.6"),
          Release.of("kc-8.7.25"),
          HostPath.of("/etc/zarafa"),
          HostPath.of("/etc/kopano"),
          HostPath.of(STORE),
          HostPath.of("/var/lib/kopano/attachments"),
          HostPath.of("/var/lib/zarafa/search"),
          HostPath.of("/var/lib/kopano/search"));

  /** Returns the same migration from another release. */
  static Migration from(String release) {
    return new Migration(
        "mail1", Release.of("zcp-" + release), MOVE.to(), MOVE.oldConfig(), MOVE.newConfig(), MOVE.oldAttachments(), MOVE.newAttachments(), MOVE.oldIndex(), MOVE.newIndex());
  }

  @TestFactory
  Stream<DynamicTest> backingUpPasses() {
    String backup = STORE + ".before-kc-8.7.25";
    return StepHarness.of(new BackUp(MOVE), KopanoStepsTest::world, world -> replaceByAFile(world, backup)).laws();
  }

  @TestFactory
  Stream<DynamicTest> leavingSafeModePasses() {
    LeaveSafeMode step =
        new LeaveSafeMode("mail1", new ConfigSteps(Catalogue.open()).safeMode("mail1", HostPath.of(SERVER_FILE), false), List.of());
    return StepHarness.of(step, KopanoStepsTest::safe, world -> world.edit(SERVER_FILE, "mine\n")).laws();
  }

  @TestFactory
  Stream<DynamicTest> checkingPeoplePasses() {
    return StepHarness.lawsOfNoChange(people(), KopanoStepsTest::world);
  }

  @TestFactory
  Stream<DynamicTest> sayingWhatPeopleMustDoPasses() {
    return StepHarness.lawsOfNoChange(new PeopleMustDo(List.of("look out")), KopanoStepsTest::world);
  }

  private static CheckPeople people() {
    IdentityGuard.Settings settings = view -> PluginSettings.of(LDAP, false);
    return new CheckPeople("mail1", settings);
  }

  static StepWorld world() throws TrekException {
    MemoryDirectory directory = MemoryDirectory.of("dc=x");
    add(directory, "dn: uid=ann,dc=x\nobjectClass: person\nobjectClass: zarafa-user\nuid: ann\nuidNumber: 100\nzarafaAliases: anna@x");
    MemoryDatabase database = new MemoryDatabase();
    database.schema(64);
    database.user(2, "100", 0x10001);
    database.store(1, 2, "ann");
    database.attachment(10);
    database.message(1000, "before");
    StepWorld world = StepWorld.empty().with(directory).with(database);
    world.file("/etc/zarafa/server.cfg", "mysql_password = sesame\n");
    world.file("/etc/zarafa/userscripts/a 'b'", "exit 0\n");
    world.file(STORE + "/0/1/10", "ten");
    world.machine().disk().symlink("server.cfg".getBytes(java.nio.charset.StandardCharsets.UTF_8), HostPath.of("/etc/zarafa/link.cfg"));
    return world;
  }

  private static StepWorld safe() throws TrekException {
    StepWorld world = world();
    world.file(SERVER_FILE, "# ours\nuser_safe_mode = yes\n");
    world.machine().services().set("kopano-server", Run.RUNNING, true);
    return world;
  }

  private static void add(MemoryDirectory directory, String entry) {
    try {
      assertTrue(directory.add(new Entry(entry.split("\n")), false).ok());
    } catch (LDIFException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void replaceByAFile(StepWorld world, String folder) throws TrekException {
    world.machine().disk().rename(HostPath.of(folder), HostPath.of("/var/lib/elsewhere"));
    world.file(folder, "mine\n");
  }

  @Test
  void whomTheServerWouldDeleteIsNamedAfterTheStart() throws TrekException {
    StepWorld world = world();
    world.database().user(3, "101", 0x10001);
    TrekException different = assertThrows(TrekException.class, () -> people().verify(world.view()));
    assertEquals(TrekException.Kind.DIFFERENT, different.kind());
    assertTrue(different.what().contains("101"), different.what());
  }

  @Test
  void leavingSafeModeSaysWhenTheServerDoesNotRun() throws TrekException {
    StepWorld world = safe();
    world.edit(SERVER_FILE, "user_safe_mode = no\n");
    world.machine().services().set("kopano-server", Run.FAILED, true);
    LeaveSafeMode step =
        new LeaveSafeMode("mail1", new ConfigSteps(Catalogue.open()).safeMode("mail1", HostPath.of(SERVER_FILE), false), List.of());
    assertEquals("does not run", assertThrows(TrekException.class, () -> step.verify(world.view())).what());
  }
}
