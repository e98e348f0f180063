package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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

class SetDirectiveTest {

  private static final String FILE = "/etc/zarafa/server.cfg";
  private static final Release RELEASE = Release.of("zcp-7.2.6");

  private static SetDirective set(String directive, Optional<String> value) {
    return new SetDirective(Catalogue.open().file(RELEASE, "server.cfg"), "mail1", HostPath.of(FILE), directive, value);
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file(FILE, "# ours\nuser_safe_mode\t=  no\nmysql_password = sesame\n");
    return world;
  }

  @TestFactory
  Stream<DynamicTest> settingPasses() {
    return StepHarness.of(set("user_safe_mode", Optional.of("yes")), SetDirectiveTest::world, world -> world.edit(FILE, "mine\n")).laws();
  }

  @Test
  void leavesAllOtherLinesAndTheLayout() throws TrekException {
    assertEquals("# ours\nuser_safe_mode\t=  yes\nmysql_password = sesame\n", after(set("user_safe_mode", Optional.of("yes"))));
    assertEquals("# ours\nmysql_password = sesame\n", after(set("user_safe_mode", Optional.empty())));
  }

  @Test
  void refusesWhatTheReleaseWouldNotTake() {
    assertTrue(refused(set("user_safe_moed", Optional.of("yes"))).next().contains("user_safe_mode"));
    assertTrue(refused(set("user_safe_mode", Optional.of("a\nb"))).what().contains("one line"));
  }

  @Test
  void tellsWhatIsInForceAndHidesSecrets() {
    TreeMap<HostPath, byte[]> files = new TreeMap<>();
    files.put(HostPath.of(FILE), "mysql_password = sesame\nmysql_pasword = x\nuser_safe_mode = yes\n".getBytes(StandardCharsets.UTF_8));
    ConfigTree tree = new ConfigTree(files);
    HostPath folder = HostPath.of("/etc/zarafa");
    List<InForce> all = InForce.of(Catalogue.open(), tree, folder, RELEASE, Optional.empty());
    assertEquals(List.of("(hidden)", "(hidden)", "yes"), all.stream().map(InForce::value).toList());
    InForce builtIn = InForce.of(Catalogue.open(), tree, folder, RELEASE, Optional.of("server_tcp_port")).get(0);
    assertEquals(new InForce("server.cfg", "server_tcp_port", "236", Optional.empty(), 0), builtIn);
  }

  @Test
  void namesTheLineThatCounts() {
    TreeMap<HostPath, byte[]> files = new TreeMap<>();
    files.put(HostPath.of(FILE), "threads = 1\n!include more.inc\n# end\n".getBytes(StandardCharsets.UTF_8));
    files.put(HostPath.of("/etc/zarafa/more.inc"), "# more\nthreads = 2\n".getBytes(StandardCharsets.UTF_8));
    InForce threads = InForce.of(Catalogue.open(), new ConfigTree(files), HostPath.of("/etc/zarafa"), RELEASE, Optional.of("threads")).get(0);
    assertEquals("2", threads.value());
    assertEquals("/etc/zarafa/more.inc:2, the last of 2 lines", threads.origin());
  }

  @Test
  void putsTheValueInForceWhereAnIncludedFileSetsAnother() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file(FILE, "user_safe_mode = no\n!include common.cfg\n# end\n");
    world.file("/etc/zarafa/common.cfg", "# shared\nuser_safe_mode = no\n");
    assertEquals("user_safe_mode = no\n!include common.cfg\n# end\nuser_safe_mode = yes\n", after(world, set("user_safe_mode", Optional.of("yes"))));
    world.edit(FILE, "user_safe_mode = yes\n!include common.cfg\n");
    assertEquals("user_safe_mode = yes\n!include common.cfg\nuser_safe_mode = yes\n", after(world, set("user_safe_mode", Optional.of("yes"))));
    world.edit(FILE, "!include common.cfg\nuser_safe_mode = yes # old\n");
    assertEquals("!include common.cfg\nuser_safe_mode = no\n", after(world, set("user_safe_mode", Optional.of("no"))));
  }

  @Test
  void refusesToUnsetWhatAnIncludedFileSets() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file(FILE, "user_safe_mode = no\n!include common.cfg\n");
    world.file("/etc/zarafa/common.cfg", "# shared\nuser_safe_mode = yes\n");
    TrekException refused = assertThrows(TrekException.class, () -> after(world, set("user_safe_mode", Optional.empty())));
    assertTrue(refused.what().contains("/etc/zarafa/common.cfg:2"), refused.what());
  }

  @Test
  void refusesAValueThatTheProgramWouldReadOtherwise() {
    assertTrue(refused(set("log_file", Optional.of("x".repeat(1024)))).what().contains("cut"));
    assertTrue(refused(set("log_file", Optional.of(" x"))).what().contains("blanks"));
  }

  private static TrekException refused(SetDirective step) {
    return assertThrows(TrekException.class, () -> after(step));
  }

  private static String after(SetDirective step) throws TrekException {
    return after(world(), step);
  }

  private static String after(StepWorld world, SetDirective step) throws TrekException {
    String[] found = {""};
    step.preview(
        world.view(),
        new Step.Preview() {
          @Override
          public void change(Change change) {}

          @Override
          public void note(String sentence) {}

          @Override
          public String content(byte[] bytes) {
            found[0] = new String(bytes, StandardCharsets.UTF_8);
            return "";
          }
        });
    return found[0];
  }
}
