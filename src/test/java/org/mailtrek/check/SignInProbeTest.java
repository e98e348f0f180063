package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.AskedMachine;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TestMailbox;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.LabAgent;
import org.mailtrek.lab.LabDebs;
import org.mailtrek.lab.LabDovecot;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** A mailbox for tests is come to as its owner would: by IMAP at a real Dovecot, and through a web client's form (K12). */
final class SignInProbeTest {

  private static final String PASSWORD = "Ge\"heim 47 +11%\u00e4\\";

  @TempDir private Path folder;

  private static SignInProbe imap(int port, String password) {
    return new SignInProbe(new TestMailbox("test@example.com", Secret.of(password), Optional.of("test@example.com"), Optional.of("imap://127.0.0.1:" + port), false, Optional.empty(), Optional.empty()));
  }

  private static SignInProbe web(String url, String password) {
    return new SignInProbe(new TestMailbox("test", Secret.of(password), Optional.empty(), Optional.empty(), false, Optional.of(url), Optional.empty()));
  }

  @Test
  @RequiresRoot
  @RequiresLab({"dovecot", "postdrop", "unshare", "apt-get"})
  void aSentMessageIsFoundAgainByItsOwner() throws Exception {
    Optional<Path> agent = LabDebs.unpacked(List.of("dovecot-lmtpd"));
    try (LabDovecot dovecot = LabDovecot.start(folder.resolve("dovecot"), PASSWORD, agent)) {
      SignInProbe probe = imap(dovecot.imap(), PASSWORD);
      assertEquals(Map.of("imap", new SignInProbe.Found(true, "imap://127.0.0.1:" + dovecot.imap() + ": test@example.com signed in, and out again", "")), probe.all());
      SignInProbe.Found refused = imap(dovecot.imap(), "other").all().get("imap");
      assertFalse(refused.open());
      assertTrue(refused.words().contains("does not let test@example.com in: NO [AUTHENTICATIONFAILED]"), refused::words);

      TestMailbox encrypted = new TestMailbox("test@example.com", Secret.of(PASSWORD), Optional.empty(), Optional.of("imap://127.0.0.1:" + dovecot.imap()), true, Optional.empty(), Optional.of(folder.resolve("dovecot/lab.crt")));
      assertTrue(new SignInProbe(encrypted).all().get("imap").open());
      TestMailbox foreign = new TestMailbox("test@example.com", Secret.of(PASSWORD), Optional.empty(), encrypted.imap(), true, Optional.empty(), Optional.empty());
      assertFalse(new SignInProbe(foreign).all().get("imap").open(), "nobody vouches for the certificate");

      TrekException lost = assertThrows(TrekException.class, () -> probe.arrived("mark-1", Duration.ZERO));
      assertEquals(TrekException.Kind.DIFFERENT, lost.kind());
      if (agent.isPresent()) {
        try (LabAgent postfix = LabAgent.postfix(folder.resolve("postfix"), dovecot.lmtp())) {
          new SmtpProbe(AskedMachine.view("mail1", postfix.way()), "postfix").send("test@example.com", "mark-1");
          assertEquals("found again in the inbox of test@example.com", probe.arrived("mark-1", Duration.ofSeconds(20)));
        }
      }
    }
  }

  @Test
  void aFormOfAWebClientIsFilledInAndItsAnswerIsRead() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", SignInProbeTest::serve);
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertEquals(new SignInProbe.Found(true, url + "/webapp: test signed in at the web client", ""), web(url + "/webapp", PASSWORD).all().get("web"));
      assertEquals(url + "/webapp: does not let test in: it asks again", web(url + "/webapp", "other").all().get("web").words());
      assertEquals(url + "/plain: shows no form to sign in with", web(url + "/plain", PASSWORD).all().get("web").words());
      assertEquals(url + "/gone: answers 404", web(url + "/gone", PASSWORD).all().get("web").words());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aPasswordDoesNotGoOverTheNetInTheClear() {
    SignInProbe.Found imap = new SignInProbe(new TestMailbox("test", Secret.of("x"), Optional.empty(), Optional.of("imap://192.0.2.1"), false, Optional.empty(), Optional.empty())).all().get("imap");
    assertEquals("imap://192.0.2.1: the password would go over the net in the clear", imap.words());
  }

  /** Answers as the web client does: leads to the page, asks for a cookie back, shows the form again to whom it does not know. */
  private static void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
    String cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
    String form = "<html><form id=search><input name=q></form><form method=\"post\" action='?logon&amp;lang=en'><input type=\"hidden\" name=\"token\" value=\"t&quot;1\"><input type=\"text\" name=\"username\">"
        + "<input type=\"password\" name=\"password\"><input type=submit value=Go></form>";
    if (path.equals("/webapp")) {
      exchange.getResponseHeaders().set("Location", "/webapp/");
      exchange.getResponseHeaders().set("Set-Cookie", "SESSION=s1; path=/; HttpOnly");
      exchange.sendResponseHeaders(302, -1);
    } else if (path.equals("/webapp/?logon&lang=en")) {
      boolean good = cookie.contains("SESSION=s1") && sent.equals("token=t%221&username=test&password=Ge%22heim%2047%20%2B11%25%C3%A4%5C");
      exchange.getResponseHeaders().set("Location", good ? "/webapp/inside" : "/webapp/");
      exchange.sendResponseHeaders(302, -1);
    } else {
      byte[] page = (path.equals("/webapp/") ? form : "<html>welcome").getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(path.equals("/gone") ? 404 : 200, page.length);
      exchange.getResponseBody().write(page);
    }
    exchange.close();
  }
}
