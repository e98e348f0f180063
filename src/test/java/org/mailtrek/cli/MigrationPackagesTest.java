package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.MachineCensus;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.SignedRepository;
import org.mailtrek.lab.ZarafaLab;

/**
 * What goes wrong with packages in the middle of the whole migration of a booted machine over SSH, its packages from a signed repository behind a
 * sign-in: each stops the run with what to do, and {@code resume} and {@code undo} go on; K8, Z3, Z4.
 */
@RequiresMachine
@RequiresLab("gpg")
@EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
class MigrationPackagesTest {

  private static final String KEPT = "/var/lib/mailtrek";
  private static final String PASSWORD = "s3cr3t!@x:#%$";

  /** Serves a copy, and holds a package when its service stops, as long as a file is there. */
  private static final String OWN_REPOSITORY = """
      cp -r /opt/mailtrek/repository/kopano /srv/kopano && cd /srv/kopano || exit
      for f in *.deb; do dpkg-deb -f $f; echo Filename: ./$f; echo Size: $(stat -c %s $f); echo SHA256: $(sha256sum $f | cut -d' ' -f1); echo; done >Packages
      { echo Origin: lab; echo Suite: lab; date -Ru '+Date: %a, %d %b %Y %H:%M:%S UTC'; echo SHA256:; echo " $(sha256sum Packages | cut -d' ' -f1) $(stat -c %s Packages) Packages"; } >Release
      mkdir -p /etc/systemd/system/zarafa-gateway.service.d
      printf '[Service]\\nExecStopPost=/bin/sh -c "[ ! -e /run/holds ] || echo zarafa-gateway hold | dpkg --set-selections"\\n' >/etc/systemd/system/zarafa-gateway.service.d/holds.conf && systemctl daemon-reload
      rm /etc/apt/sources.list.d/kopano.list; rm -rf /var/lib/apt/lists/*; apt-get -q update
      """;

  @TempDir private static Path temporary;
  private static LabMachine machine;
  private static SignedRepository repository;
  private static LabEstate estate;
  private static MachineCensus before;

  @BeforeAll
  static void boot() throws Exception {
    machine = ZarafaLab.boot();
    machine.sh(OWN_REPOSITORY);
    Path home = Files.createDirectory(temporary.resolve("gpg"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    repository = new SignedRepository(machine.root().resolve("srv/kopano"), home, "serial", PASSWORD);
    repository.sign("Release", "InRelease", "--clearsign");
    estate = LabEstate.in(temporary.resolve("acme"), machine);
    Files.writeString(estate.folder().resolve("kopano.asc"), repository.key(), StandardCharsets.UTF_8);
    Path password = Files.writeString(estate.folder().resolve("password"), PASSWORD + "\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(estate.folder().resolve("estate.yaml"), Files.readString(estate.folder().resolve("estate.yaml"), StandardCharsets.UTF_8)
        + "repositories:\n  kopano: { host: mail1, url: \"" + repository.url() + "\", key: kopano.asc, user: serial, password: { file: password } }\n", StandardCharsets.UTF_8);
    Spoken.in(estate.folder(), "packages", "repository", "kopano", "--yes").well();
    machine.sh("mkdir -p " + KEPT); // made by the first run on a machine, and kept
    before = MachineCensus.of(machine, KEPT);
  }

  @AfterAll
  static void end() {
    if (repository != null) {
      repository.close();
    }
    if (machine != null) {
      machine.close();
    }
  }

  /** Asserts that a command stops with what it found and what to type next. */
  private static void stops(int exit, String part, String... words) {
    Spoken said = Spoken.in(estate.folder(), words);
    assertEquals(exit, said.exit(), said::toString);
    String all = said.talk() + said.out();
    assertTrue(all.contains(part) && all.contains(exit == 1 ? "then try again" : "next: "), () -> "'" + part + "' is not said: " + said);
  }

  private static String plan() {
    return Spoken.in(estate.folder(), "--json", "plan", "zcp-to-kopano").well().json().getFieldAsString("plan");
  }

  private static String archives() {
    return machine.sh("find " + KEPT + " -name '*.deb' 2>/dev/null | grep -c kopano || :").strip();
  }

  private static void isAsItWas() {
    assertEquals("", before.differences(MachineCensus.of(machine, KEPT)));
  }

  @Test
  void troubleOnTheWayIsMendedResumeGoesToTheEndAndUndoBack() {
    String plan = plan();
    assertEquals("0", archives(), "planning fetched something");
    repository.pause();
    stops(1, "can't be reached", "apply", plan, "--yes");
    assertEquals("active", machine.sh("systemctl is-active postfix").strip(), "mail stands still for nothing");
    repository.goOn();
    machine.sh("touch /run/holds");
    stops(3, "is held", "apply", plan, "--yes");
    machine.sh("echo zarafa-gateway install | dpkg --set-selections; rm /run/holds");
    machine.sh("mkdir -p /run/lab; touch /run/lab/kills-zarafa-spooler");
    stops(3, "dpkg", "resume", "--yes");
    machine.sh("rm /run/lab/kills-zarafa-spooler; touch /run/lab/fails-kopano-monitor");
    stops(3, "can not be configured today", "resume", "--yes");
    machine.sh("rm -r /run/lab");
    Spoken.in(estate.folder(), "resume", "--yes").well();
    assertEquals("118", machine.sh("mariadb -BNe 'SELECT MAX(databaserevision) FROM zarafa.versions'").strip());
    assertEquals(4, Spoken.in(estate.folder(), "undo", "--yes", "--confirm=acme").exit(), "only the schema's empty entry stays");
    isAsItWas();
  }
}
