package org.mailtrek.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.Children;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.LabProgram;
import org.mailtrek.lab.RequiresLab;

/** Z11: what confines programs to paths, and who may read keys. */
class AdaptConfinementTest {

  private static final String LOCAL = "/etc/apparmor.d/local/usr.sbin.clamd";
  private static final String SUBS = "/etc/selinux/targeted/contexts/files/file_contexts.subs";
  private static final String KEYTAB = "/etc/security/mail.keytab";
  private static final String PROFILE = """
      profile clamd /usr/sbin/clamd {
        /etc/clamav/** r,
        # the attachments below /var/lib/zarafa are its own business
        include if exists <local/usr.sbin.clamd>
      }
      """;
  private static final String CONTEXTS = """
      /var/lib(/.*)?	system_u:object_r:var_lib_t:s0
      /var/lib/zarafa(/.*)?	system_u:object_r:zarafa_var_lib_t:s0
      /var/lib/zarafa-webaccess(/.*)?	system_u:object_r:zarafa_var_lib_t:s0
      """;

  @TempDir Path folder;

  private static AdaptConfinement step() {
    Map<String, String> moved = Map.of("/var/lib/zarafa", "/var/lib/kopano", "/srv/zarafa/attachments", "/srv/kopano/attachments", "/etc/zarafa", "/etc/kopano");
    return new AdaptConfinement("mail1", view -> new Owner("mail", "mail"), new MovedPaths(List.copyOf(moved.entrySet())));
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nmail:x:8:8::/:/bin/sh\n");
    world.file("/etc/group", "root:x:0:\nmail:x:8:\n");
    world.file("/etc/apparmor.d/usr.sbin.clamd", PROFILE);
    world.file(LOCAL, "# scans mail\n/srv/zarafa/attachments/** r,\n/srv/zarafa/attachments-old/** r,");
    world.file("/etc/apparmor.d/usr.sbin.mine", "profile mine /usr/sbin/mine {\n  /var/lib/zarafa/** r,\n}\n");
    world.file("/etc/apparmor.d/local/usr.sbin.zarafa-server", "/mnt/@{HOST}/var/lib/zarafa/x r,\n/var/lib/zarafa/more/** rwk,\n");
    world.file("/etc/apparmor.d/usr.sbin.kopano-server", "/usr/sbin/kopano-server {\n  #include <local/usr.sbin.kopano-server>\n}\n");
    world.file("/sys/module/apparmor/parameters/enabled", "Y\n");
    world.file("/etc/selinux/config", "# mode\nSELINUX=enforcing\nSELINUXTYPE=targeted\n");
    world.file("/etc/selinux/targeted/contexts/files/file_contexts", CONTEXTS);
    world.file("/etc/default/zarafa", "ZARAFA_LOCALE=C\nexport KRB5_KTNAME=FILE:" + KEYTAB + "\n");
    world.file(KEYTAB, "keys");
    world.machine().disk().chmod(HostPath.of(KEYTAB), 0600);
    return world;
  }

  @TestFactory
  Stream<DynamicTest> adaptingPasses() {
    return StepHarness.of(step(), AdaptConfinementTest::world, world -> world.edit(LOCAL, "/srv/zarafa/attachments/** r,\n# mine\n")).laws();
  }

  private static Said previewed(StepWorld world) throws TrekException {
    Said said = new Said(world.view());
    step().preview(world.view(), said);
    return said;
  }

  private static String text(View view, String path) throws TrekException {
    return new String(view.host("mail1").readAll(HostPath.of(path)), StandardCharsets.UTF_8);
  }

  @Test
  void newPathsAreAllowedInTheAdministratorsPartAndTheOldOnesStay() throws TrekException {
    Said said = previewed(world());
    assertEquals("# scans mail\n/srv/zarafa/attachments/** r,\n/srv/zarafa/attachments-old/** r,\n  /srv/kopano/attachments/** r,\n", text(said.after, LOCAL));
    assertEquals("  /var/lib/kopano/more/** rwk,\n", text(said.after, "/etc/apparmor.d/local/usr.sbin.kopano-server").lines().filter(each -> each.contains("more")).findFirst().orElseThrow() + "\n");
    assertEquals(PROFILE, text(said.after, "/etc/apparmor.d/usr.sbin.clamd"), "a profile is its package's");
    assertTrue(said.says("/etc/apparmor.d/usr.sbin.mine allows paths that move and has no part of the administrator's"), said.notes::toString);
    assertTrue(said.says("apparmor_parser -r"), said.notes::toString);
  }

