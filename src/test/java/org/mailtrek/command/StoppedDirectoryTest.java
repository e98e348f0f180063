package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.directory.SlapdPlace;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

class StoppedDirectoryTest {

  private static final SlapdPlace PLACE = new SlapdPlace("mail1", HostPath.of("/etc/slapd.d"), "dc=x");

  @Test
  void aServerThatRunsIsStoppedAndStartedAgain() throws TrekException {
    assertEquals(List.of("stop-services", "rebuild-directory", "start-services", "reload-replicas"), steps(Run.RUNNING));
  }

  @Test
  void aServerThatWasStoppedStaysStopped() throws TrekException {
    assertEquals(List.of("rebuild-directory", "reload-replicas"), steps(Run.STOPPED));
  }

  @Test
  void nothingIsDoneWhereNoOldNameIsLeft() throws TrekException {
    assertEquals(Optional.empty(), StoppedDirectory.offline(world(Run.RUNNING, "kopano-user").view(), PLACE, false));
    assertEquals(Optional.empty(), StoppedDirectory.offline(world(Run.RUNNING, "kopano-user").view(), PLACE, true));
  }

  @Test
  void entriesAreReadOnceOnlyWhereNobodyReadsThePlanAndNobodyWaitsForTheServer() throws TrekException {
    assertEquals("meanwhile", StoppedDirectory.offline(world(Run.STOPPED, "zarafa-user").view(), PLACE, true).orElseThrow().get("look"));
    assertEquals(Optional.empty(), look(Run.STOPPED, false));
    assertEquals(Optional.empty(), look(Run.RUNNING, true));
  }

  @Test
  void theServiceIsTheOneThatIsDeclaredOrInstalled() throws TrekException {
    assertEquals(List.of("openldap", "slapd@main", "slapd"), List.of(service("", "openldap"), service(", service: slapd@main", "slapd@main"), service("", "other")));
    TrekException refused = assertThrows(TrekException.class, () -> service(", service: slapd2", "slapd"));
    assertTrue(refused.what().contains("no service slapd2") && refused.next().contains("directory: service:"), refused.getMessage());
  }

  @Test
  void theServiceOfThatNameIsStoppedAndStarted() throws TrekException {
    StepWorld world = world(Run.STOPPED, "zarafa-user");
    world.machine().services().set("slapd@main", Run.RUNNING, true);
    SlapdPlace place = new SlapdPlace("mail1", PLACE.configuration(), "dc=x", "slapd@main");
    Map<String, String> options = StoppedDirectory.offline(world.view(), place, true).orElseThrow();
    assertEquals("yes", options.get("running"));
    assertEquals("slapd@main", StoppedDirectory.place(options).service());
    options.putAll(Map.of("look", "before", "way", "offline", "on-conflict", "stop", "replicas", "reload"));
    assertTrue(transplant().steps(world.view(), options).get(0).title().contains("slapd@main"));
  }

  private static String service(String declared, String installed) throws TrekException {
    StepWorld world = StepWorld.empty();
    world.machine().services().set(installed, Run.RUNNING, true);
    String text = "estate: x\nhosts: { mail1: { local: true } }\ndirectory: { url: ldap://127.0.0.1, base: dc=x, config: { folder: /etc/slapd.d }" + declared + " }\n";
    return SlapdPlace.of(EstateFile.parse(Path.of("estate.yaml"), text), world.view()).service();
  }

  private static Optional<String> look(Run run, boolean unread) throws TrekException {
    return Optional.ofNullable(StoppedDirectory.offline(world(run, "zarafa-user").view(), PLACE, unread).orElseThrow().get("look"));
  }

  private static List<String> steps(Run run) throws TrekException {
    StepWorld world = world(run, "zarafa-user");
    Runbook transplant = transplant();
    Map<String, String> options = StoppedDirectory.offline(world.view(), PLACE, false).orElseThrow();
    options.put("look", "before");
    options.put("way", "offline");
    options.put("on-conflict", "stop");
    options.put("replicas", "reload");
    return transplant.steps(world.view(), options).stream().map(Step::id).toList();
  }

  private static Runbook transplant() {
    return SingleStep.all(List.of(), host -> {
      throw new IllegalStateException("no mail server is started");
    }).stream().filter(each -> each.name().equals("ldap transplant")).findFirst().orElseThrow();
  }

  private static StepWorld world(Run run, String objectClass) throws TrekException {
    StepWorld world = StepWorld.empty();
    world.machine().services().set("slapd", run, true);
    world.file("/etc/slapd.d/leads", "/var/lib/ldap");
    world.file("/var/lib/ldap/data.mdb", "dn: uid=a,dc=x\nobjectClass: " + objectClass + "\nuid: a\n\n");
    return world;
  }
}
