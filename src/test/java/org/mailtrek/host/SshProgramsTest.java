package org.mailtrek.host;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;

/** Programs behind a real sshd. */
@RequiresLab({"sshd", "ssh-keygen"})
class SshProgramsTest extends ProgramsContract {

  private static LabSshd sshd;
  private static SshHost host;

  @BeforeAll
  static void start() throws TrekException {
    sshd = LabSshd.start();
    host = SshHost.open(sshd.target("near", sshd.port()), new NoAnswers());
  }

  @AfterAll
  static void stop() {
    host.close();
    sshd.close();
  }

  @Override
  Programs programs() {
    return host.programs();
  }
}
