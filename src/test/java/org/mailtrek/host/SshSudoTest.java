package org.mailtrek.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;

/** Working through sudo: a stand-in for it that asks as {@code sudo -S -p PROMPT} does, on standard error, and reads one line. */
@RequiresLab({"sshd", "ssh-keygen"})
class SshSudoTest {

  private static final String STAND_IN = """
      #!/bin/sh
      [ "$1" = -S ] && [ "$2" = -p ] && [ "$4" = -- ] || exit 9
      if [ -e "${0%/*}/forbidden" ]; then echo 'ops is not in the sudoers file.' >&2; exit 1; fi
      while [ -e "${0%/*}/asks" ]; do
        printf '%s' "$3" >&2
        IFS= read -r word || exit 1
        [ "$word" != 'open sesame' ] || break
        echo 'Sorry, try again.' >&2
      done
      shift 4
      echo "$*" >>"${0%/*}/passed"
      exec "$@"
      """;

  @TempDir Path folder;

  private LabSshd sshd;

  @BeforeEach
  void start() throws Exception {
    Path sudo = Files.writeString(folder.resolve("sudo"), STAND_IN, UTF_8);
    Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwxr-xr-x"));
    sshd = LabSshd.start(Map.of("SetEnv", "PATH=" + folder + ":/usr/bin:/bin"));
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  /** Every shell that worked must have come through the stand-in. */
  private void assertPassed(int times) throws Exception {
    List<String> passed = Files.readAllLines(folder.resolve("passed"), UTF_8);
    assertEquals(times, passed.size(), passed.toString());
    assertTrue(passed.stream().allMatch(each -> each.startsWith("/bin/sh -c ")), passed.toString());
  }

  private SshHost open(String password) throws TrekException {
    SshTarget plain = sshd.target("lab", sshd.port());
    SshTarget target = new SshTarget("lab", plain.address(), Optional.empty(), plain.keys(), Optional.empty(), plain.knownHosts(), true, false, plain.owner());
    return SshHost.open(target, new NoAnswers() {
      @Override
      public Optional<Secret> sudo(SshTarget.Address address) {
        return password.isEmpty() ? Optional.empty() : Optional.of(Secret.of(password));
      }
    });
  }

  private TrekException refused(String password) {
    TrekException failure = assertThrows(TrekException.class, () -> open(password).close());
    assertEquals(TrekException.Kind.UNREACHABLE, failure.kind());
    assertFalse(failure.toString().contains("sesame"), failure.toString());
    return failure;
  }

  @Test
  void worksWhereNoPasswordIsAskedFor() throws Exception {
    try (SshHost host = open("")) {
      assertTrue(host.view().stat(HostPath.of("/etc/passwd")).isPresent());
    }
    assertPassed(1);
  }

  @Test
  void thePasswordIsHandedOverAndShowsNowhere() throws Exception {
    Files.createFile(folder.resolve("asks"));
    try (SshHost host = open("open sesame")) {
      Programs.Ended ended = host.programs().run("ps", "-eo", "args");
      assertTrue(ended.ok(), ended.err());
      assertFalse(ended.text().contains("sesame"));
    }
    assertTrue(Files.size(folder.resolve("passed")) > 0);
  }

  @Test
  void aWrongOrMissingPasswordIsSaidAndNotTriedAgain() throws Exception {
    Files.createFile(folder.resolve("asks"));
    assertTrue(refused("wrong").what().contains("does not accept the password"));
    assertTrue(refused("").what().contains("asks for a password"));
    assertFalse(Files.exists(folder.resolve("passed")));
  }

  @Test
  void anAccountWithoutTheRightIsToldWhatSudoSays() throws Exception {
    Files.createFile(folder.resolve("forbidden"));
    TrekException failure = refused("");
    assertTrue(failure.what().contains("not in the sudoers file"), failure.what());
    assertTrue(failure.next().contains("sudo-password"), failure.next());
  }
}
