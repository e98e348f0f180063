package org.mailtrek.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.SshTarget;

/**
 * A private sshd on 127.0.0.1 that lets the user of the tests in by a key of its own. The machine behind it is this one. Annotate tests with
 * {@code @RequiresLab({"sshd", "ssh-keygen"})}.
 */
public final class LabSshd implements AutoCloseable {

  private final Path folder;
  private final int port;
  private final Thread hook;
  private LabProcess process;

  private LabSshd(Path folder, int port) {
    this.folder = folder;
    this.port = port;
    this.hook = new Thread(this::end);
  }

  /** Starts one. */
  public static LabSshd start() {
    return start(Map.of());
  }

  /** Starts one with further settings, which come first and so win (sshd_config(5)), and makes RSA keys that they name. */
  public static LabSshd start(Map<String, String> settings, Path... rsaKeys) {
    LabSshd sshd = new LabSshd(LabFolder.create("sshd"), LabProcess.freePort());
    Runtime.getRuntime().addShutdownHook(sshd.hook);
    try {
      sshd.keys();
      for (Path each : rsaKeys) {
        sshd.key(each, "rsa");
      }
      StringBuilder text = new StringBuilder();
      settings.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
      text.append("Port ").append(sshd.port).append("\nListenAddress 127.0.0.1\nHostKey ").append(sshd.folder.resolve("host"))
          .append("\nAuthorizedKeysFile ").append(sshd.folder.resolve("user.pub")).append("\nPidFile none\nUsePAM no\nStrictModes no\n")
          .append("PasswordAuthentication no\nPermitRootLogin prohibit-password\nMaxSessions 10\n");
      Files.writeString(sshd.folder.resolve("config"), text, StandardCharsets.UTF_8);
      if (System.getProperty("user.name").equals("root")) {
        Files.createDirectories(Path.of("/run/sshd"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sshd.run();
    return sshd;
  }

  private void keys() {
    for (String each : List.of("host", "user")) {
      key(folder.resolve(each), "ed25519");
    }
  }

  /** Makes a pair of keys. */
  public void key(Path file, String type) {
    LabProcess.run(folder.resolve("log"), folder, List.of(LabProgram.require("ssh-keygen"), "-q", "-t", type, "-N", "", "-f", file.toString()));
  }

  private void run() {
    process = LabProcess.start(folder.resolve("log"), List.of(LabProgram.require("sshd"), "-D", "-e", "-f", folder.resolve("config").toString()));
    process.awaitPort(port);
  }

  /** Returns the port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Returns the folder with {@code user}, the private key that is let in, and {@code host.pub}. */
  public Path folder() {
    return folder;
  }

  /** Returns the line by which a file of known hosts knows this server at a port. */
  public String knownAt(int seen) {
    try {
      String[] key = Files.readString(folder.resolve("host.pub"), StandardCharsets.UTF_8).split(" ");
      return "[127.0.0.1]:" + seen + " " + key[0] + " " + key[1] + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns how to reach this server, known and with the right key, at its own port or at that of a proxy before it. */
  public SshTarget target(String name, int seen) {
    Path known = folder.resolve("known-" + seen);
    try {
      Files.writeString(known, knownAt(seen), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SshTarget.Address address = new SshTarget.Address(System.getProperty("user.name"), "127.0.0.1", seen);
    return new SshTarget(name, address, Optional.empty(), List.of(folder.resolve("user")), Optional.empty(), known, false, false, owner());
  }

  private String owner() {
    return "lab" + ProcessHandle.current().pid() + "x" + port;
  }

  /** Ends the server that accepts; sessions go on. */
  public void stop() {
    process.stop();
  }

  /** Starts it again after {@link #stop}. */
  public void restart() {
    run();
  }

  private void end() {
    if (process != null) {
      process.stop();
    }
    LabFolder.remove(folder);
    for (String each : List.of("/run", "/run/lock", "/var/lock", "/tmp")) {
      try {
        Files.deleteIfExists(Path.of(each, "mailtrek-" + owner() + ".lock"));
        Files.deleteIfExists(Path.of(each, "mailtrek-" + owner() + ".lock.programs"));
      } catch (IOException notOurs) {
        throw new UncheckedIOException(notOurs);
      }
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
    end();
  }
}
