package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailtrek.host.TrekException;

/** A private Dovecot below a folder: users have {@code vmail/USER/Maildir}. */
final class Dovecot {

  private static final String CONF = """
      base_dir = %1$s/run
      log_path = %1$s/dovecot.log
      mail_uid = mail
      mail_gid = mail
      first_valid_uid = 1
      namespace inbox {
        inbox = yes
        separator = /
      }
      """;

  private final Path folder;

  private Dovecot(Path folder) {
    this.folder = folder;
  }

  /** Makes one in an empty folder, with homes for users. */
  static Dovecot in(Path folder, String... users) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x")); // Dovecot refuses to work as root
    Files.writeString(folder.resolve("dovecot.conf"), CONF.formatted(folder));
    Path vmail = Files.createDirectories(folder.resolve("vmail"));
    own(vmail);
    for (String each : users) {
      own(Files.createDirectories(vmail.resolve(each)));
    }
    return new Dovecot(folder);
  }

  static void own(Path path) throws IOException {
    var lookup = path.getFileSystem().getUserPrincipalLookupService();
    Files.setAttribute(path, "unix:owner", lookup.lookupPrincipalByName("mail"));
    Files.setAttribute(path, "unix:group", lookup.lookupPrincipalByGroupName("mail"));
  }

  /** Dovecot's own tool on a user's mailbox. */
  String doveadm(String user, String input, String... words) throws IOException {
    List<String> line = new ArrayList<>(List.of("doveadm", "-c", folder.resolve("dovecot.conf").toString()));
    line.addAll(List.of("-o", "mail_home=" + folder.resolve("vmail").resolve(user), "-o", "mail_location=maildir:" + folder.resolve("vmail").resolve(user).resolve("Maildir")));
    line.addAll(List.of(words));
    Path in = Files.writeString(folder.resolve("input"), input);
    ProcessBuilder builder = new ProcessBuilder(line).redirectInput(in.toFile()).redirectErrorStream(true);
    builder.environment().put("USER", user);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertEquals(0, process.waitFor(), said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return said;
  }

  /** Every message as Dovecot sees it: folder, UID, flags and words, date, size, Message-ID; sorted. */
  String messages(String user) throws IOException {
    return tidy(doveadm(user, "", "-f", "tab", "fetch", "mailbox uid flags date.received.unixtime size.physical hdr.message-id", "all"));
  }

  /** Returns such a table sorted, without what Dovecot notes for itself. */
  static String tidy(String table) {
    List<String> lines = new ArrayList<>();
    for (String line : table.lines().skip(1).toList()) {
      String[] field = line.split("\t", -1);
      field[2] = Arrays.stream(field[2].split(" ")).filter(each -> !each.equals("\\Recent") && !each.isEmpty()).sorted().collect(Collectors.joining(" "));
      field[5] = field[5].replaceAll("[<>]", "");
      lines.add(String.join("\t", field));
    }
    return lines.stream().sorted().collect(Collectors.joining("\n"));
  }

  /** Every message as an adapter of ours sees it, in the same form. */
  static String messages(MailStore store, String user) throws TrekException {
    List<String> lines = new ArrayList<>();
    for (MailFolder each : store.folders(user)) {
      each.messages(message -> lines.add(line(each, message)));
    }
    return lines.stream().sorted().collect(Collectors.joining("\n"));
  }

  private static String line(MailFolder folder, Message message) throws TrekException {
    try (InputStream in = folder.open(message)) {
      TreeSet<String> flags = new TreeSet<>(message.marks().keywords());
      message.marks().flags().forEach(each -> flags.add("\\" + each.name().charAt(0) + each.name().substring(1).toLowerCase(Locale.ROOT)));
      MessageRead read = MessageRead.of(in, message.size());
      return String.join("\t", folder.name().toString(), String.valueOf(message.uid().orElseThrow()), String.join(" ", flags), String.valueOf(message.arrived().getEpochSecond()), String.valueOf(read.bytes()), read.messageId());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
