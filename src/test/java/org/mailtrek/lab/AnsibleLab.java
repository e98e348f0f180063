package org.mailtrek.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's ansible-playbook, and what a booted machine needs to be run by it. */
public final class AnsibleLab {

  private AnsibleLab() {}

  /** Gives a machine the Python that Ansible's modules run in, from the package source of this one; its own sources are then as before. */
  public static void python(LabMachine machine) {
    Path apt = machine.root().resolve("etc/apt");
    shell("cp -a " + apt + " " + apt + ".own && cp -aL /etc/apt/. " + apt + "/ && cp -L /etc/resolv.conf " + machine.root().resolve("etc/") + "/ && cp -an /usr/share/keyrings/. " + machine.root().resolve("usr/share/keyrings/") + "/");
    machine.sh("apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install python3-apt");
    shell("rm -rf " + apt + " && mv " + apt + ".own " + apt + " && rm " + machine.root().resolve("etc/resolv.conf"));
    machine.sh("rm -rf /var/lib/apt/lists/* && apt-get -q update");
  }

  /** Runs a playbook in its folder. */
  public static LabMachine.Said playbook(Path folder, String... words) {
    List<String> command = new ArrayList<>(List.of("ansible-playbook", "-i", "inventory.yml"));
    command.addAll(List.of(words));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(java.util.Map.of("ANSIBLE_NOCOLOR", "1", "ANSIBLE_LOCAL_TEMP", folder.resolve(".tmp").toString(), "ANSIBLE_HOME", folder.resolve(".ansible").toString(), "ANSIBLE_REMOTE_TEMP", "/tmp/.ansible-${USER}",
          "ANSIBLE_PIPELINING", "1", "ANSIBLE_DEPRECATION_WARNINGS", "0", "LC_ALL", "C.UTF-8", "ANSIBLE_INTERPRETER_PYTHON", "auto_silent"));
      return said(builder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void shell(String line) {
    try {
      said(new ProcessBuilder("sh", "-c", line)).orFail();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LabMachine.Said said(ProcessBuilder builder) throws IOException {
    Path errors = Files.createTempFile("mailtrek-lab-", ".log");
    try {
      Process process = builder.redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new LabMachine.Said(process.waitFor(), output, Files.readString(errors));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      Files.delete(errors);
    }
  }
}
