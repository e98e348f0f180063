package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.TrekException.Kind;
import org.mailtrek.lab.LabCertificate;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.LabSlapdOptions;
import org.mailtrek.lab.RequiresLab;

/** What an LDAP server's troubles look like: limits, outages, certificates. */
@RequiresLab("slapd")
final class LdapDirectoryTroubleTest {

  private static final LdapLimits SHORT = new LdapLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), 2, 10);

  @TempDir
  private Path folder;

  private static String people(int count) {
    StringBuilder ldif = new StringBuilder();
    for (int i = 0; i < count; i++) {
      ldif.append("dn: cn=p").append(i).append(",dc=example,dc=com\nobjectClass: person\ncn: p").append(i).append("\nsn: x\n\n");
    }
    return ldif.toString();
  }

  @Test
  void aSizeLimitIsSaidNotTakenForTheEnd() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT.withSizeLimit(25))) {
      slapd.add(people(40));
      List<String> found = new ArrayList<>();
      try (DirectoryServer anonymous = LdapDirectory.open(slapd.address(), Optional.empty(), SHORT)) {
        TrekException thrown = assertThrows(TrekException.class, () -> anonymous.view()
            .search("dc=example,dc=com", SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> found.add(entry.getDN())));
        assertTrue(thrown.what().contains("size limit"), thrown.what());
        assertTrue(thrown.next().contains("size.prtotal"), thrown.next());
      }
      found.clear();
      try (DirectoryServer root = LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), SHORT)) {
        root.view().search("dc=example,dc=com", SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> found.add(entry.getDN()));
      }
      assertEquals(41, found.size());
    }
  }

  @Test
  void accessRulesAreSaid() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT.withAccess("to * by anonymous auth"))) {
      try (DirectoryServer anonymous = LdapDirectory.open(slapd.address(), Optional.empty(), SHORT)) {
        TrekException thrown = assertThrows(TrekException.class,
            () -> anonymous.view().search("dc=example,dc=com", SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> {}));
        assertTrue(thrown.next().contains("bind-dn"), thrown.next());
      }
    }
  }

  @Test
  void aServerThatWasRestartedMeanwhileIsAskedAsIfNothingHadBeen() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT.withSync());
        DirectoryServer server = LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), SHORT)) {
      slapd.add(people(1));
      assertTrue(server.view().entry("cn=p0,dc=example,dc=com").isPresent());
      slapd.stop();
      slapd.restart();
      assertTrue(server.view().entry("cn=p0,dc=example,dc=com").isPresent());
      slapd.stop();
      slapd.restart();
      assertTrue(server.delete("cn=p0,dc=example,dc=com").ok());
    }
  }

  @Test
  void aServerThatIsDownIsUnreachableAndComesBack() throws Exception {
    try (LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT.withSync());
        DirectoryServer server = LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), SHORT)) {
      slapd.kill();
      TrekException opening = assertThrows(TrekException.class, () -> LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), SHORT));
      assertEquals(Kind.UNREACHABLE, opening.kind());
      assertTrue(opening.what().contains("connection refused"), opening.what());
      assertTrue(opening.next().contains("directory.url"), opening.next());
      assertEquals(Kind.UNREACHABLE, assertThrows(TrekException.class, () -> server.view().entry("dc=example,dc=com")).kind());
      slapd.restart();
      assertTrue(server.view().entry("dc=example,dc=com").isPresent());
      assertTrue(server.modify("dc=example,dc=com", List.of(new Modification(ModificationType.REPLACE, "o", "after")), false).ok());
    }
  }

  @Test
  void aWriteWithoutAnAnswerSaysThatItsOutcomeIsNotKnown() throws Exception {
    try (LabSlapd slapd = LabSlapd.start();
        DirectoryServer server = LdapDirectory.open(slapd.address(), Optional.of(slapd.root()),
            new LdapLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 2, 10))) {
      TrekException thrown = writeWhilePaused(slapd, server);
      for (int again = 0; again < 20 && thrown.kind() == Kind.UNREACHABLE; again++) {
        // the machine was slow: the connection had lain idle, was asked first, and nothing was sent
        thrown = writeWhilePaused(slapd, server);
      }
      assertEquals(Kind.PARTLY, thrown.kind());
      assertTrue(thrown.what().contains("no answer within 1 s") && thrown.what().contains("not known"), thrown.what());
      assertTrue(server.view().entry("dc=example,dc=com").isPresent());
    }
  }

  private static TrekException writeWhilePaused(LabSlapd slapd, DirectoryServer server) throws Exception {
    assertTrue(server.view().entry("dc=example,dc=com").isPresent());
    slapd.pause();
    try {
      return assertThrows(TrekException.class,
          () -> server.modify("dc=example,dc=com", List.of(new Modification(ModificationType.REPLACE, "o", "late")), false));
    } finally {
      slapd.proceed();
    }
  }

  @Test
  void aServerThatNeverSpeaksIsGivenUp() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      TrekException thrown = assertThrows(TrekException.class, () -> LdapDirectory.open(LdapAddress.of("ldap://127.0.0.1:" + mute.getLocalPort(), "dc=x"),
          Optional.of(new LdapLogin("cn=x", Secret.of("y"))), new LdapLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 10)));
      assertEquals(Kind.UNREACHABLE, thrown.kind());
    }
  }

  @Test
  void speaksTlsOnlyWithWhatItTrusts() throws Exception {
    LabCertificate certificate = LabCertificate.create(folder);
    LabSlapdOptions options = LabSlapdOptions.DEFAULT.withTls(certificate);
    try (LabSlapd slapd = LabSlapd.start(options)) {
      List<LdapAddress> trusted = List.of(
          new LdapAddress(slapd.address().url(), true, Optional.of(certificate.file()), "dc=example,dc=com"),
          new LdapAddress("ldaps://127.0.0.1:" + options.tlsPort(), false, Optional.of(certificate.file()), "dc=example,dc=com"));
      for (LdapAddress address : trusted) {
        try (DirectoryServer server = LdapDirectory.open(address, Optional.of(slapd.root()), SHORT)) {
          assertTrue(server.view().entry("dc=example,dc=com").isPresent());
        }
        LdapAddress untrusted = new LdapAddress(address.url(), address.startTls(), Optional.empty(), address.base());
        TrekException thrown = assertThrows(TrekException.class, () -> LdapDirectory.open(untrusted, Optional.of(slapd.root()), SHORT));
        assertEquals(Kind.UNREACHABLE, thrown.kind());
        assertTrue(thrown.next().contains("directory.ca"), thrown.what());
      }
    }
  }

  @Test
  void showsItsCertificateToAServerThatDemandsOne() throws Exception {
    LabCertificate certificate = LabCertificate.create(folder);
    LabSlapdOptions options = LabSlapdOptions.DEFAULT.withTls(certificate).demanding(certificate);
    Optional<ClientCertificate> shown = Optional.of(new ClientCertificate(certificate.file(), certificate.key()));
    try (LabSlapd slapd = LabSlapd.start(options)) {
      for (boolean startTls : new boolean[] {true, false}) {
        String url = startTls ? slapd.address().url() : "ldaps://127.0.0.1:" + options.tlsPort();
        Protection.Way way = startTls ? Protection.Way.TLS : Protection.Way.USUAL;
        LdapAddress with = new LdapAddress(url, new Protection(way, Optional.of(certificate.file()), shown), "dc=example,dc=com");
        LdapAddress without = new LdapAddress(url, new Protection(way, Optional.of(certificate.file()), Optional.empty()), "dc=example,dc=com");
        try (DirectoryServer server = LdapDirectory.open(with, Optional.of(slapd.root()), SHORT)) {
          assertTrue(server.view().entry("dc=example,dc=com").isPresent());
        }
        assertEquals(Kind.UNREACHABLE, assertThrows(TrekException.class, () -> LdapDirectory.open(without, Optional.of(slapd.root()), SHORT), url).kind());
      }
    }
  }

  @Test
  void refusesACertificateOfAnotherName() throws Exception {
    LabCertificate certificate = LabCertificate.create(folder, "dns:ldap.example.com");
    LabSlapdOptions options = LabSlapdOptions.DEFAULT.withTls(certificate);
    try (LabSlapd slapd = LabSlapd.start(options)) {
      for (LdapAddress address : List.of(new LdapAddress(slapd.address().url(), true, Optional.of(certificate.file()), "dc=example,dc=com"),
          new LdapAddress("ldaps://127.0.0.1:" + options.tlsPort(), false, Optional.of(certificate.file()), "dc=example,dc=com"))) {
        TrekException refused = assertThrows(TrekException.class, () -> LdapDirectory.open(address, Optional.of(slapd.root()), SHORT), address.url());
        assertTrue(refused.what().contains("no protected connection"), refused::toString);
      }
    }
  }

  @Test
  void sendsNoPasswordToAnotherMachineInTheClearUnlessThatIsDeclared() throws TrekException {
    TrekException refused = assertThrows(TrekException.class, () -> LdapDirectory.open(LdapAddress.of("ldap://192.0.2.1", "dc=x"), Optional.empty(), SHORT));
    assertEquals(Kind.ESTATE, refused.kind());
    assertTrue(refused.what().contains("in the clear") && refused.next().contains("starttls: true"), refused::toString);
    Protection clear = new Protection(Protection.Way.CLEAR, Optional.empty(), Optional.empty());
    assertEquals("192.0.2.1", new LdapAddress("ldap://192.0.2.1", clear, "dc=x").parsed().getHost());
    assertEquals("192.0.2.1", LdapAddress.of("ldaps://192.0.2.1", "dc=x").parsed().getHost());
  }

  @Test
  void malformedAddressesAndMissingAuthoritiesAreTheEstatesFault() {
    for (LdapAddress address : List.of(LdapAddress.of("http://x", "dc=x"), LdapAddress.of("ldap://", "dc=x"), LdapAddress.of("", "dc=x"),
        new LdapAddress("ldaps://127.0.0.1", true, Optional.empty(), "dc=x"),
        new LdapAddress("ldaps://127.0.0.1", false, Optional.of(Path.of("/nowhere.pem")), "dc=x"))) {
      TrekException thrown = assertThrows(TrekException.class, () -> LdapDirectory.open(address, Optional.empty(), SHORT), address.url());
      assertEquals(Kind.ESTATE, thrown.kind());
      assertFalse(thrown.next().isEmpty());
    }
  }
}
