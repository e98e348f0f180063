package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;

/** Accepting the key of a host where nobody can be asked. */
@RequiresLab({"sshd", "ssh-keygen"})
class EstateTrustTest {

  @TempDir private Path folder;

  @Test
  void asksForTheFingerprintWhereNobodyCanBeAsked() throws Exception {
    try (LabSshd sshd = LabSshd.start()) {
      Path known = folder.resolve("known_hosts");
      String login = "ssh: " + System.getProperty("user.name") + "@127.0.0.1, port: " + sshd.port() + ", key: " + sshd.folder().resolve("user") + ", known-hosts: " + known;
      Files.writeString(folder.resolve("estate.yaml"), "estate: acme\nhosts:\n  mail1: { " + login + " }\n", StandardCharsets.UTF_8);
      Spoken.refused(64, folder, List.of("estate", "trust", "mail1"), "SHA256:", "--fingerprint");
      assertFalse(Files.exists(known));
      Matcher shown = Pattern.compile("SHA256:[A-Za-z0-9+/]+").matcher(Spoken.in(folder, "estate", "trust", "mail1").talk());
      assertTrue(shown.find());
      Spoken.refused(5, folder, List.of("estate", "trust", "mail1", "--fingerprint", "SHA256:other"), "and not SHA256:other");
      assertFalse(Files.exists(known));
      Spoken.in(folder, "estate", "trust", "mail1", "--fingerprint", shown.group()).well();
      assertEquals(1, Files.readAllLines(known).size());
      Spoken.in(folder, "estate", "trust", "mail1").well();
    }
  }
}
