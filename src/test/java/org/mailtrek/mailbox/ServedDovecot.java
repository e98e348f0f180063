package org.mailtrek.mailbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
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
import java.util.concurrent.TimeUnit;
import org.mailtrek.lab.LabProgram;

/** A private Dovecot that lets everybody in with one password, by IMAP, asks a post-login script, and takes mail by LMTP at a socket. Mailboxes are {@code vmail/USER/Maildir}. */
final class ServedDovecot implements AutoCloseable {

  private static final String CONF = """
      base_dir = %1$s/run
      log_path = %1$s/dovecot.log
      protocols = imap lmtp
      ssl = no
      disable_plaintext_auth = no
      auth_username_format = %%n
      mail_location = maildir:%1$s/vmail/%%n/Maildir
      mail_uid = mail
      mail_gid = mail
      first_valid_uid = 1
      passdb {
        driver = static
        args = password=secret
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
          port = 0
        }
      }
      service imap {
        executable = imap imap-postlogin
      }
      service imap-postlogin {
        executable = script-login %1$s/hook/post-login imap
        user = mail
        unix_listener imap-postlogin {
        }
      }
      service lmtp {
        unix_listener lmtp {
        }
      }
      """;

  private final Process process;
  private final Path folder;
  private final int port;

  private ServedDovecot(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  static ServedDovecot start(Path folder) throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Path vmail = Files.createDirectories(folder.resolve("vmail"));
    Dovecot.own(vmail);
    for (Path each = folder; each.getParent() != null; each = each.getParent()) {
      if (!Files.getPosixFilePermissions(each).containsAll(PosixFilePermissions.fromString("--x--x--x"))) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x")); // Dovecot works under accounts of its own
      }
    }
    Path conf = Files.writeString(folder.resolve("dovecot.conf"), CONF.formatted(folder, port));
    Process process = new ProcessBuilder(LabProgram.find("dovecot").orElseThrow().toString(), "-F", "-c", conf.toString()).redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
    ServedDovecot dovecot = new ServedDovecot(process, folder, port);
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

  String lmtp() {
    return folder + "/run/lmtp";
  }

  String log() throws IOException {
    Path log = folder.resolve("dovecot.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /**
   * Signs in and lists a folder.
   *
   * @return UID and Message-ID of each message; or what the server said instead, in one line that begins with {@code *}
   */
  List<String> look(String user, String name) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = socket.getOutputStream()) {
      socket.setSoTimeout(30_000);
      in.readLine();
      List<String> found = new ArrayList<>();
      List<String> said = say(in, out, "a LOGIN " + user + " secret");
      if (!said.get(said.size() - 1).startsWith("a OK")) {
        return List.of("* " + said);
      }
      said = say(in, out, "b SELECT \"" + name + "\"");
      if (!said.get(said.size() - 1).startsWith("b OK")) {
        return List.of("* " + said);
      }
      String uid = "";
      for (String line : say(in, out, "c UID FETCH 1:* (UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")) {
        if (line.contains("FETCH (UID ")) {
          uid = line.replaceFirst(".*FETCH \\(UID ([0-9]+).*", "$1");
        } else if (line.startsWith("Message-ID:")) {
          found.add(uid + " " + line.replaceAll(".*<|>.*", ""));
        }
      }
      say(in, out, "d LOGOUT");
      return found;
    }
  }

  private static List<String> say(BufferedReader in, OutputStream out, String command) throws IOException {
    out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    List<String> said = new ArrayList<>();
    String tag = command.substring(0, 2);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      said.add(line);
      if (line.startsWith(tag)) {
        return said;
      }
    }
    said.add("gone");
    return said;
  }

  /** Gives a message to somebody who takes mail by LMTP at a port of the loopback; returns the last answer's code. */
  static int deliver(int port, String user, String message) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = socket.getOutputStream()) {
      socket.setSoTimeout(30_000);
      int code = answer(in);
      for (String each : List.of("LHLO test", "MAIL FROM:<a@example.com>", "RCPT TO:<" + user + "@example.com>", "DATA", message + "\r\n.", "QUIT")) {
        if (code >= 400) {
          return code;
        }
        out.write((each + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        int next = answer(in);
        code = each.equals("QUIT") ? code : next;
      }
      return code;
    }
  }

  private static int answer(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && line.startsWith("-", 3)) {
      line = in.readLine();
    }
    return line == null ? 421 : Integer.parseInt(line.substring(0, 3));
  }

  @Override
  public void close() {
    process.destroy();
    if (!process.onExit().copy().completeOnTimeout(null, 10, TimeUnit.SECONDS).thenApply(Objects::nonNull).join()) {
      process.destroyForcibly().onExit().join();
    }
  }
}
