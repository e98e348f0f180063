package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** A mailbox that a real Dovecot wrote is read as Dovecot reads it. */
@RequiresLab("doveadm")
@RequiresRoot
class DovecotMaildirTest {

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

  @TempDir Path folder;

  @BeforeEach
  void make() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x")); // Dovecot refuses to work as root
    Files.writeString(folder.resolve("dovecot.conf"), CONF.formatted(folder));
    Path home = Files.createDirectories(folder.resolve("vmail/anna"));
    for (Path each : List.of(home.getParent(), home)) {
      Files.setAttribute(each, "unix:owner", home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("mail"));
    }
  }

  /** Dovecot's own tool on anna's mailbox. */
  private String doveadm(String input, String... words) throws IOException {
    List<String> line = new ArrayList<>(List.of("doveadm", "-c", folder.resolve("dovecot.conf").toString()));
    line.addAll(List.of("-o", "mail_home=" + folder.resolve("vmail/anna"), "-o", "mail_location=maildir:" + folder.resolve("vmail/anna/Maildir")));
    line.addAll(List.of(words));
    Path in = Files.writeString(folder.resolve("input"), input);
    ProcessBuilder builder = new ProcessBuilder(line).redirectInput(in.toFile()).redirectErrorStream(true);
    builder.environment().put("USER", "anna");
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

  @Test
  void foldersUidsFlagsWordsDatesAndBytesAreTheSame() throws IOException, TrekException {
    doveadm("", "mailbox", "create", "-s", "Büro/A & B", "Leer");
    for (int message = 1; message <= 4; message++) {
      doveadm("Subject: " + message + "\r\nMessage-ID: <" + message + "@x>\r\n\r\ngrüß\r\n", "save", "-m", message == 4 ? "Büro/A & B" : "INBOX");
    }
    doveadm("", "flags", "add", "\\Seen \\Flagged $Work later", "mailbox", "INBOX", "uid", "2");
    doveadm("", "flags", "add", "\\Deleted \\Draft \\Answered", "mailbox", "INBOX", "uid", "3");
    doveadm("", "expunge", "mailbox", "INBOX", "uid", "1");
    try (Stream<Path> all = Files.walk(folder.resolve("vmail"))) {
      for (Path each : all.filter(path -> path.getFileName().toString().contains(".M")).toList()) {
        Files.setLastModifiedTime(each, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
      }
    }
    doveadm("", "force-resync", "*");

    MailStore store = StoreKind.open(LocalHost.files("here"), "maildir:" + folder.resolve("vmail") + "/%u/Maildir");
    List<String> ours = new ArrayList<>();
    for (MailFolder each : store.folders("anna")) {
      each.messages(message -> ours.add(line(each, message)));
      assertEquals(doveadm("", "-f", "flow", "mailbox", "status", "uidvalidity", each.name().toString()).strip(), each.name() + " uidvalidity=" + each.uidValidity().orElseThrow());
    }
    assertEquals(List.of("anna"), store.users());
    assertEquals("[INBOX, Büro/A & B, Leer]", store.folders("anna").stream().map(MailFolder::name).toList().toString());
    assertEquals(theirs(), ours.stream().sorted().collect(Collectors.joining("\n")));
    assertEquals(3, ours.size());
    assertTrue(ours.contains("INBOX\t2\t$Work \\Flagged \\Seen later\t1000000000\t37\t2@x"), ours::toString);
  }

  private static String line(MailFolder folder, Message message) throws TrekException {
    try (InputStream in = folder.open(message)) {
      TreeSet<String> flags = new TreeSet<>(message.marks().keywords());
      message.marks().flags().forEach(each -> flags.add("\\" + each.name().charAt(0) + each.name().substring(1).toLowerCase(Locale.ROOT)));
      MessageRead read = MessageRead.of(in, message.size());
      return String.join("\t", folder.name().toString(), String.valueOf(message.uid().orElseThrow()), String.join(" ", flags), String.valueOf(message.arrived().getEpochSecond()), String.valueOf(read.bytes()), read.messageId());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String theirs() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : doveadm("", "-f", "tab", "fetch", "mailbox uid flags date.received.unixtime size.physical hdr.message-id", "all").lines().skip(1).toList()) {
      String[] field = line.split("\t", -1);
      field[2] = Arrays.stream(field[2].split(" ")).filter(each -> !each.equals("\\Recent") && !each.isEmpty()).sorted().collect(Collectors.joining(" "));
      field[5] = field[5].replaceAll("[<>]", "");
      lines.add(String.join("\t", field));
    }
    return lines.stream().sorted().collect(Collectors.joining("\n"));
  }
}
