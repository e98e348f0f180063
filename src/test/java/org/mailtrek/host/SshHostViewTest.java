package org.mailtrek.host;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;

/** The view of a booted machine over SSH; its sshd shows, at a port of its own, all of the machine but for {@code /etc}. */
@RequiresMachine
class SshHostViewTest extends HostViewContract {

  private static final int PORT = 2223;

  private static LabMachine machine;
  private SshHost host;

  @BeforeAll
  static void boot() {
    machine = LabMachine.boot();
    machine.sh("cd /srv && mkdir -p root/etc && for each in bin lib lib64 sbin; do [ ! -L /$each ] || cp -P /$each root/; done"
        + " && for each in usr var dev proc run tmp root; do mkdir -p root/$each && mount --rbind /$each root/$each; done"
        + " && { echo Port 2223; echo Match LocalPort 2223; echo ChrootDirectory /srv/root; } >/etc/ssh/sshd_config.d/zz.conf"
        + " && sshd -t && systemctl restart ssh && until ss -ltn | grep -q :2223 || [ $((n+=1)) -gt 100 ]; do sleep 0.1; done");
  }

  @AfterAll
  static void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Override
  HostView open(Path root) throws TrekException {
    String files = machine.root().resolve("srv/root/etc").toString();
    if (!Children.of("here").run("sh", "-c", "rm -rf \"$1\"/* && cp -r \"$2\"/etc/. \"$1\"", "sh", files, root.toString()).ok()) {
      throw new IllegalStateException("the files of the test can't be copied");
    }
    try {
      host = SshMachine.open(machine, PORT, root.getParent());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return host.view();
  }

  @AfterEach
  void leave() {
    host.close();
  }
}
