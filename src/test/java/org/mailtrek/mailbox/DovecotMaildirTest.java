package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.LocalDisk;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** A mailbox that a real Dovecot wrote is read as Dovecot reads it. */
@RequiresLab("doveadm")
@RequiresRoot
class DovecotMaildirTest {

  @TempDir Path folder;

  @Test
  void foldersUidsFlagsWordsDatesAndBytesAreTheSame() throws IOException, TrekException {
    Dovecot dovecot = Dovecot.in(folder, "anna");
    dovecot.doveadm("anna", "", "mailbox", "create", "-s", "Büro/A & B", "Leer");
    for (int message = 1; message <= 4; message++) {
      dovecot.doveadm("anna", "Subject: " + message + "\r\nMessage-ID: <" + message + "@x>\r\n\r\ngrüß\r\n", "save", "-m", message == 4 ? "Büro/A & B" : "INBOX");
    }
    dovecot.doveadm("anna", "", "flags", "add", "\\Seen \\Flagged $Work later", "mailbox", "INBOX", "uid", "2");
    dovecot.doveadm("anna", "", "flags", "add", "\\Deleted \\Draft \\Answered", "mailbox", "INBOX", "uid", "3");
    dovecot.doveadm("anna", "", "expunge", "mailbox", "INBOX", "uid", "1");
    try (Stream<Path> all = Files.walk(folder.resolve("vmail"))) {
      for (Path each : all.filter(path -> path.getFileName().toString().contains(".M")).toList()) {
        Files.setLastModifiedTime(each, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
      }
    }
    dovecot.doveadm("anna", "", "force-resync", "*");

    MailStore store = StoreKind.open(LocalHost.files("here"), "maildir:" + folder.resolve("vmail") + "/%u/Maildir");
    for (MailFolder each : store.folders("anna")) {
      String said = dovecot.doveadm("anna", "", "-f", "flow", "mailbox", "status", "uidvalidity uidnext", each.name().toString()).strip();
      assertEquals(said, each.name() + " uidnext=" + each.uidNext().orElseThrow() + " uidvalidity=" + each.uidValidity().orElseThrow());
    }
    assertEquals(List.of("anna"), store.users());
    assertEquals("[INBOX, Büro/A & B, Leer]", store.folders("anna").stream().map(MailFolder::name).toList().toString());
    assertEquals("[Büro/A & B, Leer]", store.subscribed("anna").toString());
    String ours = Dovecot.messages(store, "anna");
    assertEquals(dovecot.messages("anna"), ours);
    assertEquals(3, ours.lines().count());
    assertTrue(ours.contains("INBOX\t2\t$Work \\Flagged \\Seen later\t1000000000\t37\t2@x"), ours);
  }

  @Test
  void aFolderHasItsNumbersBeforeItsFirstMessageSoThatDovecotGivesNone() throws IOException, TrekException {
    Dovecot dovecot = Dovecot.in(folder, "anna");
    MailTarget target = StoreKind.fill(new LocalDisk("here", Path.of("/")), LocalHost.files("here"), "maildir:" + folder.resolve("vmail") + "/%u/Maildir");
    target.prepare("anna");
    for (String name : List.of("INBOX", "Work/2003")) {
      target.folder("anna", new FolderName(List.of(name.split("/")))).open(new TargetFolder.Numbers(77, 9));
      assertEquals(name + " uidvalidity=77", dovecot.doveadm("anna", "", "-f", "flow", "mailbox", "status", "uidvalidity", name).strip());
    }
  }
}
