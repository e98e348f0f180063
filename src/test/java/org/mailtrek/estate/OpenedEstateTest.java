package org.mailtrek.estate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseLogin;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LdapAddress;
import org.mailtrek.host.LdapLogin;
import org.mailtrek.host.Program;
import org.mailtrek.host.Protection;
import org.mailtrek.host.Secret;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

/** Opening an estate into ports. */
class OpenedEstateTest implements Ports, Machines {

  @TempDir Path folder;

  private final List<String> calls = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Map<String, String> environment = Map.of();
  private Secret seen = Secret.of("none");

  @Override
  public DirectoryServer directory(LdapAddress address, Optional<LdapLogin> login) throws TrekException {
    calls.add("directory " + address.url());
    seen = login.map(LdapLogin::password).orElse(Secret.of(""));
    throw TrekException.at(address.url()).kind(TrekException.Kind.UNREACHABLE).found("no server in this test").next("nothing");
  }

  @Override
  public Database database(String url, Protection protection, DatabaseLogin login) throws TrekException {
    calls.add("database " + url + " " + login.user());
    seen = login.password().<Secret>use(bytes -> Secret.of(bytes));
    throw TrekException.at(url).kind(TrekException.Kind.UNREACHABLE).found("no server in this test").next("nothing");
  }

  @Override
  public Map<String, Program> programs(Estate estate) {
    return Map.of("zarafa-server", machine -> Program.Started.refused("estate " + estate.name()));
  }

  @Override
  public void ensureRunning(Path estateFolder) {
    calls.add("servers");
  }

  @BeforeEach
  void makeMachine() throws Exception {
    Path root = Files.createDirectories(folder.resolve("practice/lab1"));
    Files.createDirectories(root.resolve("lib/systemd/system"));
    Files.writeString(root.resolve("lib/systemd/system/zarafa-server.service"), "", StandardCharsets.UTF_8);
    Files.writeString(root.resolve("ldap.cfg"), "# pw = no\npw = old\npw\t=  gehe\u00EDm = 1 \r\n", StandardCharsets.ISO_8859_1);
  }

  private OpenedEstate open(String password) throws Exception {
    Files.writeString(
        folder.resolve("estate.yaml"),
        "estate: acme\nhosts:\n  lab1: { simulated: practice/lab1 }\n  far: { ssh: root@far }\n"
            + "directory: { url: 'ldap://127.0.0.1:3890', base: dc=x, bind-dn: cn=a, password: " + password + " }\n"
            + "products:\n  - { host: lab1, product: zcp, version: 7.2.6, database: { url: 'jdbc:mysql://127.0.0.1:3306/z', user: u, password: " + password + " } }\n",
        StandardCharsets.UTF_8);
    return OpenedEstate.open(
        folder, new Surroundings(name -> Optional.ofNullable(environment.get(name)), what -> Secret.of("typed " + what), this, this, warnings::add));
  }

  private void secretIs(String expected, String source) throws Exception {
    try (OpenedEstate estate = open(source)) {
      assertThrows(TrekException.class, () -> estate.database("lab1"));
      assertEquals(Secret.of(expected), seen);
    }
  }

  private TrekException missing(String source) throws Exception {
    try (OpenedEstate estate = open(source)) {
      calls.clear();
      TrekException failure = assertThrows(TrekException.class, () -> estate.view().directory());
      assertEquals(TrekException.Kind.ESTATE, failure.kind());
      assertFalse(failure.next().isEmpty());
      assertFalse(calls.stream().anyMatch(each -> each.startsWith("directory")));
      return failure;
    }
  }

  @Test
  void opensAHostOnceAndRunsItsPrograms() throws Exception {
    try (OpenedEstate estate = open("{ prompt: true }")) {
      assertSame(estate.host("lab1"), estate.host("lab1"));
      assertEquals(List.of("lab1", "far"), estate.view().hosts());
      TrekException failure = assertThrows(TrekException.class, () -> estate.host("lab1").services().start("zarafa-server"));
      assertTrue(failure.what().contains("estate acme"));
      assertEquals(ServicesView.Run.FAILED, estate.view().host("lab1").services().state("zarafa-server").run());
      assertTrue(estate.view().host("lab1").stat(HostPath.of("/ldap.cfg")).isPresent());
      assertTrue(calls.isEmpty(), "nothing else was opened");
    }
  }

