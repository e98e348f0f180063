package org.mailtrek.host;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.mailtrek.lab.FarProxy;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;

/** A disk behind a real sshd, at the end of a line that adds 40 ms to each round trip. */
@RequiresLab({"sshd", "ssh-keygen", "getfattr", "setfattr", "flock"})
class SshDiskTest extends DiskContract {

  private static LabSshd sshd;
  private static FarProxy proxy;
  private static SshHost host;

  @BeforeAll
  static void start() throws TrekException {
    sshd = LabSshd.start();
    proxy = new FarProxy(sshd.port(), Duration.ofMillis(40));
    host = SshHost.open(sshd.target("far", proxy.port()), new NoAnswers());
  }

  @AfterAll
  static void stop() {
    host.close();
    proxy.close();
    sshd.close();
  }

  @Override
  Disk open(Path folder) {
    return host.disk();
  }

  @Override
  HostView view(Path folder) {
    return host.view();
  }

  @Override
  HostPath top(Path folder) {
    return HostPath.of(folder.toString());
  }
}
