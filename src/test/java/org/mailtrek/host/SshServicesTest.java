package org.mailtrek.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;

/** The services of a booted machine, over SSH. */
@RequiresMachine
class SshServicesTest extends ServicesContract {

  private static LabMachine machine;
  private SshHost host;

  @BeforeAll
  static void boot() throws Exception {
    machine = LabMachine.boot();
    unit("good", "ExecStart=/bin/sleep 1000");
    unit("bad", "ExecStart=/bin/sh -c 'echo no configuration >&2; exit 255'");
    machine.sh("systemctl enable good bad");
  }

  private static void unit(String name, String does) throws Exception {
    Files.writeString(machine.root().resolve("etc/systemd/system/" + name + ".service"), "[Service]\n" + does + "\n[Install]\nWantedBy=multi-user.target\n", UTF_8);
  }

  @AfterAll
  static void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Override
  Services open(Path folder) throws Exception {
    host = SshMachine.open(machine, machine.port(), folder);
    host.services().stop("good");
    return host.services();
  }

  @AfterEach
  void leave() {
    host.close();
  }
}
