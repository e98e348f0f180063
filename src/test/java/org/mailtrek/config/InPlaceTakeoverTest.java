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

/** An upgrade that writes the new release's files where the old ones lie (K9). */
final class InPlaceTakeoverTest {

  private static final HostPath FOLDER = HostPath.of("/etc/kopano");
  private static final HostPath KEPT = HostPath.of("/etc/kopano-8.1.0");
  private static final String SERVER = "/etc/kopano/server.cfg";
  private static final String OURS = "# ours\nmysql_password = sesame\nserver_tcp_port = 1236\nthreads = 9\n!include local.cfg\n";

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nkopano:x:990:990::/:/bin/false\n");
    world.file("/etc/group", "root:x:0:\nkopano:x:990:\n");
    world.file(SERVER, OURS);
    world.file("/etc/kopano/local.cfg", "cache_cell_size = 1G\n");
    world.file("/etc/kopano/notes.txt", "not a configuration file\n");
    return world;
  }

  private static StepWorld aside() throws TrekException {
    StepWorld world = world();
    world.file("/etc/kopano-8.1.0/server.cfg", OURS);
    world.file("/etc/kopano-8.1.0/local.cfg", "cache_cell_size = 1G\n");
    return world;
  }

  private static Step setAside() {
    return new SetAside("mail1", FOLDER, KEPT);
  }

  private static Step upgrade(Strategy strategy) {
    TakeoverOptions options = new TakeoverOptions(Release.of("kc-8.1.0"), Release.of("kc-8.7.25"), strategy, Schema.TRANSPLANT, FOLDER, FOLDER, Map.of());
    return new TakeOverConfiguration(Catalogue.open(), "mail1", options, Optional.of(KEPT));
  }

  @TestFactory
  Stream<DynamicTest> settingAsidePasses() {
    return StepHarness.of(setAside(), InPlaceTakeoverTest::world, world -> world.edit("/etc/kopano-8.1.0/server.cfg", "mine\n")).laws();
  }

  @TestFactory
  Stream<DynamicTest> mergingInPlacePasses() {
    return StepHarness.of(upgrade(Strategy.MERGE), InPlaceTakeoverTest::aside, world -> world.edit(SERVER, "mine\n")).laws();
  }

  @TestFactory
  Stream<DynamicTest> mendingInPlacePasses() {
    return StepHarness.of(upgrade(Strategy.COPY), InPlaceTakeoverTest::aside, world -> world.edit(SERVER, "mine\n")).laws();
  }

  @Test
  void onlyConfigurationIsSetAside() throws TrekException {
    List<String> made = touched(setAside(), world(), new ArrayList<>());
    assertEquals(List.of("file mail1 /etc/kopano-8.1.0", "file mail1 /etc/kopano-8.1.0/local.cfg", "file mail1 /etc/kopano-8.1.0/server.cfg"), made.stream().sorted().toList());
  }

  @Test
  void anotherConfigurationThatWasKeptIsNotTakenForThisOne() throws TrekException {
    StepWorld world = aside();
    world.edit("/etc/kopano-8.1.0/server.cfg", "of some other day\n");
    TrekException refused = assertThrows(TrekException.class, () -> touched(setAside(), world, new ArrayList<>()));
    assertTrue(refused.what().contains("holds other settings"), refused.what());
  }

  @Test
  void valuesOfTheOldFileAndWhatItIncludesGoIntoTheNewFile() throws TrekException {
    for (Strategy strategy : Strategy.values()) {
      List<String> contents = new ArrayList<>();
      touched(upgrade(strategy), aside(), contents);
      String server = contents.stream().filter(each -> each.contains("sesame")).findFirst().orElseThrow();
      assertTrue(server.contains("server_listen = *:1236") || server.contains("server_listen = 0.0.0.0:1236"), server);
      assertTrue(server.contains("threads = 9"), server);
      assertFalse(server.lines().anyMatch(line -> line.startsWith("server_tcp_port")), server);
    }
  }

  @Test
  void whatThePackageLaidBesideIsTheBaseOfTheNewFile() throws TrekException {
    StepWorld world = aside();
    world.file(SERVER + ".dpkg-dist", "# theirs, of the new release\nthreads = 8\n");
    List<String> contents = new ArrayList<>();
    touched(upgrade(Strategy.MERGE), world, contents);
    String server = contents.stream().filter(each -> each.contains("sesame")).findFirst().orElseThrow();
    assertTrue(server.contains("# theirs, of the new release"), server);
  }

  private static List<String> touched(Step step, StepWorld world, List<String> contents) throws TrekException {
    List<Change> changes = new ArrayList<>();
    step.preview(
        world.view(),
        new Step.Preview() {
          @Override
          public void change(Change change) {
            changes.add(change);
          }

          @Override
          public void note(String sentence) {
            assertFalse(sentence.contains("sesame"), "a secret is shown");
          }

          @Override
          public String content(byte[] bytes) {
            contents.add(new String(bytes, StandardCharsets.UTF_8));
            return "";
          }
        });
    return changes.stream().flatMap(each -> each.touches().stream()).toList();
  }
}
