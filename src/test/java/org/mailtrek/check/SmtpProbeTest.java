package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.Host;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;

/** Mail is handed in by SMTP as others do (K1). */
final class SmtpProbeTest {

  @Test
  void aMessageIsSentOnlyWhenOneIsGiven() throws Exception {
    List<String> asked = conversation("250 2.1.5 Ok", Optional.empty(), "SMTP at 127.0.0.1:%d takes mail for test@example.com");
    assertEquals(List.of("EHLO mailtrek.invalid", "MAIL FROM:<>", "RCPT TO:<test@example.com>", "RSET", "QUIT"), asked);
    List<String> sent = conversation("250 2.1.5 Ok", Optional.of("Subject: x\r\n\r\nhello\r\n."), "SMTP at 127.0.0.1:%d took a message for test@example.com: 250 2.0.0 queued as 4711");
    assertTrue(sent.contains("hello") && sent.get(sent.size() - 1).equals("QUIT"), sent::toString);
  }

  @Test
  void aRefusalIsSaidInTheServersWords() throws Exception {
    TrekException refused = assertThrows(TrekException.class, () -> conversation("550 5.1.1 unknown", Optional.empty(), ""));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    assertTrue(refused.what().contains("takes no mail for test@example.com: 550 5.1.1 unknown"), refused::what);
  }

  @Test
  void onlyAnAddressIsSaidToAServer() {
    TrekException wrong = assertThrows(TrekException.class, () -> said(1, "a@b>\r\nDATA", Optional.empty()));
    assertEquals(TrekException.Kind.USAGE, wrong.kind());
  }

  private static String said(int port, String mailbox, Optional<String> message) throws Exception {
    try (Host machine = new LocalHost("mail1", List.of(), Path.of("/nonexistent"))) {
      return new SmtpProbe(machine.view(), "postfix").say(new MailAgent.Listening("127.0.0.1", port), mailbox, message);
    }
  }

  /** Speaks with a server that answers recipients so, and returns what that heard. */
  private static List<String> conversation(String toRecipient, Optional<String> message, String evidence) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<List<String>> heard = CompletableFuture.supplyAsync(() -> serve(server, toRecipient));
      assertEquals("mail1: " + evidence.formatted(server.getLocalPort()), said(server.getLocalPort(), "test@example.com", message));
      return heard.get();
    }
  }

  private static List<String> serve(ServerSocket server, String toRecipient) {
    List<String> heard = new ArrayList<>();
    try (Socket client = server.accept();
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = client.getOutputStream()) {
      answer(out, "220 ready");
      boolean data = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heard.add(line);
        if (data && !line.equals(".")) {
          continue;
        }
        answer(out, data ? "250 2.0.0 queued as 4711" : line.startsWith("RCPT") ? toRecipient : line.equals("DATA") ? "354 go on" : line.startsWith("EHLO") ? "250-mail1\r\n250 SIZE" : "250 Ok");
        data = line.equals("DATA");
        if (line.equals("QUIT")) {
          break;
        }
      }
    } catch (IOException e) {
      heard.add(e.toString());
    }
    return heard;
  }

  private static void answer(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
