package org.mailtrek.mailbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mailtrek.host.ImapLogin;
import org.mailtrek.host.ImapServer;
import org.mailtrek.host.Secret;
import org.mailtrek.lab.LabCertificate;
import org.mailtrek.lab.LabProgram;

/** A private Dovecot for IMAP, in the clear and by TLS: everybody has the password {@code own}; {@code chief}, with {@code master}, may act as anybody. */
final class ImapDovecot implements AutoCloseable {

  private static final String CONF = """
      base_dir = %1$s/run
      log_path = %1$s/dovecot.log
      protocols = imap
      ssl = yes
      ssl_cert = <%1$s/lab.crt
      ssl_key = <%1$s/lab.key
      disable_plaintext_auth = no
      mail_location = maildir:%1$s/vmail/%%n/Maildir
      mail_uid = mail
      mail_gid = mail
      first_valid_uid = 1
      auth_failure_delay = 0
      passdb {
        driver = passwd-file
        args = scheme=PLAIN %1$s/masters
        master = yes
      }
      passdb {
        driver = static
        args = password=own
      }
      userdb {
        driver = static
        args = uid=mail gid=mail home=%1$s/vmail/%%n allow_all_users=yes
      }
      namespace inbox {
        inbox = yes
        separator = /
      }
      service imap-login {
        inet_listener imap {
          address = 127.0.0.1
          port = %2$d
        }
        inet_listener imaps {
          address = 127.0.0.1
          port = %3$d
          ssl = yes
        }
      }
      service anvil {
        unix_listener anvil-auth-penalty {
          mode = 0
        }
      }
      %4$s
      """;

  private final Process process;
  private final Path folder;
  private final int port;
  private final int secure;

  private ImapDovecot(Process process, Path folder, int port, int secure) {
    this.process = process;
    this.folder = folder;
    this.port = port;
    this.secure = secure;
  }

  /** Starts one in an empty folder; {@code more} is more of its configuration. */
  static ImapDovecot start(Path folder, String more) throws IOException, InterruptedException {
    int port = free();
    int secure = free();
    Dovecot.own(Files.createDirectories(folder.resolve("vmail")));
    for (Path each = folder; each.getParent() != null; each = each.getParent()) {
      if (!Files.getPosixFilePermissions(each).containsAll(PosixFilePermissions.fromString("--x--x--x"))) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x")); // Dovecot works under accounts of its own
      }
    }
    LabCertificate.create(folder);
    Files.writeString(folder.resolve("masters"), "chief:{PLAIN}master\n");
    Path conf = Files.writeString(folder.resolve("dovecot.conf"), CONF.formatted(folder, port, secure, more));
    Process process = new ProcessBuilder(LabProgram.find("dovecot").orElseThrow().toString(), "-F", "-c", conf.toString()).redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
    ImapDovecot dovecot = new ImapDovecot(process, folder, port, secure);
    for (int tries = 0; tries < 200 && process.isAlive(); tries++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return dovecot;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    dovecot.close();
    throw new IOException("Dovecot does not listen: " + Files.readString(folder.resolve("said")));
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /** Who signs in with this password: the master user for everybody, or each for himself. */
  record By(Optional<String> master, String password) implements ImapServer.Logins {
    static By chief() {
      return new By(Optional.of("chief"), "master");
    }

    static By self() {
      return new By(Optional.empty(), "own");
    }

    @Override
    public List<String> users() {
      return List.of();
    }

    @Override
    public ImapLogin of(String user) {
      return new ImapLogin(user, master.orElse(user), Secret.of(password));
    }
  }

  /** The server by TLS from the first byte, or behind the greeting. */
  ImapServer secure(By by, boolean startTls) {
    return new ImapServer("old", startTls ? "imap://127.0.0.1:" + port : "imaps://127.0.0.1:" + secure, startTls, Optional.of(folder.resolve("lab.crt")), by);
  }

  static ImapServer clear(int port, By by) {
    return new ImapServer("old", "imap://127.0.0.1:" + port, false, Optional.empty(), by);
  }

  ImapStore store() {
    return new ImapStore("old", clear(port, By.self()));
  }

  /** Dovecot's own tool on a user's mailbox. */
  String doveadm(String user, String input, String... words) throws IOException {
    List<String> line = new ArrayList<>(List.of("doveadm", "-c", folder.resolve("dovecot.conf").toString()));
    line.addAll(List.of("-o", "mail_home=" + folder.resolve("vmail").resolve(user), "-o", "mail_location=maildir:" + folder.resolve("vmail").resolve(user).resolve("Maildir")));
    line.addAll(List.of(words));
    Path in = Files.write(folder.resolve("input"), input.getBytes(StandardCharsets.ISO_8859_1));
    ProcessBuilder builder = new ProcessBuilder(line).redirectInput(in.toFile()).redirectErrorStream(true);
    builder.environment().put("USER", user);
    Process run = builder.start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (run.onExit().join().exitValue() != 0) {
      throw new IOException(said);
    }
    return said;
  }

  /** Every message as Dovecot sees it: folder, UID, flags and words, date, size with CRLF, Message-ID; sorted. */
  String messages(String user) throws IOException {
    return Dovecot.tidy(doveadm(user, "", "-f", "tab", "fetch", "mailbox uid flags date.received.unixtime size.virtual hdr.message-id", "all"));
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("dovecot.log"));
  }

  @Override
  public void close() {
    process.destroy();
    if (!process.onExit().copy().completeOnTimeout(null, 10, TimeUnit.SECONDS).thenApply(Objects::nonNull).join()) {
      process.destroyForcibly().onExit().join();
    }
  }
}
