package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.TrekException.Kind;
import org.mailtrek.lab.LabCertificate;
import org.mailtrek.lab.LabMariaDb;
import org.mailtrek.lab.RequiresLab;

/** TLS to a real mariadbd, one account of which must show a certificate. */
@RequiresLab({"mariadbd", "mariadb-install-db", "mariadb-dump"})
final class ProtectedDatabaseTest {

  private static final DatabaseLogin ANYONE = new DatabaseLogin(LabMariaDb.USER, Secret.of(LabMariaDb.PASSWORD));
  private static final DatabaseLogin SHOWING = new DatabaseLogin("shows", Secret.of(LabMariaDb.PASSWORD));

  @TempDir private static Path folder;
  private static LabCertificate certificate;
  private static LabMariaDb server;

  @BeforeAll
  static void start() throws IOException {
    certificate = LabCertificate.create(folder);
    server = LabMariaDb.start(List.of("--ssl-ca=" + certificate.file(), "--ssl-cert=" + certificate.file(), "--ssl-key=" + certificate.key()));
    server.createZcp("zarafa");
    server.run("", "CREATE USER 'shows'@'127.0.0.1' IDENTIFIED BY '" + LabMariaDb.PASSWORD.replace("'", "''") + "' REQUIRE X509", "GRANT ALL ON zarafa.* TO 'shows'@'127.0.0.1'");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Protection trusting(Path authority) {
    return new Protection(Protection.Way.TLS, Optional.of(authority), Optional.empty());
  }

  private static Protection showing() {
    return new Protection(Protection.Way.TLS, Optional.of(certificate.file()), Optional.of(new ClientCertificate(certificate.file(), certificate.key())));
  }

  private static MySqlDatabase open(Protection protection, DatabaseLogin login) throws TrekException {
    return MySqlDatabase.open(server.url("zarafa"), protection, login, DatabaseLimits.DEFAULT);
  }

  @Test
  void trustsAnAuthorityOfItsOwnAndNobodyElse() throws Exception {
    try (MySqlDatabase database = open(trusting(certificate.file()), ANYONE)) {
      assertFalse(database.view().serverVersion().isEmpty());
    }
    Path other = LabCertificate.create(Files.createDirectory(folder.resolve("other"))).file();
    for (Protection not : List.of(trusting(other), new Protection(Protection.Way.TLS, Optional.empty(), Optional.empty()))) {
      TrekException refused = assertThrows(TrekException.class, () -> open(not, ANYONE));
      assertEquals(Kind.UNREACHABLE, refused.kind());
      assertTrue(refused.what().contains("no protected connection") && refused.next().contains("database.ca"), refused::toString);
    }
  }

  @Test
  void showsItsCertificateToAServerThatAsksAndDumpsWithIt() throws Exception {
    assertEquals(Kind.UNREACHABLE, assertThrows(TrekException.class, () -> open(trusting(certificate.file()), SHOWING)).kind());
    try (MySqlDatabase database = open(showing(), SHOWING)) {
      assertFalse(database.view().serverVersion().isEmpty());
      ByteArrayOutputStream dump = new ByteArrayOutputStream();
      database.view().dump(dump);
      String text = dump.toString(StandardCharsets.UTF_8);
      assertTrue(text.contains("CREATE TABLE") && !text.contains("over the connection"), text.lines().limit(5).toList()::toString);
    }
  }

  @Test
  void refusesAServerThatBearsAnotherNameOrHasNoTls() throws Exception {
    LabCertificate elsewhere = LabCertificate.create(Files.createDirectory(folder.resolve("elsewhere")), "dns:db.example.com");
    try (LabMariaDb wrong = LabMariaDb.start(List.of("--ssl-cert=" + elsewhere.file(), "--ssl-key=" + elsewhere.key()));
        LabMariaDb none = LabMariaDb.start(List.of("--skip-ssl"))) {
      for (LabMariaDb each : List.of(wrong, none)) {
        TrekException refused = assertThrows(TrekException.class, () -> MySqlDatabase.open(each.url("zarafa"), trusting(elsewhere.file()), ANYONE, DatabaseLimits.DEFAULT));
        assertTrue(refused.what().contains("no protected connection"), refused::toString);
      }
    }
  }

  @Test
  void protectsTheWayToOtherMachinesUnlessItIsDeclaredToBeClear() throws Exception {
    Protection clear = new Protection(Protection.Way.CLEAR, Optional.empty(), Optional.empty());
    assertEquals("REQUIRED", mode("jdbc:mysql://192.0.2.1/zarafa", Protection.USUAL));
    assertEquals("REQUIRED", mode("jdbc:mysql://one.invalid,two.invalid/zarafa", Protection.USUAL));
    assertEquals("DISABLED", mode("jdbc:mysql://192.0.2.1/zarafa", clear));
    assertEquals("the driver's own", mode("jdbc:mysql://127.0.0.1:3306/zarafa", Protection.USUAL));
    assertEquals("the driver's own", mode("jdbc:mysql://[::1]:3306/zarafa", Protection.USUAL));
    for (String url : List.of("jdbc:mysql://192.0.2.1/zarafa?sslMode=DISABLED", "jdbc:mysql://192.0.2.1/zarafa?a=b&useSSL=false", "jdbc:mysql://(host=192.0.2.1,sslmode=DISABLED)/zarafa")) {
      assertEquals(Kind.ESTATE, assertThrows(TrekException.class, () -> DatabaseAddress.of(url, Protection.USUAL), url).kind());
    }
    TrekException missing = assertThrows(TrekException.class, () -> DatabaseAddress.of("jdbc:mysql://127.0.0.1/zarafa", trusting(Path.of("/nowhere.pem"))));
    assertEquals(Kind.ESTATE, missing.kind());
  }

  private static String mode(String url, Protection protection) throws TrekException {
    Properties properties = new Properties();
    DatabaseAddress.of(url, protection).protect(properties);
    return properties.getProperty("sslMode", "the driver's own");
  }
}
