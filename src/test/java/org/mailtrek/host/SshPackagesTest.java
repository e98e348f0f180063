package org.mailtrek.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;

/** The packages of a booted machine, over SSH. */
@RequiresMachine
class SshPackagesTest extends PackagesContract {

  private static LabMachine machine;
  private SshHost host;

  @BeforeAll
  static void boot() {
    machine = LabMachine.boot();
  }

  @AfterAll
  static void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Override
  Host open(Path folder) throws Exception {
    machine.sh("dpkg --purge " + NAME + " 2>/dev/null; rm -rf /build /etc/mailtrek-test /var/lib/mailtrek; mkdir -p /build " + SshHost.ARCHIVES);
    host = SshMachine.open(machine, machine.port(), folder);
    return host;
  }

  @AfterEach
  void leave() {
    host.close();
  }

  @Override
  void offer(String name, String version, Map<HostPath, String> files) throws Exception {
    Path tree = machine.root().resolve("build").resolve(name + version);
    Files.createDirectories(tree.resolve("DEBIAN"));
    Files.writeString(
        tree.resolve("DEBIAN/control"),
        "Package: " + name + "\nVersion: " + version + "\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: a test\n", UTF_8);
    Files.writeString(tree.resolve("DEBIAN/conffiles"), CONFIG + "\n", UTF_8);
    for (Map.Entry<HostPath, String> each : files.entrySet()) {
      Path file = tree.resolve(each.getKey().toString().substring(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, each.getValue(), UTF_8);
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_500_000_000_000L));
    }
    machine.sh("dpkg-deb --root-owner-group -Zgzip --build /build/" + name + version + " " + SshHost.ARCHIVES + "/" + name + "_" + version + "_all.deb");
  }

  @Override
  void withdraw() {
    machine.sh("rm -f " + SshHost.ARCHIVES + "/*.deb");
  }
}
