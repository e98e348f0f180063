package org.mailtrek.estate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.FarProxy;
import org.mailtrek.lab.LabMariaDb;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;

/** A directory and a database that are reached through a host's SSH session. */
@RequiresLab({"sshd", "ssh-keygen"})
class TunnelTest {

  @TempDir Path folder;

  private OpenedEstate estate(LabSshd sshd, int seen, String servers) throws Exception {
    Files.writeString(folder.resolve("known"), sshd.knownAt(seen), UTF_8);
    for (String each : new String[] {LabSlapd.PASSWORD, LabMariaDb.PASSWORD}) {
      Path file = Files.writeString(folder.resolve(each.equals(LabSlapd.PASSWORD) ? "ldap" : "db"), each + "\n", UTF_8);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(folder.resolve("estate.yaml"), "estate: acme\nhosts:\n  mail1: { ssh: " + System.getProperty("user.name") + "@127.0.0.1, port: " + seen
        + ", key: " + sshd.folder().resolve("user") + ", known-hosts: known }\n" + servers, UTF_8);
    return OpenedEstate.open(folder, Surroundings.quiet(Machines.plain(), new ServerPorts()));
  }

  private static String directory(int port) {
    return "directory: { url: 'ldap://localhost:" + port + "', bind-dn: '" + LabSlapd.ROOT + "', password: { file: ldap }, base: '" + LabSlapd.BASE
        + "', host: mail1, tunnel: true }\n";
  }

  @Test
  @RequiresLab("slapd")
  void aDirectoryIsReachedThroughTheSessionAndAgainAfterALoss() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); LabSshd sshd = LabSshd.start(); FarProxy proxy = new FarProxy(sshd.port(), Duration.ZERO);
        OpenedEstate estate = estate(sshd, proxy.port(), directory(slapd.port()))) {
      assertTrue(estate.view().directory().entry(LabSlapd.BASE).isPresent());
      long before = proxy.sent();
      assertTrue(estate.view().directory().entry(LabSlapd.BASE).isPresent());
      assertTrue(proxy.sent() > before, "the question went through the session");
      proxy.cut();
      assertTrue(estate.view().directory().entry(LabSlapd.BASE).isPresent());
    }
  }

  @Test
  @RequiresLab("mariadbd")
  void aDatabaseIsReachedThroughTheSession() throws Exception {
    try (LabMariaDb mariadb = LabMariaDb.start(); LabSshd sshd = LabSshd.start()) {
      mariadb.createZcp("zarafa");
      String servers = "products:\n  - { host: mail1, product: zcp, version: 7.2.6, database: { url: 'jdbc:mysql://127.0.0.1:" + mariadb.port()
          + "/zarafa', user: " + LabMariaDb.USER + ", password: { file: db }, host: mail1, tunnel: true } }\n";
      try (OpenedEstate estate = estate(sshd, sshd.port(), servers)) {
        assertTrue(estate.view().database("mail1").rowCounts().containsKey("hierarchy"));
      }
    }
  }

  @Test
  @RequiresLab("slapd")
  void aMachineThatLetsNobodyThroughIsNamed() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(); LabSshd sshd = LabSshd.start(Map.of("AllowTcpForwarding", "no"));
        OpenedEstate estate = estate(sshd, sshd.port(), directory(slapd.port()))) {
      TrekException failure = assertThrows(TrekException.class, () -> estate.view().directory().entry(LabSlapd.BASE));
      assertEquals(TrekException.Kind.UNREACHABLE, failure.kind());
      assertTrue(failure.what().contains("AllowTcpForwarding"), failure.what());
    }
  }

  @Test
  void aTunnelNeedsAHostOverSshAndNoFurtherEncryption() throws Exception {
    try (LabSshd sshd = LabSshd.start()) {
      TrekException without = assertThrows(TrekException.class, () -> estate(sshd, sshd.port(), directory(389).replace(", host: mail1", "")));
      assertEquals(TrekException.Kind.ESTATE, without.kind());
      assertTrue(without.what().contains("over SSH"), without.what());
      TrekException twice = assertThrows(TrekException.class, () -> estate(sshd, sshd.port(), directory(389).replace("tunnel: true", "tunnel: true, starttls: true")));
      assertTrue(twice.what().contains("encrypted itself"), twice.what());
    }
  }
}
