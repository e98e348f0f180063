package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;

class Netscape3StoreTest {

  @TempDir Path folder;

  private MailStore store() throws TrekException {
    return StoreKind.open(LocalHost.files("here"), "netscape3:" + folder);
  }

  private void file(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void usersFoldersAndMessagesAreAsTheIndexSays() throws IOException, TrekException {
    file("joe/INBOX/folder.idx", "netscape3 1 77 4\n1 10 852076800 - \n3 6 852076801 SR $Work later\n".replace(" \n", "\n"));
    file("joe/INBOX/3.msg", "A: b\n\n");
    file("joe/Entw&APw-rfe/folder.idx", "netscape3 1 78 1\n");
    file("joe/Entw&APw-rfe/Alt/folder.idx", "netscape3 1 79 1\n");
    file("__upfolder.db", "the vendor's\n");
    file(".snapshot/x", "");
    MailStore store = store();
    assertEquals(List.of("joe"), store.users());
    List<MailFolder> folders = store.folders("joe");
    assertEquals("[INBOX, Entwürfe, Entwürfe/Alt]", folders.stream().map(MailFolder::name).toList().toString());
    List<Message> found = new ArrayList<>();
    folders.get(0).messages(found::add);
    assertEquals(OptionalLong.of(77), folders.get(0).uidValidity());
    assertEquals("[ANSWERED, SEEN] [$Work, later] 1997-01-01T00:00:01Z", found.get(1).marks().flags() + " " + found.get(1).marks().keywords() + " " + found.get(1).arrived());
    assertEquals("A: b\n\n", new String(folders.get(0).open(found.get(1)).readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII));
  }

  @Test
  void anIndexOfAnotherVersionOrWithABrokenLineIsRefusedByItsLine() throws IOException, TrekException {
    file("joe/INBOX/folder.idx", "netscape3 2 77 4\n");
    file("amy/INBOX/folder.idx", "netscape3 1 77 4\n1 10 852076800 -\n2 x 852076800 -\n");
    MailStore store = store();
    for (String user : List.of("joe", "amy")) {
      MailFolder inbox = store.folders(user).get(0);
      TrekException refused = assertThrows(TrekException.class, () -> inbox.messages(each -> { }));
      assertEquals("here:" + folder + "/" + user + "/INBOX/folder.idx, line " + (user.equals("joe") ? 1 : 3), refused.where());
    }
  }
}
