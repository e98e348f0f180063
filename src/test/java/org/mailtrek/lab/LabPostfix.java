package org.mailtrek.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Postfix of its own in a folder, which sends all mail to a port of the loopback. Needs root, as Postfix does. */
public final class LabPostfix implements AutoCloseable {

  private final Path folder;
  private final Path programs;

  /** Makes one, without starting it. */
  public LabPostfix(Path folder, int port) throws IOException, InterruptedException {
    this.folder = folder;
    this.programs = Path.of(LabProgram.require("postdrop")).getParent();
    Path libraries = programs.resolveSibling("lib").resolve("postfix");
    boolean installed = account("passwd", "postfix") && account("group", "postdrop");
    Files.createDirectories(folder.resolve("conf"));
    Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(folder.resolve("queue/pid"));
    Files.writeString(folder.resolve("conf/postfix-files"), "# the folders are made here\n");
    List<String> owned = new ArrayList<>(List.of("chown", installed ? "postfix" : "games", folder.resolve("data").toString(), Files.createFile(folder.resolve("data/log")).toString()));
    for (String each : new String[] {"active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "maildrop", "private", "public", "saved", "trace"}) {
      owned.add(Files.createDirectories(folder.resolve("queue").resolve(each)).toString());
    }
    if (new ProcessBuilder(owned).start().waitFor() != 0) {
      throw new IOException("can't give " + owned);
    }
    String main = """
        compatibility_level = 3.6
        queue_directory = %1$s/queue
        data_directory = %1$s/data
        command_directory = %2$s
        daemon_directory = %3$s/sbin
        shlib_directory = %3$s
        meta_directory = %1$s/conf
        mail_owner = %4$s
        setgid_group = %5$s
        import_environment = MAIL_CONFIG LANG=C LD_LIBRARY_PATH
        export_environment = MAIL_CONFIG LANG LD_LIBRARY_PATH
        inet_interfaces = loopback-only
        inet_protocols = ipv4
        myhostname = lab1.example.com
        mydestination =
        default_transport = smtp:[127.0.0.1]:%6$d
        smtp_tls_security_level = none
        smtp_dns_support_level = disabled
        smtp_host_lookup = native
        maillog_file = %1$s/data/log
        maillog_file_prefixes = /
        """.formatted(folder, programs, libraries, installed ? "postfix" : "games", installed ? "postdrop" : "audio", port);
    Files.writeString(folder.resolve("conf/main.cf"), main);
    List<String> services = new ArrayList<>(List.of("pickup unix n - n 60 1 pickup", "qmgr unix n - n 300 1 qmgr", "cleanup unix n - n - 0 cleanup", "rewrite unix - - n - - trivial-rewrite"));
    services.addAll(List.of("bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce", "trace unix - - n - 0 bounce", "smtp unix - - n - - smtp", "error unix - - n - - error", "retry unix - - n - - error"));
    services.addAll(List.of("proxymap unix - - n - - proxymap", "flush unix n - n 1000? 0 flush", "showq unix n - n - - showq", "scache unix - - n - 1 scache", "postlog unix-dgram n - n - 1 postlogd"));
    Files.write(folder.resolve("conf/master.cf"), services);
    for (Path each = folder; each != null && each.getParent() != null; each = each.getParent()) {
      if (!Files.getPosixFilePermissions(each).containsAll(PosixFilePermissions.fromString("--x--x--x"))) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x")); // Postfix works under an account of its own
      }
    }
    run("check");
  }

  /** Lets it take mail in by SMTP, before it is started; {@code settings} say for whom, and where that goes. */
  public void takes(int port, List<String> settings) throws IOException {
    Files.write(folder.resolve("conf/main.cf"), settings, StandardOpenOption.APPEND);
    Files.write(folder.resolve("conf/master.cf"), List.of("127.0.0.1:" + port + " inet n - n - - smtpd", "lmtp unix - - n - - lmtp", "anvil unix - - n - 1 anvil"), StandardOpenOption.APPEND);
  }

  private static boolean account(String database, String name) throws IOException, InterruptedException {
    return new ProcessBuilder("getent", database, name).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
  }

  /** Returns where pickup takes mail from. */
  public Path maildrop() {
    return folder.resolve("queue/maildrop");
  }

  /** Returns the folder of its configuration. */
  public Path configuration() {
    return folder.resolve("conf");
  }

  /** Hands a message to its sendmail. */
  public void submit(byte[] message, String from, List<String> to) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(programs.resolve("sendmail").toString(), "-C", configuration().toString(), "-bm", "-i", "-f", from, "--"));
    command.addAll(to);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var input = process.getOutputStream()) {
      input.write(message);
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("sendmail: " + said);
    }
  }

  /** Starts it. */
  public void start() throws IOException, InterruptedException {
    run("start");
  }

  private void run(String act) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(programs.resolve("postfix").toString(), "-c", configuration().toString(), act).redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("postfix " + act + ": " + Files.readString(folder.resolve("said")));
    }
  }

  /** Returns what it logged. */
  public String log() throws IOException {
    return Files.exists(folder.resolve("data/log")) ? Files.readString(folder.resolve("data/log")) : "";
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(folder.resolve("queue/pid/master.pid"))) {
      try {
        run("stop");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while Postfix was stopped", e);
      }
    }
  }
}
