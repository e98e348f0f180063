package org.mailtrek.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A private Dovecot that lets test@example.com in by IMAP and, where there is its delivery agent, takes mail for that mailbox by LMTP. Needs root. */
public final class LabDovecot implements AutoCloseable {

  private final Process process;
  private final int imap;
  private final int lmtp;

  private LabDovecot(Process process, int imap, int lmtp) {
    this.process = process;
    this.imap = imap;
    this.lmtp = lmtp;
  }

  /**
   * Starts one; {@code lab.crt} in its folder is its certificate.
   *
   * @param folder an empty folder
   * @param password of test@example.com
   * @param delivery the delivery agent, unpacked
   */
  public static LabDovecot start(Path folder, String password, Optional<Path> delivery) throws IOException, InterruptedException {
    int imap = free();
    int lmtp = free();
    Path mail = Files.createDirectories(folder.resolve("mail"));
    if (new ProcessBuilder("chown", "mail:mail", mail.toString()).start().waitFor() != 0) {
      throw new IOException("can't give " + mail);
    }
    Files.writeString(folder.resolve("users"), "test@example.com:{PLAIN}" + password + "\n");
    String agent = delivery.map(each -> """
        service lmtp {
          executable = %s
          inet_listener lmtp {
            address = 127.0.0.1
            port = %d
          }
        }
        """.formatted(each.resolve("usr/lib/dovecot/lmtp"), lmtp)).orElse("");
    LabCertificate.create(folder);
    Path configuration = Files.writeString(folder.resolve("dovecot.conf"), """
        base_dir = %1$s/run
        log_path = %1$s/dovecot.log
        protocols = imap%4$s
        ssl = yes
        ssl_cert = <%1$s/lab.crt
        ssl_key = <%1$s/lab.key
        mail_location = maildir:%1$s/mail/%%n
        mail_uid = mail
        mail_gid = mail
        first_valid_uid = 1
        passdb {
          driver = passwd-file
          args = scheme=PLAIN %1$s/users
        }
        userdb {
          driver = static
          args = uid=mail gid=mail home=%1$s/mail/%%n
        }
        namespace inbox {
          inbox = yes
        }
        service imap-login {
          inet_listener imap {
            address = 127.0.0.1
            port = %2$d
          }
          inet_listener imaps {
            port = 0
          }
        }
        %3$s
        """.formatted(folder, imap, agent, delivery.isPresent() ? " lmtp" : ""));
    for (Path each = folder; each.getParent() != null; each = each.getParent()) {
      if (!Files.getPosixFilePermissions(each).containsAll(PosixFilePermissions.fromString("--x--x--x"))) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x")); // Dovecot works under accounts of its own
      }
    }
    Process process = new ProcessBuilder(LabProgram.require("dovecot"), "-F", "-c", configuration.toString()).redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
    LabDovecot dovecot = new LabDovecot(process, imap, lmtp);
    for (int port : delivery.isPresent() ? List.of(imap, lmtp) : List.of(imap)) {
      dovecot.await(port, folder);
    }
    return dovecot;
  }

  private void await(int port, Path folder) throws IOException, InterruptedException {
    for (int tries = 0; tries < 300 && process.isAlive(); tries++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    close();
    throw new IOException("Dovecot does not listen: " + Files.readString(folder.resolve("said")));
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Returns where it lets people in. */
  public int imap() {
    return imap;
  }

  /** Returns where it takes mail. */
  public int lmtp() {
    return lmtp;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
