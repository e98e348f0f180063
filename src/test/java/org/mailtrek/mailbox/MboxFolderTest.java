package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;

class MboxFolderTest {

  private static final String ONE = "Subject: one\nStatus: RO\nX-Status: AF\nX-Keywords: $Work later   \nX-UID: 17\n\nFrom here on\n>From there\n\nfrom\n";
  private static final String TWO = "Subject: two\n\nStatus: R\n";

  @TempDir Path folder;

  private List<Message> written(String text, List<String> contents) throws IOException, TrekException {
    Files.writeString(folder.resolve("joe"), text, StandardCharsets.ISO_8859_1);
    MailFolder inbox = StoreKind.open(LocalHost.files("here"), "mbox:" + folder).folders("joe").get(0);
    List<Message> found = new ArrayList<>();
    inbox.messages(found::add);
    for (Message each : found) {
      try (InputStream in = inbox.open(each)) {
        contents.add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
    return found;
  }

  @Test
  void messagesAreWhatLiesBetweenTheLinesThatDivide() throws IOException, TrekException {
    List<String> contents = new ArrayList<>();
    List<Message> found = written("From a@x Mon Jan  6 10:00:00 2003\n" + ONE + "\nFrom MAILER DAEMON  Tue Feb 29 23:59:59 2000\n" + TWO + "\nFrom b Thu Jan  1 00:00:01 1970\n\n", contents);
    assertEquals(List.of(ONE, TWO, ""), contents);
    assertEquals(List.of("2003-01-06T10:00:00Z", "2000-02-29T23:59:59Z", "1970-01-01T00:00:01Z"), found.stream().map(each -> each.arrived().toString()).toList());
    assertEquals("[ANSWERED, FLAGGED, SEEN] [$Work, later] OptionalLong[17]", found.get(0).marks().flags() + " " + found.get(0).marks().keywords() + " " + found.get(0).uid());
    assertEquals(java.util.Set.of(), found.get(1).marks().flags());
  }

  @Test
  void anEmptyFileIsAnEmptyFolderAndAnotherFileIsRefused() throws IOException, TrekException {
    assertEquals(List.of(), written("", new ArrayList<>()));
    TrekException refused = assertThrows(TrekException.class, () -> written("PK zip\n", new ArrayList<>()));
    assertTrue(refused.getMessage().contains("no mbox"), refused::getMessage);
  }

  @Test
  void theLastMessageMayLackItsLineEnd() throws IOException, TrekException {
    List<String> contents = new ArrayList<>();
    written("From a Mon Jan  6 10:00:00 2003\nA: b\n\nend", contents);
    assertEquals(List.of("A: b\n\nend"), contents);
  }

  @Test
  void aFolderOfFilesIsAMailboxOfFolders() throws IOException, TrekException {
    Files.createDirectories(folder.resolve("joe/Work"));
    Files.writeString(folder.resolve("joe/inbox"), "");
    Files.writeString(folder.resolve("joe/Work/B&APw-ro"), "");
    Files.writeString(folder.resolve("joe/.subscriptions"), "");
    List<MailFolder> found = StoreKind.open(LocalHost.files("here"), "mbox:" + folder + "/%u").folders("joe");
    assertEquals(List.of("INBOX", "Work/Büro"), found.stream().map(each -> each.name().toString()).toList());
  }
}
