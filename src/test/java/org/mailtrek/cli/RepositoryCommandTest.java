package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.SignedRepository;
import org.mailtrek.lab.TinyDeb;

/** {@code packages repository} and an installation from it, on a booted machine over SSH, and all of it taken back; Z4. */
@RequiresMachine
@RequiresLab({"gpg"})
class RepositoryCommandTest {

  private static final String PASSWORD = "s3cr3t!@x:#%$";

  @TempDir Path temporary;

  @Test
  void aDeclaredRepositoryIsTriedSetUpUsedAndTakenBack() throws Exception {
    Path served = Files.createDirectory(temporary.resolve("served"));
    Path home = Files.createDirectory(temporary.resolve("gpg"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (SignedRepository server = new SignedRepository(served, home, "serial", PASSWORD); LabMachine machine = LabMachine.boot()) {
      fill(machine, served);
      server.sign("Release", "InRelease", "--clearsign");
      Path folder = Files.createDirectory(temporary.resolve("estate"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.writeString(folder.resolve("known_hosts"), machine.knownHost() + "\n", StandardCharsets.UTF_8);
      Files.writeString(folder.resolve("kopano.asc"), server.key(), StandardCharsets.UTF_8);
      Files.writeString(folder.resolve("password"), PASSWORD + "\n", StandardCharsets.UTF_8);
      Files.setPosixFilePermissions(folder.resolve("password"), PosixFilePermissions.fromString("rw-------"));
      Files.writeString(folder.resolve("estate.yaml"), "estate: acme\nhosts:\n  mail1: { ssh: root@" + machine.address() + ", port: " + machine.port() + ", key: " + machine.key() + ", known-hosts: known_hosts }\n"
          + "repositories:\n  kopano: { host: mail1, url: \"" + server.url() + "\", key: kopano.asc, user: serial, password: { file: password } }\n", StandardCharsets.UTF_8);
      String before = census(machine);

      Spoken looked = Spoken.in(folder, "packages", "repository", "kopano", "--plan", "--full");
      assertEquals(2, looked.exit(), looked::toString);
      assertTrue(looked.out().contains(server.fingerprint()), looked::toString);
      assertEquals(before, census(machine), "a preview writes nothing");
      Spoken.in(folder, "packages", "repository", "kopano", "--yes").well();
      assertEquals("600", machine.sh("stat -c %a /etc/apt/auth.conf.d/kopano.conf").strip());
      assertEquals(0, Spoken.in(folder, "packages", "repository", "kopano", "--plan").exit(), "nothing is left to do");

      String ready = census(machine);
      Spoken planned = Spoken.in(folder, "packages", "install", "mail1", "mt-thing", "--plan");
      assertEquals(2, planned.exit(), planned::toString);
      assertTrue(planned.out().contains("known when the archives have been fetched"), planned::toString);
      assertEquals(ready, census(machine), "nor does the preview of an installation");
      Spoken.in(folder, "packages", "install", "mail1", "mt-thing", "--yes").well();
      assertEquals("installed", machine.sh("dpkg-query -W -f '${db:Status-Status}' mt-thing"));
      assertFalse(machine.run("systemctl", "is-active", "--quiet", "mt-thing").status() == 0);
      assertFalse(machine.run("systemctl", "is-enabled", "--quiet", "mt-thing").status() == 0, "it starts at boot");

      Spoken.in(folder, "undo", "--yes").well();
      Spoken.in(folder, "undo", "--yes").well();
      machine.sh("rm -rf /var/lib/mailtrek");
      assertEquals(before, census(machine));
      secretIsNowhereElse(folder);
    }
  }

  /** In the estate's folder the password is in its own file and in the content that was to be written, which is stored under its digest. */
  private static void secretIsNowhereElse(Path folder) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        if (Files.readString(each, StandardCharsets.ISO_8859_1).contains(PASSWORD) && !each.getFileName().toString().matches("password|[0-9a-f]{64}")) {
          throw new AssertionError("the password is in " + each);
        }
      }
    }
  }

  private static void fill(LabMachine machine, Path served) throws Exception {
    String unit = "[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=multi-user.target\n";
    new TinyDeb("mt-thing", "1.0").file("/lib/systemd/system/mt-thing.service", unit)
        .script("postinst", "systemctl daemon-reload\nif [ \"$1\" = configure ]; then deb-systemd-helper enable mt-thing.service >/dev/null; systemctl start mt-thing; fi")
        .script("postrm", "[ \"$1\" != purge ] || deb-systemd-helper purge mt-thing.service >/dev/null").into(machine, "/srv/repo");
    String index = machine.sh("cd /srv/repo && f=mt-thing_1.0_all.deb && { dpkg-deb -f $f && echo Filename: ./$f && echo Size: $(stat -c %s $f) && echo SHA256: $(sha256sum $f | cut -d' ' -f1); } >Packages && cat Packages");
    Files.writeString(served.resolve("Packages"), index, StandardCharsets.UTF_8);
    Files.copy(machine.root().resolve("srv/repo/mt-thing_1.0_all.deb"), served.resolve("mt-thing_1.0_all.deb"));
    Files.writeString(served.resolve("Release"), machine.sh("cd /srv/repo && echo Date: $(date -Ru) && echo SHA256: && echo \" $(sha256sum Packages | cut -d' ' -f1) $(stat -c %s Packages) Packages\""), StandardCharsets.UTF_8);
    machine.sh("rm -r /srv/repo");
  }

  /** Everything but what the package manager keeps for itself. */
  private static String census(LabMachine machine) {
    List<String> lines = machine.sh("find /etc /usr /var /tmp /lib /root -xdev ! -path '/var/log/*' ! -path '/var/cache/apt/*' ! -path '/var/lib/dpkg/*' ! -path '/var/lib/apt/*' ! -path '/var/lib/systemd/*' ! -path '/tmp/systemd*' ! -path '/root/build*'"
        + " -printf '%p %y %m %u %l\\n' | sort; find /etc -type f | sort | xargs sha256sum; dpkg -l; ls /var/lib/apt/lists | grep -vxE 'auxfiles|lock|partial' || :").lines().toList();
    return String.join("\n", lines);
  }
}