  @Test
  void labelsFollowWhereThePolicyKnowsTheOldPath() throws TrekException {
    Said said = previewed(world());
    assertEquals("/var/lib/kopano /var/lib/zarafa\n", text(said.after, SUBS));
    assertTrue(said.says("restorecon -R /var/lib/kopano"), said.notes::toString);
    StepWorld off = world();
    off.edit("/etc/selinux/config", "SELINUX=disabled\nSELINUXTYPE=targeted\n");
    assertTrue(previewed(off).after.host("mail1").stat(HostPath.of(SUBS)).isEmpty());
  }

  @Test
  void theDaemonsMayReadTheirKeytabAndNotWriteIt() throws TrekException {
    var state = previewed(world()).after.host("mail1").stat(HostPath.of(KEYTAB)).orElseThrow();
    assertEquals("0:8 640", state.uid() + ":" + state.gid() + " " + Integer.toOctalString(state.mode()));
  }

  @Test
  void theMachinesOwnKeytabIsLeftToPeople() throws TrekException {
    StepWorld world = world();
    world.edit("/etc/default/zarafa", "KRB5_KTNAME=/etc/krb5.keytab\n");
    world.file("/etc/krb5.keytab", "keys");
    Said said = previewed(world);
    assertTrue(said.says("give them a keytab of their own"), said.notes::toString);
    assertFalse(said.changes.stream().anyMatch(each -> each.describe().contains("krb5")), said.changes::toString);
  }

  @Test
  void aMachineWithNothingOfTheKindHasNoSuchStep() throws TrekException {
    assertFalse(AdaptConfinement.concerns(StepWorld.empty().view().host("mail1")));
    assertTrue(AdaptConfinement.concerns(world().view().host("mail1")));
  }

  @Test
  @RequiresLab("apparmor_parser")
  void apparmorsOwnParserTakesWhatWasAdded() throws Exception {
    View after = previewed(world()).after;
    Path local = Files.createDirectories(folder.resolve("local"));
    for (String name : List.of("usr.sbin.clamd", "usr.sbin.kopano-server")) {
      Files.writeString(local.resolve(name), text(after, "/etc/apparmor.d/local/" + name).replaceAll("(?m)^/mnt.*\n|^  /mnt.*\n", ""));
      Path profile = Files.writeString(folder.resolve(name), text(after, "/etc/apparmor.d/" + name));
      Programs.Ended ended = run("apparmor_parser", "--skip-kernel-load", "--skip-cache", "--base", folder.toString(), "--preprocess", profile.toString());
      assertEquals(0, ended.code(), ended::lastWords);
      assertTrue(ended.text().contains("/kopano/"), ended::text);
      assertEquals(0, run("apparmor_parser", "--skip-kernel-load", "--skip-cache", "--base", folder.toString(), profile.toString()).code());
    }
  }

  @Test
  @RequiresLab("selabel_lookup")
  void selinuxsOwnLookUpLabelsTheNewPathAsTheOld() throws Exception {
    View after = previewed(world()).after;
    Path contexts = Files.writeString(folder.resolve("file_contexts"), CONTEXTS);
    assertTrue(label(contexts).contains(":var_lib_t:"), "without the line it is labelled as anything there");
    Files.writeString(folder.resolve("file_contexts.subs"), text(after, SUBS));
    assertTrue(label(contexts).contains(":zarafa_var_lib_t:"), () -> "the new path is labelled as the old one");
  }

  private static String label(Path contexts) throws TrekException {
    Programs.Ended ended = run("selabel_lookup", "-b", "file", "-f", contexts.toString(), "-k", "/var/lib/kopano/attachments", "-t", "dir");
    return ended.text() + ended.err();
  }

  private static Programs.Ended run(String... command) throws TrekException {
    List<String> line = new ArrayList<>(List.of(command));
    line.set(0, LabProgram.find(command[0]).orElseThrow().toString());
    return Children.of("here").run(new byte[0], line);
  }

  private static final class Said implements Step.Preview {
    private final List<Change> changes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private View after;

    Said(View before) {
      after = before;
    }

    boolean says(String part) {
      return notes.stream().anyMatch(each -> each.contains(part));
    }

    @Override
    public void change(Change change) {
      changes.add(change);
      after = change.over(after);
    }

    @Override
    public void note(String sentence) {
      notes.add(sentence);
    }

    @Override
    public String content(byte[] bytes) {
      return "";
    }
  }
}
