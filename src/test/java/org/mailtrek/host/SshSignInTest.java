package org.mailtrek.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;

/** Signing in to a real sshd, and being refused there. */
@RequiresLab({"sshd", "ssh-keygen", "ssh-agent", "ssh-add"})
class SshSignInTest {

  private static LabSshd sshd;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    sshd = LabSshd.start();
  }

  @AfterAll
  static void stop() {
    sshd.close();
  }

  private static SshTarget with(List<Path> keys, Optional<Path> agent, Path known) {
    SshTarget right = sshd.target("lab", sshd.port());
    return new SshTarget("lab", right.address(), Optional.empty(), keys, agent, known, false, false, right.owner());
  }

  private static SshTarget knownBy(Path known) {
    return with(List.of(sshd.folder().resolve("user")), Optional.empty(), known);
  }

  private static TrekException refused(SshTarget target, SshAnswers answers) {
    return assertThrows(TrekException.class, () -> SshHost.open(target, answers).close());
  }

  @Test
  void anUnknownKeyIsRefusedWithItsFingerprintAndTrustedOnRequest() throws Exception {
    Path known = folder.resolve("new/known_hosts");
    TrekException failure = refused(knownBy(known), new NoAnswers());
    assertEquals(TrekException.Kind.REFUSED, failure.kind());
    assertTrue(failure.what().contains("SHA256:"), failure.what());
    assertFalse(Files.exists(known));
    List<HostFingerprint> shown = new ArrayList<>();
    SshAnswers trusting = new NoAnswers() {
      @Override
      public boolean trusts(HostFingerprint offered) {
        shown.add(offered);
        return true;
      }
    };
    SshHost.open(knownBy(known), trusting).close();
    SshHost.open(knownBy(known), new NoAnswers()).close();
    assertEquals(1, shown.size());
    assertTrue(failure.what().contains(shown.get(0).text()));
    String printed = Children.of("here").run("ssh-keygen", "-lf", sshd.folder().resolve("host.pub").toString()).text();
    assertTrue(printed.contains(" " + shown.get(0).text() + " "), printed);
    assertEquals(sshd.knownAt(sshd.port()), Files.readString(known, UTF_8));
  }

  @Test
  void aChangedKeyIsRefusedLoudlyAndNamesTheLine() throws Exception {
    sshd.key(folder.resolve("other"), "ed25519");
    sshd.key(folder.resolve("kind"), "rsa");
    for (String each : List.of("other", "kind")) {
      String[] key = Files.readString(folder.resolve(each + ".pub"), UTF_8).split(" ");
      Path known = folder.resolve("known-" + each);
      Files.writeString(known, "# mine\nelsewhere " + key[0] + " " + key[1] + "\n[127.0.0.1]:" + sshd.port() + " " + key[0] + " " + key[1] + "\n", UTF_8);
      String before = Files.readString(known, UTF_8);
      SshAnswers trusting = new NoAnswers() {
        @Override
        public boolean trusts(HostFingerprint offered) {
          throw new AssertionError("asked about a changed key");
        }
      };
      TrekException failure = refused(knownBy(known), trusting);
      assertEquals(TrekException.Kind.REFUSED, failure.kind());
      assertTrue(failure.what().contains("HAS CHANGED") && failure.what().contains("line 3 of " + known), failure.what());
      assertEquals(before, Files.readString(known, UTF_8));
    }
  }

  @Test
  void theKeyOfTheSameHostAtAnotherPortSaysNothing() throws Exception {
    sshd.key(folder.resolve("other"), "ed25519");
    Path known = folder.resolve("known");
    Files.writeString(known, "127.0.0.1 " + Files.readString(folder.resolve("other.pub"), UTF_8) + sshd.knownAt(sshd.port()), UTF_8);
    SshHost.open(knownBy(known), new NoAnswers()).close();
  }

  @Test
  void hashedNamesAreKnown() throws Exception {
    Path known = folder.resolve("known");
    Files.writeString(known, sshd.knownAt(sshd.port()), UTF_8);
    assertTrue(Children.of("here").run("ssh-keygen", "-H", "-f", known.toString()).ok());
    assertTrue(Files.readString(known, UTF_8).startsWith("|1|"));
    SshHost.open(knownBy(known), new NoAnswers()).close();
  }

  @Test
  void aWrongKeyIsRefused() throws Exception {
    sshd.key(folder.resolve("wrong"), "ed25519");
    TrekException failure = refused(with(List.of(folder.resolve("wrong")), Optional.empty(), sshd.target("lab", sshd.port()).knownHosts()), new NoAnswers());
    assertEquals(TrekException.Kind.UNREACHABLE, failure.kind());
    assertTrue(failure.what().contains("refuses every key"), failure.what());
  }

  @Test
  void aLockedKeyIsUnlocked() throws Exception {
    Path key = folder.resolve("locked");
    Files.copy(sshd.folder().resolve("user"), key);
    assertTrue(Children.of("here").run("ssh-keygen", "-p", "-P", "", "-N", "open sesame", "-f", key.toString()).ok());
    SshTarget target = with(List.of(key), Optional.empty(), sshd.target("lab", sshd.port()).knownHosts());
    NoAnswers silent = new NoAnswers();
    refused(target, silent);
    assertEquals(1, silent.warnings.size());
    SshHost.open(target, new NoAnswers() {
      @Override
      public Optional<Secret> passphrase(String keyFile) {
        return Optional.of(Secret.of("open sesame"));
      }
    }).close();
  }

  @Test
  void theKeysOfAnAgentAreUsed() throws Exception {
    Path socket = folder.resolve("agent");
    Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
    try {
      assertTrue(agent.inputReader(UTF_8).readLine().contains(socket.toString()));
      assertTrue(Children.of("here").with("SSH_AUTH_SOCK", socket.toString()).run("ssh-add", "-q", sshd.folder().resolve("user").toString()).ok());
      SshHost.open(with(List.of(), Optional.of(socket), sshd.target("lab", sshd.port()).knownHosts()), new NoAnswers()).close();
    } finally {
      agent.destroy();
      agent.waitFor();
    }
  }

  @Test
  void aMissingAgentIsWarnedOf() throws Exception {
    NoAnswers answers = new NoAnswers();
    SshTarget right = sshd.target("lab", sshd.port());
    SshHost.open(with(right.keys(), Optional.of(folder.resolve("none")), right.knownHosts()), answers).close();
    assertEquals(1, answers.warnings.size(), answers.warnings::toString);
  }

  @Test
  void anotherMachineCanBeBetween() throws Exception {
    try (LabSshd gate = LabSshd.start()) {
      SshTarget right = sshd.target("lab", sshd.port());
      Path known = folder.resolve("known");
      Files.writeString(known, gate.knownAt(gate.port()) + sshd.knownAt(sshd.port()), UTF_8);
      SshTarget.Address jump = new SshTarget.Address(right.address().user(), "127.0.0.1", gate.port());
      List<Path> keys = List.of(gate.folder().resolve("user"), sshd.folder().resolve("user"));
      SshTarget target = new SshTarget("lab", right.address(), Optional.of(jump), keys, Optional.empty(), known, false, false, right.owner());
      try (SshHost host = SshHost.open(target, new NoAnswers())) {
        assertEquals("over two\n", host.programs().run("echo", "over two").text());
      }
      Files.writeString(known, sshd.knownAt(sshd.port()), UTF_8);
      assertTrue(refused(target, new NoAnswers()).what().contains(":" + gate.port()), "the key between is checked too");
    }
  }

  @Test
  void anOldMachineIsReachedOnRequestOnly() throws Exception {
    try (LabSshd old = LabSshd.start(Map.of("HostKeyAlgorithms", "ssh-rsa", "HostKey", folder.resolve("rsa").toString(), "KexAlgorithms",
        "diffie-hellman-group14-sha1", "Ciphers", "aes128-cbc", "MACs", "hmac-sha1"), folder.resolve("rsa"))) {
      SshTarget now = old.target("lab", old.port());
      Files.writeString(now.knownHosts(), "[127.0.0.1]:" + old.port() + " " + Files.readString(folder.resolve("rsa.pub"), UTF_8), UTF_8);
      TrekException failure = refused(now, new NoAnswers());
      assertTrue(failure.next().contains("legacy-ssh: true"), failure.toString());
      SshHost.open(new SshTarget("lab", now.address(), Optional.empty(), now.keys(), Optional.empty(), now.knownHosts(), false, true, now.owner()), new NoAnswers()).close();
    }
  }

  @Test
  void nobodyAnswersIsSaidPlainly() throws Exception {
    SshTarget.Address closed = new SshTarget.Address("root", "127.0.0.1", 1);
    SshTarget right = sshd.target("lab", sshd.port());
    TrekException failure = refused(new SshTarget("lab", closed, Optional.empty(), right.keys(), Optional.empty(), right.knownHosts(), false, false, "x"), new NoAnswers());
    assertEquals(TrekException.Kind.UNREACHABLE, failure.kind());
    assertTrue(failure.what().contains("root@127.0.0.1:1"), failure.what());
  }
}
