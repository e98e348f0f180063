package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

final class ConfigStepsTest {

  private static final String NEW_SERVER = "/etc/kopano/server.cfg";

  private final Catalogue catalogue = Catalogue.open();
  private final ConfigSteps steps = new ConfigSteps(catalogue);
  private final TakeoverOptions options = TakeoverOptions.of(Release.of("zcp-7.2.6"), Release.of("kc-8.7.25"));

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nkopano:x:990:990::/:/bin/false\n");
    world.file("/etc/group", "root:x:0:\nkopano:x:990:\n");
    world.file("/etc/zarafa/server.cfg", "# ours\nmysql_password = sesame\nserver_tcp_port = 1236\nenable_hosted_zarafa = yes\n");
    world.file("/etc/zarafa/userscripts/createuser.d/mail", "exec /usr/bin/zarafa-admin --details $ZARAFA_USER\n");
    world.machine().disk().symlink("/usr/share/zarafa-webapp".getBytes(StandardCharsets.UTF_8), HostPath.of("/etc/zarafa/webapp"));
    world.file(NEW_SERVER, "# theirs\n#mysql_password =\nserver_listen = *:236\n");
    return world;
  }

  /** The classes of the steps, so that the test which looks for unproven steps finds them here. */
  private Step takeOver() {
    return new TakeOverConfiguration(catalogue, "mail1", options, Optional.empty());
  }

  private Step safeMode() {
    return new SetSafeMode("mail1", HostPath.of(NEW_SERVER), true);
  }

  @TestFactory
  Stream<DynamicTest> takingOverPasses() {
    return StepHarness.of(takeOver(), ConfigStepsTest::world, world -> world.edit(NEW_SERVER, "mine\n")).laws();
  }

  @TestFactory
  Stream<DynamicTest> mendingACopyPasses() {
    TakeoverOptions copy = new TakeoverOptions(options.from(), options.to(), Strategy.COPY, options.schema(), options.source(), options.target(), options.decided());
    Step step = new TakeOverConfiguration(catalogue, "mail1", copy, Optional.empty());
    return StepHarness.of(step, ConfigStepsTest::world, world -> world.edit(NEW_SERVER, "mine\n")).laws();
  }

  @TestFactory
  Stream<DynamicTest> safeModePasses() {
    return StepHarness.of(safeMode(), ConfigStepsTest::world, world -> world.edit(NEW_SERVER, "mine\n")).laws();
  }

  @Test
  void namesAreCarriedWithTheirPlacesMended() throws TrekException {
    List<Change> changes = new ArrayList<>();
    List<byte[]> contents = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    takeOver().preview(world().view(), new Preview(changes, notes, contents));
    List<String> described = changes.stream().map(Change::describe).toList();
    assertTrue(described.stream().anyMatch(each -> each.contains("/etc/kopano/webapp")), described::toString);
    assertEquals(1, described.stream().filter(each -> each.contains("/etc/kopano/userscripts: ")).count(), described::toString);
    String script = new String(contents.get(contents.size() - 1), StandardCharsets.UTF_8);
    assertEquals("exec /usr/bin/kopano-admin --details $KOPANO_USER\n", script);
    assertFalse((described + notes.toString()).contains("sesame"), "a secret is shown");
  }

  private static StepWorld fullWorld() throws TrekException {
    StepWorld world = world();
    world.file("/etc/zarafa/ssl/server.pem", "a key\n");
    world.file("/etc/zarafa/gateway/privkey.pem", "another\n");
    world.file("/etc/zarafa/license/base", "ABC\n");
    world.file("/etc/zarafa/license/cal/ten", "DEF\n");
    world.file("/etc/zarafa/quotamail/userwarning.mail", "Subject: your Zarafa mailbox, see /etc/zarafa/quotamail\n");
    world.file("/etc/zarafa/userscripts/createuser", "#!/bin/sh\nrun-parts /etc/zarafa/userscripts/createuser.d\n");
    world.file("/etc/zarafa/conf.d/site.cfg", "threads = 9\n");
    world.edit("/etc/zarafa/server.cfg", "!include conf.d/site.cfg\n");
    world.machine().disk().chmod(HostPath.of("/etc/zarafa/userscripts/createuser"), 0755);
    world.machine().disk().symlink("createuser".getBytes(StandardCharsets.UTF_8), HostPath.of("/etc/zarafa/userscripts/own"));
    return world;
  }

  private static Map<String, Change> previewed(Step step, StepWorld world) throws TrekException {
    List<Change> changes = new ArrayList<>();
    step.preview(world.view(), new Preview(changes, new ArrayList<>(), new ArrayList<>()));
    Map<String, Change> byPlace = new java.util.TreeMap<>();
    for (Change each : changes) {
      Change before = byPlace.put(String.join(" ", each.touches()), each);
      assertEquals(null, before, "made twice");
    }
    return byPlace;
  }

  @Test
  void everythingBesideIsCarriedByEitherStrategy() throws TrekException {
    for (Strategy strategy : Strategy.values()) {
      Map<String, Change> made = previewed(new TakeOverConfiguration(catalogue, "mail1", options.with(strategy), Optional.empty()), fullWorld());
      for (String each : List.of("ssl/server.pem", "gateway/privkey.pem", "license/base", "license/cal/ten", "quotamail/userwarning.mail", "userscripts/createuser", "userscripts/own", "webapp", "conf.d/site.cfg")) {
        assertTrue(made.containsKey("file mail1 /etc/kopano/" + each), () -> each + " is missing in " + made.keySet());
      }
      String script = made.get("file mail1 /etc/kopano/userscripts/createuser").toJson().toString();
      assertTrue(script.contains("\"mode\":\"750\"") && script.contains("\"owner\":\"root:kopano\""), script);
      assertTrue(made.get("file mail1 /etc/kopano/webapp").describe().contains("/usr/share/kopano-webapp"), made::toString);
      assertTrue(made.get("file mail1 /etc/kopano/userscripts/own").describe().contains("createuser"), made::toString);
    }
  }

  @Test
  void theShippedFilesAreKeptWhereOldOnesTakeTheirPlace() throws TrekException {
    Map<String, Change> copied = previewed(new TakeOverConfiguration(catalogue, "mail1", options.with(Strategy.COPY), Optional.empty()), fullWorld());
    assertTrue(copied.containsKey("file mail1 /etc/kopano-orig/server.cfg"), copied::toString);
    assertFalse(previewed(takeOver(), fullWorld()).containsKey("file mail1 /etc/kopano-orig/server.cfg"));
  }

  private record Preview(List<Change> changes, List<String> notes, List<byte[]> contents) implements Step.Preview {

    @Override
    public void change(Change change) {
      changes.add(change);
    }

    @Override
    public void note(String sentence) {
      notes.add(sentence);
    }

    @Override
    public String content(byte[] bytes) {
      contents.add(bytes);
      return "";
    }
  }

  @Test
  void saysWhereTheOldConfigurationIsMissing() throws TrekException {
    StepWorld world = StepWorld.empty();
    TrekException refused = assertThrows(TrekException.class, () -> steps.takeOver("mail1", options).verify(world.view()));
    assertTrue(refused.getMessage().contains("/etc/zarafa"), refused.getMessage());
  }

  @Test
  void theSafeModeStepNeedsTheFile() throws TrekException {
    StepWorld world = StepWorld.empty();
    Step step = steps.safeMode("mail1", HostPath.of(NEW_SERVER), false);
    assertEquals("safe-mode-off", step.id());
    assertThrows(TrekException.class, () -> step.verify(world.view()));
  }
}
