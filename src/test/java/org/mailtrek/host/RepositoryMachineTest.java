package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.RpmLab;
import org.mailtrek.lab.SignedRepository;
import org.mailtrek.lab.TinyDeb;
import org.mailtrek.lab.TinyRpm;

/** Repositories on booted machines, with the real apt, dnf and zypper: signed, behind a sign-in with special characters; Z4. */
@RequiresMachine
@RequiresLab({"gpg", "rpmbuild"})
class RepositoryMachineTest {

  private static final String PASSWORD = "p!w@x:#%$'\"\\&;z";

  @TempDir static Path scratch;

  private static Path folder;
  private static SignedRepository server;

  @BeforeAll
  static void serve() throws Exception {
    folder = Files.createDirectory(scratch.resolve("served"));
    Path home = Files.createDirectory(scratch.resolve("gpg"));
    Files.setPosixFilePermissions(home, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    server = new SignedRepository(folder, home, "serial", PASSWORD);
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.close();
    }
  }

  private static Repository repository(String password) {
    SigningKey key = SigningKey.of(server.key().getBytes(StandardCharsets.US_ASCII));
    return new Repository("kopano", server.url(), "./", key, Optional.of(new Repository.SignIn("serial", Secret.of(password))));
  }

  private static void refused(Repositories known, Repository wanted, TrekException.Kind kind, String words) {
    TrekException refused = assertThrows(TrekException.class, () -> known.tryOut(wanted));
    assertTrue(refused.what().contains(words), refused.getMessage());
    assertEquals(kind, refused.kind(), refused.getMessage());
    assertFalse(refused.getMessage().contains(PASSWORD), refused.getMessage());
  }

  /** Writes the files as the change would, which has a test of its own. */
  private static void write(LabMachine machine, List<Repositories.File> files) throws Exception {
    for (Repositories.File each : files) {
      Path file = machine.root().resolve(each.path().toString().substring(1));
      Files.createDirectories(file.getParent());
      Files.write(file, each.content().use(byte[]::clone));
      machine.sh("chmod " + Integer.toOctalString(each.mode()) + " " + each.path());
    }
  }

  @Test
  void aptFetchesFromASignedRepositoryAndRefusesAnyOther() throws Exception {
    try (LabMachine machine = LabMachine.boot()) {
      new TinyDeb("mt-thing", "1.0").into(machine, "/srv/repo");
      Path archive = machine.root().resolve("srv/repo/mt-thing_1.0_all.deb");
      Files.copy(archive, folder.resolve(archive.getFileName()));
      Files.writeString(folder.resolve("Packages"), machine.sh("cd /srv/repo && f=mt-thing_1.0_all.deb && dpkg-deb -f $f && echo Filename: ./$f && echo Size: $(stat -c %s $f) && echo SHA256: $(sha256sum $f | cut -d' ' -f1)"));
      release(machine);
      Path known = Files.createDirectory(scratch.resolve("known-apt"));
      try (SshHost host = SshMachine.open(machine, machine.port(), known)) {
        Repositories apt = host.view().packages().repositories();
        refused(apt, repository(PASSWORD), TrekException.Kind.REFUSED, "is not signed");
        server.sign("Release", "InRelease", "--clearsign");
        refused(apt, repository("wrong"), TrekException.Kind.UNREACHABLE, "does not let us in");
        Repository away = new Repository("kopano", "http://127.0.0.1:9/", "./", repository(PASSWORD).key(), Optional.empty());
        refused(apt, away, TrekException.Kind.UNREACHABLE, "can't be reached");
        String before = machine.sh("find /etc /var/lib/apt /var/cache/apt /tmp -type f | sort | xargs sha256sum");
        apt.tryOut(repository(PASSWORD));
        assertEquals(before, machine.sh("find /etc /var/lib/apt /var/cache/apt /tmp -type f | sort | xargs sha256sum"), "trying leaves nothing");

        assertFalse(apt.listed("kopano"));
        write(machine, apt.files(repository(PASSWORD)));
        assertEquals("600", machine.sh("stat -c %a /etc/apt/auth.conf.d/kopano.conf").strip());
        assertEquals(1, machine.sh("grep -rlF 'p!w' /etc").lines().count(), "the password is in that file alone");
        assertFalse(apt.listed("kopano"));
        host.packages().enlist("kopano");
        assertTrue(apt.listed("kopano"));
        host.packages().install(List.of("mt-thing=1.0"));
        assertEquals("1.0", host.view().packages().installed().get("mt-thing").version());
        host.packages().unlist("kopano");
        assertFalse(apt.listed("kopano"));
        assertEquals("", machine.sh("ls /var/lib/apt/lists | grep 127.0.0.1 || :"));
      }
    }
  }

