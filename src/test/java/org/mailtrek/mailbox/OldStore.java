package org.mailtrek.mailbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A store in the published layout of 3.x, to be made in tests. */
final class OldStore {

  /** What servers stumble over: NUL, 8 bits, no end, nothing at all, carriage returns. */
  static final List<String> ODD = List.of("Subject: nul\nMessage-ID: <nul@x>\n\na\0b\n", "Subject: gr\u00fc\u00df\n\n\u00e4\u00f6\u00fc\u00ff\n", "Message-ID: <cut@x>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\ncut off", "",
      "Message-ID: <crlf@x>\r\n\r\nline\r\n", "no header at all\n");

  private final Path folder;

  OldStore(Path folder) {
    this.folder = folder;
  }

  Path folder(String user, String name) throws IOException {
    Path made = folder.resolve(user).resolve(FolderName.spelt(name, '/').map(each -> each.spelt('/')).orElse(name.equals("INBOX") ? name : new FolderName(List.of(name.split("/"))).spelt('/')));
    Files.createDirectories(made);
    return made;
  }

  /** Makes a folder with its numbers. */
  Path begin(String user, String name, long validity, long next) throws IOException {
    Path made = folder(user, name);
    Files.writeString(made.resolve("folder.idx"), "netscape3 1 " + validity + " " + next + "\n");
    return made;
  }

  /** Adds a message; its text has a byte for each character. */
  void add(Path made, long uid, String text, String marks) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    Files.write(made.resolve(uid + ".msg"), bytes);
    Files.writeString(made.resolve("folder.idx"), uid + " " + bytes.length + " " + (852_076_800L + uid * 3600) + " " + marks + "\n", StandardOpenOption.APPEND);
  }

  /** Replaces the line of a message, or takes it away with the message. */
  void change(Path made, long uid, String marks) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String line : Files.readAllLines(made.resolve("folder.idx"))) {
      String[] words = line.split(" ");
      boolean it = words[0].equals(String.valueOf(uid));
      lines.append(!it ? line + "\n" : marks.isEmpty() ? "" : words[0] + " " + words[1] + " " + words[2] + " " + marks + "\n");
    }
    Files.writeString(made.resolve("folder.idx"), lines.toString());
    if (marks.isEmpty()) {
      Files.delete(made.resolve(uid + ".msg"));
    }
  }

  /** Fills a user's mailbox with all there can be. */
  void fill(String user) throws IOException {
    Path inbox = begin(user, "INBOX", 77, 40);
    for (int odd = 0; odd < ODD.size(); odd++) {
      add(inbox, 3 + 2L * odd, ODD.get(odd), List.of("-", "S", "RS $Forwarded later", "DFRST", "F late", "T").get(odd));
    }
    Path other = begin(user, "Büro/A & B", 78, 3);
    add(other, 1, "Message-ID: <one@x>\n\n1\n", "S $Work");
    add(other, 2, "Message-ID: <two@x>\n\n2\n", "-");
    begin(user, "Leer", 79, 9);
    Files.writeString(folder.resolve(user).resolve("subscribed.idx"), "INBOX\nB&APw-ro/A &- B\n");
  }
}
