package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unboundid.ldif.LDIFException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.estate.View;
import org.mailtrek.host.AskedMachine;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.LabAgent;
import org.mailtrek.lab.LabDebs;
import org.mailtrek.lab.LmtpReceiver;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** Mail is let in only when the agent finds people and who delivers takes mail, and a test message arrives: on the real Postfix, Exim and Sendmail (K1). */
@RequiresRoot
final class MailAgentsTest {

  @TempDir private Path folder;

  /** Starts an agent that delivers to a port. */
  private interface Starting {
    LabAgent at(int delivery) throws Exception;
  }

  @Test
  @RequiresLab({"postdrop", "unshare"})
  void postfixIsLetInAndHandsTheMessageOn() throws Exception {
    bothWays("postfix", delivery -> LabAgent.postfix(folder.resolve("postfix"), delivery), "postfix finds test@example.com; ", "finds none of gone@example.org, test@example.com");
  }

  @Test
  @RequiresLab({"apt-get", "unshare"})
  void eximIsLetInAndHandsTheMessageOn() throws Exception {
    Path unpacked = unpacked("exim4-daemon-light", "libidn12");
    bothWays("exim4", delivery -> LabAgent.exim(folder, delivery, unpacked), "exim4 knows where mail for test@example.com goes; ", "is undeliverable: Unrouteable address");
  }

  @Test
  @RequiresLab({"apt-get", "unshare"})
  void sendmailIsLetInAndHandsTheMessageOn() throws Exception {
    Path unpacked = unpacked("sendmail-bin", "libsasl2-2");
    bothWays("sendmail", delivery -> LabAgent.sendmail(folder, delivery, unpacked), "sendmail knows where mail for test@example.com goes; ", "User unknown");
  }

  private static void bothWays(String service, Starting starting, String finds, String findsNot) throws Exception {
    try (LmtpReceiver receiver = new LmtpReceiver();
        LabAgent agent = starting.at(receiver.port())) {
      View view = new Asked(AskedMachine.view("mail1", agent.way()));
      MailGuard guard = new MailGuard("mail1", List.of(service));

      String taker = "the delivery agent at 127.0.0.1:" + receiver.port();
      assertEquals(finds + taker + " takes mail for test@example.com", guard.check(view));

      String said = new SmtpProbe(view.host("mail1"), service).send("test@example.com", "mark-4711");
      assertTrue(said.startsWith("mail1: SMTP at 127.0.0.1:" + agent.port() + " took a message for test@example.com: 250 "), said);
      String arrived = receiver.message();
      assertTrue(arrived.toUpperCase(Locale.ROOT).contains("RCPT TO:<TEST@EXAMPLE.COM>") && arrived.contains("Subject: Mailtrek test mark-4711"), arrived);

      receiver.answer("550 5.1.1 no such user");
      TrekException refuses = assertThrows(TrekException.class, () -> guard.check(view));
      assertEquals(TrekException.Kind.REFUSED, refuses.kind());
      assertTrue(refuses.what().contains(taker + " takes no mail for test@example.com: 550 5.1.1 no such user: " + service + " STAYS DOWN"), refuses::what);

      agent.forget();
      TrekException bounces = assertThrows(TrekException.class, () -> guard.check(view));
      assertEquals(TrekException.Kind.REFUSED, bounces.kind());
      assertTrue(bounces.what().contains(findsNot) && bounces.what().contains("mail would bounce") && bounces.what().contains(service + " STAYS DOWN"), bounces::what);
      TrekException unsent = assertThrows(TrekException.class, () -> new SmtpProbe(view.host("mail1"), service).send("test@example.com", "mark-4712"));
      assertTrue(unsent.what().contains("takes no mail for test@example.com: 55"), unsent::what);
    }
  }

  private static Path unpacked(String... packages) {
    Optional<Path> found = LabDebs.unpacked(List.of(packages));
    assumeTrue(found.isPresent() || "1".equals(System.getenv("MAILTREK_REQUIRE_LAB")), "can't be fetched: " + String.join(", ", packages));
    return found.orElseThrow();
  }

  /** An estate with a directory that names somebody whom the agent does not know, and somebody whom it does. */
  private record Asked(HostView machine) implements View {

    @Override
    public List<String> hosts() {
      return List.of("mail1");
    }

    @Override
    public HostView host(String name) {
      return machine;
    }

    @Override
    public DirectoryView directory() {
      try {
        return new ListedDirectory(List.of("dn: dc=x\nobjectClass: domain\ndc: x", "dn: uid=gone,dc=x\nobjectClass: account\nuid: gone\nmail: gone@example.org",
            "dn: uid=test,dc=x\nobjectClass: account\nuid: test\nmail: test@example.com"));
      } catch (LDIFException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public DatabaseView database(String host) {
      throw new UnsupportedOperationException();
    }
  }
}
