package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabPostfix;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** Our files for the maildrop are those that Postfix's own sendmail makes, and Postfix sends each once. */
@RequiresRoot
@RequiresLab("postdrop")
class MaildropFileTest {

  private static final Instant OLD = Instant.ofEpochSecond(920_000_000L);

  @TempDir private Path folder;

  private static Envelope envelope(String... to) {
    return new Envelope(OLD, OLD.plusSeconds(3600), 3, "sender@example.net", List.of(to), 0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns the records, without the time and the name of who called sendmail. */
  private static List<String> records(byte[] file) {
    List<String> found = new ArrayList<>();
    int at = 0;
    while (at < file.length) {
      char letter = (char) file[at++];
      int length = 0;
      for (int shift = 0; ; shift += 7) {
        int group = file[at++];
        length |= (group & 0x7f) << shift;
        if (group >= 0) {
          break;
        }
      }
      if (letter != 'T' && letter != 'F') {
        found.add(letter + " " + new String(file, at, length, StandardCharsets.ISO_8859_1));
      }
      at += length;
    }
    return found;
  }

  @Test
  void isWhatSendmailMakesOfTheSameMessage() throws Exception {
    try (LabPostfix postfix = new LabPostfix(folder.resolve("postfix"), 1)) {
      String[] messages = {
        "Subject: x\n\nline\n.\nafter a dot\n", "From old Mon\n>From older\nSubject: y\n\nFrom here on\n", "Subject: no end\n\nlast line", "Subject: long\n\n" + "y".repeat(2048) + "\n" + "z".repeat(5000) + "\nend\n", "Subject: 8 bit \u00e9\n\n\u00ff\r\n", ""
      };
      for (String each : messages) {
        postfix.submit(bytes(each), "sender@example.net", List.of("to@example.com", "second@example.org"));
        Path made;
        try (Stream<Path> all = Files.list(postfix.maildrop())) {
          made = all.findFirst().orElseThrow();
        }
        assertEquals(records(Files.readAllBytes(made)), records(MaildropFile.of(envelope("to@example.com", "second@example.org"), bytes(each), OLD)), each.substring(0, Math.min(20, each.length())));
        Files.delete(made);
      }
    }
  }

  @Test
  void isSentOnceAndNotTakenBeforeItIsGiven() throws Exception {
    try (ServerSocket sink = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        LabPostfix postfix = new LabPostfix(folder.resolve("postfix"), sink.getLocalPort())) {
      BlockingQueue<String> received = new LinkedBlockingQueue<>();
      Thread server = new Thread(() -> serve(sink, received));
      server.setDaemon(true);
      server.start();
      Path given = postfix.maildrop().resolve(QueueNames.of("q1", bytes("x")));
      Path held = postfix.maildrop().resolve(QueueNames.of("q2", bytes("x")));
      for (Path each : List.of(given, held)) {
        Files.write(each, MaildropFile.of(envelope("one@example.com", "two@example.com"), bytes("Message-ID: <" + each.getFileName() + "@x>\nSubject: z\n\nbody\n.\nafter\n"), OLD));
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(each.equals(held) ? "r--------" : "rwxr--r--"));
      }
      postfix.start();
      String mail = received.poll(20, TimeUnit.SECONDS);
      assertTrue(mail != null && mail.contains("MAIL FROM:<sender@example.net>") && mail.contains("RCPT TO:<one@example.com>") && mail.contains("RCPT TO:<two@example.com>"), mail + postfix.log());
      assertTrue(mail.contains("\nbody\n..\nafter\n"), mail);
      assertEquals(1, Arrays.stream(mail.split("\n")).filter(each -> each.contains(given.getFileName() + "@x")).count(), mail);
      try (Stream<Path> left = Files.list(postfix.maildrop())) {
        assertEquals(1, left.count(), "what is held stays until it is given");
      }
      assertTrue(received.isEmpty());
    }
  }

  /** Speaks as much SMTP as takes a message. */
  private static void serve(ServerSocket sink, BlockingQueue<String> received) {
    while (!sink.isClosed()) {
      try (Socket socket = sink.accept();
          BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
        OutputStream out = socket.getOutputStream();
        StringBuilder all = new StringBuilder();
        out.write(bytes("220 sink\r\n"));
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          all.append(line).append('\n');
          boolean end = data && line.equals(".");
          data = data && !end || line.equals("DATA");
          if (end) {
            received.add(all.toString());
            all.setLength(0);
          }
          if (!data || line.equals("DATA")) {
            out.write(bytes(line.equals("DATA") ? "354 go\r\n" : line.equals("QUIT") ? "221 bye\r\n" : "250 ok\r\n"));
          }
        }
      } catch (IOException closed) {
        // the next connection, or the end
      }
    }
  }
}
