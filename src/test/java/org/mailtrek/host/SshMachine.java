package org.mailtrek.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mailtrek.lab.LabMachine;

/** Reaches a booted machine of the lab over SSH, as root by the lab's key. */
final class SshMachine {

  private SshMachine() {}

  /** Signs in at a port; a folder takes the file of known hosts. */
  static SshHost open(LabMachine machine, int port, Path folder) throws IOException, TrekException {
    Path known = Files.writeString(folder.resolve("known-" + port), machine.knownHost().replace("]:" + machine.port(), "]:" + port) + "\n", UTF_8);
    SshTarget.Address address = new SshTarget.Address("root", machine.address(), port);
    String owner = "lab" + ProcessHandle.current().pid();
    return SshHost.open(new SshTarget("lab1", address, Optional.empty(), List.of(machine.key()), Optional.empty(), known, false, false, owner), new NoAnswers());
  }
}