  @Test
  void namesTheHostsThatThereAre() throws Exception {
    try (OpenedEstate estate = open("{ prompt: true }")) {
      TrekException failure = assertThrows(TrekException.class, () -> estate.host("lab2"));
      assertEquals(TrekException.Kind.ESTATE, failure.kind());
      assertTrue(failure.what().contains("lab1, far"));
      assertEquals(TrekException.Kind.UNREACHABLE, assertThrows(TrekException.class, () -> estate.host("far")).kind());
      assertEquals(TrekException.Kind.ESTATE, assertThrows(TrekException.class, () -> estate.database("far")).kind());
    }
  }

  @Test
  void publishedServersWinOverDeclaredOnes() throws Exception {
    Files.writeString(folder.resolve("practice/servers.json"), "{\"ldap\": {\"port\": 4001}, \"database\": {\"url\": \"jdbc:mysql://127.0.0.1:4002/z\"}}", StandardCharsets.UTF_8);
    try (OpenedEstate estate = open("{ prompt: true }")) {
      assertThrows(TrekException.class, estate::directory);
      assertThrows(TrekException.class, () -> estate.database("lab1"));
    }
    assertEquals(List.of("servers", "directory ldap://127.0.0.1:4001", "servers", "database jdbc:mysql://127.0.0.1:4002/z u"), calls);
  }

  @Test
  void aBrokenPublicationIsSaid() throws Exception {
    Files.writeString(folder.resolve("practice/servers.json"), "{", StandardCharsets.UTF_8);
    try (OpenedEstate estate = open("{ prompt: true }")) {
      assertEquals(TrekException.Kind.UNREACHABLE, assertThrows(TrekException.class, estate::directory).kind());
    }
  }

  @Test
  void aSecretIsTheFirstLineOfAFile() throws Exception {
    Path file = folder.resolve("pw");
    Files.writeString(file, "hunter2\r\nsecond\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    secretIs("hunter2", "{ file: pw }");
    assertTrue(warnings.isEmpty());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    secretIs("hunter2", "{ file: pw }");
    assertTrue(warnings.get(0).contains("chmod 600"), "others may read it");
    assertFalse(warnings.get(0).contains("hunter2"));
  }

  @Test
  void aSecretIsAVariableOrACommandOrTyped() throws Exception {
    environment = Map.of("PW", "from env", "HOME", "/tmp");
    secretIs("from env", "{ env: PW }");
    secretIs("from command", "{ command: [printf, 'from command\\nx'] }");
    secretIs("typed password of u at jdbc:mysql://127.0.0.1:3306/z", "{ prompt: true }");
  }

  @Test
  void aSecretIsTheLastValueOfADirectiveByteForByte() throws Exception {
    try (OpenedEstate estate = open("{ config: 'lab1:/ldap.cfg', directive: pw }")) {
      assertThrows(TrekException.class, () -> estate.database("lab1"));
      assertArrayEquals("gehe\u00EDm = 1".getBytes(StandardCharsets.ISO_8859_1), seen.use(bytes -> bytes.clone()));
    }
  }

  @Test
  void aSecretThatIsNotThereIsNamedByItsSource() throws Exception {
    assertTrue(missing("{ file: none }").what().contains("none is missing"));
    assertTrue(missing("{ env: NO_SUCH }").what().contains("NO_SUCH is not set"));
    assertTrue(missing("{ command: [sh, -c, 'echo hunter2 >&2; exit 3'] }").what().contains("code 3"));
    assertFalse(missing("{ command: [sh, -c, 'echo hunter2 >&2; exit 3'] }").toString().contains("hunter2"));
    assertTrue(missing("{ config: 'lab1:/ldap.cfg', directive: none }").what().contains("does not set none"));
  }

  @Test
  void withoutATerminalNobodyIsAsked() throws Exception {
    open("{ prompt: true }").close();
    try (OpenedEstate estate = OpenedEstate.open(folder, Surroundings.quiet(this, this))) {
      assertEquals(TrekException.Kind.USAGE, assertThrows(TrekException.class, estate::directory).kind());
    }
  }
}
