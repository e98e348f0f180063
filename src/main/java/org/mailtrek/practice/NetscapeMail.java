package org.mailtrek.practice;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Fills mailboxes in the published layout {@code netscape3}, with what has made moves stumble: NUL bytes, 8-bit headers, messages that are shorter than
 * the index says, mailboxes over their quota, folders within folders with names in modified UTF-7, empty ones, and a person without a mailbox.
 */
final class NetscapeMail {

  /** The quota of those who have one, in bytes. */
  static final int QUOTA = 20_000;

  private static final Owner MAIL = new Owner(60, 60);
  private static final String[] FOLDERS = {"INBOX", "Sent", "Sent/1998", "Entw&APw-rfe", "&ZeVnLIqe-", "A&-B", "Empty"};

  private final MachineFolder machine;
  private final Random random;

  NetscapeMail(MachineFolder machine, Random random) {
    this.machine = machine;
    this.random = random;
  }

  void make(List<Person> people) throws IOException {
    for (Person each : people) {
      if (each.number() % 10 != 9) { // who never got mail has no folder
        mailbox(each);
      }
    }
  }

  private void mailbox(Person person) throws IOException {
    String top = NetscapeEstate.store(person) + "/" + person.login();
    machine.folder(top, MAIL, 0700);
    for (int number = 0; number < FOLDERS.length; number++) {
      if (number == 0 || (person.number() + number) % 3 != 0 || FOLDERS[number].equals("Sent")) {
        folder(person, top + "/" + FOLDERS[number], FOLDERS[number].equals("Empty") ? 0 : 1 + random.nextInt(number == 0 ? 8 : 4));
      }
    }
  }

  private void folder(Person person, String path, int count) throws IOException {
    machine.folder(path, MAIL, 0700);
    List<String> lines = new ArrayList<>();
    int uid = 0;
    long arrived = 900_000_000L + random.nextInt(10_000_000);
    for (int number = 0; number < count; number++) {
      uid += 1 + random.nextInt(3);
      arrived += random.nextInt(100_000);
      byte[] content = message(person, path, uid);
      boolean inbox = path.endsWith("/INBOX");
      boolean cut = inbox && number == 1 && person.number() % 13 == 4;
      String letters = new String[] {"-", "S", "RS", "FS", "DS", "T"}[random.nextInt(6)];
      lines.add(uid + " " + content.length + " " + arrived + " " + letters + (random.nextInt(9) == 0 ? " $Label1" : ""));
      machine.file(path + "/" + uid + ".msg", cut ? java.util.Arrays.copyOf(content, content.length / 2) : content, MAIL, 0600);
    }
    String index = "netscape3 1 " + (900_000_000L + random.nextInt(1_000_000)) + " " + (uid + 1) + "\n" + String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
    machine.file(path + "/folder.idx", index.getBytes(StandardCharsets.UTF_8), MAIL, 0600);
  }

  private byte[] message(Person person, String path, int uid) {
    String subject = person.number() % 11 == 2 ? "Prüfung" : "Letter " + uid;
    StringBuilder text = new StringBuilder("Message-ID: <" + uid + "." + person.number() + "." + Math.abs(path.hashCode()) + "@example.com>\nFrom: someone@example.net\nTo: " + person.mail() + "\nSubject: " + subject + "\n\n");
    int lines = 2 + random.nextInt(person.number() % 8 == 0 ? 400 : 60);
    for (int line = 0; line < lines; line++) {
      text.append("line ").append(line).append(" of a letter about ").append(random.nextInt(100_000)).append('\n');
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (person.number() % 12 == 6 && uid % 2 == 0) {
      bytes.write(0);
      bytes.writeBytes(NetscapeEstate.ascii("after a NUL\n"));
    }
    return bytes.toByteArray();
  }
}
