package org.mailtrek.estate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;

/** Signing in by password to the sshd of a booted machine, with PAM behind it: each way of asking, each place a password may come from. */
@RequiresMachine
class SshPasswordTest {

  private static final int PASSWORD = 2223;
  private static final int KEYBOARD = 2224;
  private static final int BOTH = 2225;

  private static LabMachine machine;

  @TempDir Path folder;

  @BeforeAll
  static void boot() {
    machine = LabMachine.boot();
    machine.sh("useradd -m ops && echo 'ops:open sesame' | chpasswd");
    machine.sh("{ for port in 2223 2224 2225; do echo Port $port; done; echo PubkeyAuthentication no; echo UsePAM yes"
        + "; echo Match LocalPort 2223; echo PasswordAuthentication yes; echo KbdInteractiveAuthentication no"
        + "; echo Match LocalPort 2224; echo PasswordAuthentication no; echo KbdInteractiveAuthentication yes"
        + "; echo Match LocalPort 2225; echo PasswordAuthentication yes; echo KbdInteractiveAuthentication yes; } >/etc/ssh/sshd_config.d/zz.conf"
        + " && sshd -t && systemctl restart ssh && until ss -ltn | grep -q :2225 || [ $((n+=1)) -gt 100 ]; do sleep 0.1; done");
  }

  @AfterAll
  static void end() {
    if (machine != null) {
      machine.close();
    }
  }

  /** Returns how often PAM or sshd was given a password that it did not take. */
  private static long failures() {
    return machine.run("sh", "-c", "journalctl --sync; journalctl --no-pager -o cat | grep -cE 'pam_unix\\(sshd:auth\\): authentication failure|conversation failed'").output().strip().transform(Long::parseLong);
  }

  private final List<String> asked = new ArrayList<>();

  private OpenedEstate estate(int port, String password, Optional<String> typed) throws Exception {
    Files.writeString(folder.resolve("estate.yaml"), "estate: acme\nhosts:\n  mail1: { ssh: ops@" + machine.address() + ", port: " + port
        + ", known-hosts: known" + (password.isEmpty() ? "" : ", password: " + password) + " }\n", StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("known"), machine.knownHost().replace("]:" + machine.port(), "]:" + port) + "\n", StandardCharsets.UTF_8);
    SecretPrompt prompt = what -> {
      asked.add(what);
      return typed.map(Secret::of).orElseThrow(() -> TrekException.at(what).kind(TrekException.Kind.USAGE).found("nobody is there").next("none"));
    };
    Surroundings surroundings = new Surroundings(
        name -> Optional.ofNullable(name.equals("OPS_PASSWORD") ? "open sesame" : name.equals("HOME") ? folder.toString() : null),
        prompt, Machines.plain(), new ServerPorts(), warning -> {});
    return OpenedEstate.open(folder, surroundings);
  }

  private void works(int port, String password, Optional<String> typed) throws Exception {
    try (OpenedEstate estate = estate(port, password, typed)) {
      assertTrue(estate.view().host("mail1").stat(HostPath.of("/home/ops")).isPresent());
    }
  }

  @Test
  void eachWayOfAskingIsAnsweredFromEachPlace() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "open sesame\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    works(PASSWORD, "{ file: secret }", Optional.empty());
    works(KEYBOARD, "{ env: OPS_PASSWORD }", Optional.empty());
    works(KEYBOARD, "{ command: [ cat, " + file + " ] }", Optional.empty());
    works(BOTH, "{ file: secret }", Optional.empty());
    assertEquals(List.of(), asked);
    works(PASSWORD, "{ prompt: true }", Optional.of("open sesame"));
    works(KEYBOARD, "", Optional.of("open sesame"));
    assertEquals(2, asked.size(), "what was declared or typed is asked for once: " + asked);
  }

  @Test
  void aWrongPasswordIsSaidAndTriedOnce() throws Exception {
    for (int port : List.of(PASSWORD, KEYBOARD, BOTH)) {
      long before = failures();
      TrekException failure = assertThrows(TrekException.class, () -> works(port, "{ prompt: true }", Optional.of("open barley")));
      assertEquals(TrekException.Kind.UNREACHABLE, failure.kind());
      assertTrue(failure.what().contains("refuses every key and password"), failure.what());
      assertFalse(failure.toString().contains("barley"));
      assertEquals(before + 1, failures(), "an account may be locked after some more");
    }
  }

  @Test
  void whereNobodyCanBeAskedNoPasswordIsTried() throws Exception {
    long before = failures();
    for (int port : List.of(PASSWORD, KEYBOARD)) {
      TrekException failure = assertThrows(TrekException.class, () -> works(port, "", Optional.empty()));
      assertEquals(TrekException.Kind.UNREACHABLE, failure.kind());
      assertTrue(failure.next().contains("hosts.mail1"), failure.next());
    }
    assertEquals(before, failures());
  }
}