  private static void release(LabMachine machine) throws Exception {
    Files.writeString(machine.root().resolve("srv/repo/Packages"), Files.readString(folder.resolve("Packages")));
    Files.writeString(folder.resolve("Release"), machine.sh("cd /srv/repo && echo Suite: ./ && echo Date: $(date -Ru) && echo SHA256: && echo \" $(sha256sum Packages | cut -d' ' -f1) $(stat -c %s Packages) Packages\""));
  }

  @Test
  void dnfAndZypperDoTheSame() throws Exception {
    TinyRpm thing = new TinyRpm("mt-thing", "1.0").file("/usr/share/mt-thing/a", "1\n");
    Path built = thing.built(scratch);
    try (LabMachine machine = RpmLab.boot("rhel 8")) {
      Path archive = folder.resolve(built.getFileName());
      Files.copy(built, archive);
      index(machine);
      Path known = Files.createDirectory(scratch.resolve("known-rpm"));
      try (SshHost host = SshMachine.open(machine, machine.port(), known)) {
        Repositories dnf = host.view().packages().repositories();
        refused(dnf, repository("wrong"), TrekException.Kind.UNREACHABLE, "does not let us in");
        dnf.tryOut(repository(PASSWORD));
        write(machine, dnf.files(repository(PASSWORD)));
        assertEquals("600", machine.sh("stat -c %a /etc/yum.repos.d/kopano.repo").strip());
        host.packages().enlist("kopano");
        assertTrue(dnf.listed("kopano"));
        assertEquals(List.of("1.0-1.noarch"), host.view().packages().available("mt-thing"));
        TrekException unsigned = assertThrows(TrekException.class, () -> host.packages().install(List.of("mt-thing=1.0-1")));
        assertTrue(unsigned.what().contains("is not signed"), unsigned.getMessage());
        assertEquals(0, host.view().packages().installed().size());
        here("rpmsign", "--define", "__gpg /usr/bin/gpg", "--define", "_gpg_name lab@example.com", "--define", "_gpg_path " + scratch.resolve("gpg"), "--addsign", archive.toString());
        index(machine);
        machine.sh("dnf -q clean all");
        host.packages().enlist("kopano");
        host.packages().install(List.of("mt-thing=1.0-1"));
        assertEquals(Map.of("mt-thing", "1.0-1.noarch").keySet(), host.view().packages().installed().keySet());
        host.packages().remove(List.of("mt-thing"));
        host.packages().unlist("kopano");
        assertFalse(dnf.listed("kopano"));
        assertEquals("", machine.sh("rpm -q gpg-pubkey --qf '%{NAME}\\n' | grep -x gpg-pubkey || :"), "our key is gone again");
      }
      machine.sh("rm -rf /var/lib/mailtrek; printf 'ID=sles\\nVERSION_ID=12.5\\n' >/usr/lib/os-release");
      try (SshHost host = SshMachine.open(machine, machine.port(), known)) {
        Repositories zypper = host.view().packages().repositories();
        refused(zypper, repository("wrong"), TrekException.Kind.UNREACHABLE, "");
        zypper.tryOut(repository(PASSWORD));
        server.sign("repodata/repomd.xml", "repodata/repomd.xml.asc", "--detach-sign");
        write(machine, zypper.files(repository(PASSWORD)));
        assertEquals("600", machine.sh("stat -c %a /etc/zypp/credentials.d/kopano").strip());
        host.packages().enlist("kopano");
        assertTrue(zypper.listed("kopano"));
        host.packages().install(List.of("mt-thing=1.0-1"));
        assertEquals(1, host.view().packages().installed().size());
        host.packages().unlist("kopano");
        assertFalse(zypper.listed("kopano"));
      }
    }
  }

  /** Indexes the served folder by the createrepo of the machine. */
  private static void index(LabMachine machine) throws Exception {
    machine.sh("rm -rf /srv/repo && mkdir -p /srv/repo");
    try (var all = Files.list(folder)) {
      for (Path each : all.filter(one -> one.toString().endsWith(".rpm")).toList()) {
        Files.copy(each, machine.root().resolve("srv/repo").resolve(each.getFileName()));
      }
    }
    machine.sh("createrepo_c --quiet /srv/repo");
    here("sh", "-c", "rm -rf \"$2/repodata\" && cp -r \"$1/repodata\" \"$2/\"", "sh", machine.root().resolve("srv/repo").toString(), folder.toString());
  }

  private static void here(String... words) throws TrekException {
    Programs.Ended ended = Children.of("here").run(words);
    assertTrue(ended.ok(), ended.lastWords());
  }
}
