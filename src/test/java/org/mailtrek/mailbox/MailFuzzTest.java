package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.fuzz.Fuzzing;
import org.mailtrek.host.LocalHost;

/** Whatever a mailbox holds, it is read byte by byte or refused in words. */
final class MailFuzzTest {

  private static final String MESSAGE = "Message-ID: <1@x>\nSubject: =?utf-8?q?a?=\n b\nContent-Type: multipart/mixed; boundary=\"x y\"\n\n--x y\n\na\n--x y--\n";
  private static final String MBOX = "From a@x Mon Jan  6 10:00:00 2003\nStatus: RO\nX-Status: AF\nX-Keywords: $Work later\nX-UID: 17\n\n>From here\n\nFrom b Thu Jan  1 00:00:01 1970\n\nb\n";

  @TempDir Path folder;

  @Test
  void anyMessageIsRead() throws InterruptedException {
    Fuzzing.of("message", MESSAGE, "a: b\r\n\r\nc").words("Content-Type: ", "boundary=", "--x y", "Message-ID:", "\n ", ";").feed(input -> assertEquals(input.length, MessageRead.of(new ByteArrayInputStream(input), input.length).bytes()));
  }

  @Test
  void anyMboxIsReadOrRefused() throws InterruptedException {
    Fuzzing.of("mbox", MBOX).words("\nFrom ", "From a Mon Jan  6 10:00:00 2003\n", "X-UID: ", "Status: ", "X-IMAPbase: 1 2\n", "\n\n").feed(input -> {
      Files.write(folder.resolve("joe"), input);
      MailFolder inbox = StoreKind.open(LocalHost.files("here"), "mbox:" + folder).folders("joe").get(0);
      List<Message> all = new ArrayList<>();
      inbox.messages(all::add);
      for (Message each : all) {
        try (InputStream in = inbox.open(each)) {
          in.transferTo(new ByteArrayOutputStream());
        }
      }
    });
  }

  @Test
  void anyIndexOfTheOldStoreIsReadOrRefused() throws Exception {
    Path inbox = Files.createDirectories(folder.resolve("joe/INBOX"));
    Files.writeString(inbox.resolve("1"), "a: b\n\n");
    Fuzzing.of("netscape3 index", "netscape3 1 77 4\n1 6 852076800 -\n").words("netscape3 1", " -\n", "9999999999999").feed(input -> {
      Files.write(inbox.resolve("folder.idx"), input);
      StoreKind.open(LocalHost.files("here"), "netscape3:" + folder).folders("joe").get(0).messages(each -> { });
    });
  }

  @Test
  void anyNameOfAFolderIsReadAndSpeltAsItWasOrRefused() throws InterruptedException {
    Fuzzing.of("modified UTF-7", "B&APw-ro", "a&-b", "&2D3eAA-", "INBOX.Work").words("&", "-", "&AP", "&2D0-", "+").feed(input -> {
      String text = new String(input, StandardCharsets.ISO_8859_1);
      Optional<String> decoded = ModifiedUtf7.decode(text);
      decoded.ifPresent(plain -> assertEquals(decoded, ModifiedUtf7.decode(ModifiedUtf7.encode(plain))));
      FolderName.spelt(text, '.').ifPresent(name -> assertEquals(Optional.of(name), FolderName.spelt(name.spelt('.'), '.')));
    });
  }

  @Test
  void anyListOfUsersComesBackAsItWasReadOrIsRefused() throws InterruptedException {
    Fuzzing.of("list of users", "[4x partition]:primary\n[3x MailStorePath]:/mail/mailbox-3.x\n#------\njoe\ncrowe\n").words("#", "\n\n", "/mail").feed(input -> {
      UserList list = UserList.read("list", new String(input, StandardCharsets.UTF_8));
      assertEquals(list, UserList.read("list", list.text()));
    });
  }
}
