package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Declarations that are wrong, secrets that can't be had, servers that don't answer. */
class EstateRefusalsTest {

  private static final List<String> PLAN = List.of("plan", "zcp-to-kopano");

  @TempDir private static Path temporary;
  private static PracticeRun estate;

  @BeforeAll
  static void make() throws Exception {
    estate = PracticeRun.make(temporary.resolve("acme"));
  }

  @AfterAll
  static void stop() throws Exception {
    estate.close();
  }

  @Test
  void saysLineAndKeyOfWhatIsWrong() throws Exception {
    estate.declare(text -> text.replace("hosts:", "hosts: ["), () -> {
      estate.refuses(10, List.of("status"), "estate.yaml, line", "is no YAML");
    });
    estate.declare(text -> text.replace("\nhosts:", "\nhostz:"), () -> {
      estate.refuses(10, List.of("status"), "line 3", "hostz is not known", "did you mean hosts?");
    });
    estate.declare(text -> text.replace("bind-dn:", "bind_dn:"), () -> {
      estate.refuses(10, List.of("status"), "line 7", "directory.bind_dn is not known", "did you mean bind-dn?");
    });
    estate.declare(text -> text.replace("url: ldap://", "url: http://"), () -> {
      estate.refuses(10, List.of("status"), "line 6", "directory.url");
    });
    estate.declare(text -> text.replace("  - host: lab1", "  - host: lab2"), () -> {
      estate.refuses(10, PLAN, "line 12", "lab2", "lab1");
    });
    estate.declare(text -> text.replace("password: { file: practice/directory.password }", "password: hunter2"), () -> {
      Spoken said = estate.run("status");
      assertEquals(10, said.exit(), said::toString);
      assertTrue(said.talk().contains("directory.password") && !said.talk().contains("hunter2"), said::toString);
    });
    estate.declare(text -> text + "# caf\u00e9\n", () -> {
      estate.refuses(10, List.of("status"), "estate.yaml", "is not written in UTF-8");
    });
    estate.declare(text -> "", () -> {
      estate.refuses(10, List.of("status"), "estate.yaml", "is empty");
    });
  }

  @Test
  void saysWhatIsDeclaredToGoOverTheNetInTheClear() throws Exception {
    Spoken usual = estate.run("estate", "show");
    assertTrue(usual.exit() == 0 && !usual.toString().contains("in the clear"), usual::toString);
    estate.declare(text -> text.replace("  base:", "  starttls: false\n  base:"), () -> {
      for (String command : List.of("show", "check")) {
        Spoken said = estate.run("estate", command);
        assertTrue(said.toString().contains("is in the clear, as starttls: false declares"), said::toString);
      }
    });
  }

  @Test
  void saysThatItMayNotReadTheDeclaration() throws Exception {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may read everything");
    Path file = estate.folder().resolve("estate.yaml");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    try {
      Spoken.refused(10, estate.folder(), List.of("status"), "estate.yaml", "permission denied");
    } finally {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void saysThatTheDeclarationCantBeRead() throws Exception {
    Path file = estate.folder().resolve("estate.yaml");
    Path aside = temporary.resolve("readable.yaml");
    Files.move(file, aside);
    Files.createSymbolicLink(file, Path.of("/proc/self/mem")); // reading its first byte is an I/O error, for root too
    try {
      Spoken.refused(10, estate.folder(), List.of("status"), "estate.yaml", "can't be read: Input/output error");
    } finally {
      Files.delete(file);
      Files.move(aside, file);
    }
  }

  @Test
  void namesWhatItDoesNotKnow() throws Exception {
    estate.refuses(64, List.of("services", "list", "lab7"), "lab7", "lab1");
    estate.refuses(64, List.of("plan", "zcp-to-kopana"), "zcp-to-kopana", "runbook");
    estate.refuses(64, List.of("plan", "zcp-to-kopano", "--attachments", "burn"), "burn", "move");
    estate.refuses(64, List.of("plan", "zcp-to-kopano", "--set", "nonsense"), "nonsense", "NAME=VALUE");
    estate.refuses(64, List.of("apply", "77", "--yes"), "77", "plan list");
    estate.refuses(64, List.of("plan", "show", "x"), "plan x", "plan list");
    estate.refuses(64, List.of("undo", "9", "--yes"), "run 9", "run list");
    estate.refuses(64, List.of("run", "show", "many"), "many");
    estate.refuses(64, List.of("open", "--yes"), "open", "run list");
    estate.refuses(64, List.of("open"), "no plan that was applied waits for it", "run list");
    estate.refuses(64, List.of("rollback", "snapshot", "nothing", "--yes"), "nothing", "snapshot list");
  }

  @Test
  void saysThatAHostCantBeReached() throws Exception {
    estate.declare(text -> text.replace("{ simulated: practice/lab1 }", "{ ssh: root@127.0.0.9, port: 1 }"), () -> {
      estate.refuses(12, List.of("services", "list"), "lab1", "SSH");
    });
    estate.declare(text -> text.replace("{ simulated: practice/lab1 }", "{ ssh: root@no-such-host.invalid }"), () -> {
      estate.refuses(12, List.of("services", "list"), "lab1", "no-such-host.invalid");
      estate.refuses(12, PLAN, "lab1", "no-such-host.invalid");
    });
  }

  @Test
  void saysThatTheDeclarationIsNoFile() throws Exception {
    Path file = estate.folder().resolve("estate.yaml");
    Path aside = temporary.resolve("aside.yaml");
    Files.move(file, aside);
    Files.createDirectory(file);
    try {
      Spoken.refused(10, estate.folder(), List.of("-e", estate.folder().toString(), "status"), "there is no estate.yaml in it", "estate init");
    } finally {
      Files.delete(file);
      Files.move(aside, file);
    }
  }

  @Test
  void saysWhichSecretIsMissing() throws Exception {
    estate.declare(text -> text.replace("directory.password", "no.password"), () -> {
      estate.refuses(10, PLAN, "password of cn=admin,dc=example,dc=com", "no.password is missing", "chmod 600");
    });
    estate.declare(text -> text.replace("{ file: practice/directory.password }", "{ command: [ sh, -c, 'echo half-a-secret; exit 3' ] }"), () -> {
      estate.refuses(10, PLAN, "the command sh ended with code 3", "by hand");
      assertTrue(!estate.run("--debug", "plan", "zcp-to-kopano").toString().contains("half-a-secret"));
    });
    estate.declare(text -> text.replace("{ file: practice/directory.password }", "{ command: [ no-such-program-here ] }"), () -> {
      Spoken said = estate.run("plan", "zcp-to-kopano");
      assertTrue(said.exit() == 10 || said.exit() == 12, said::toString);
      assertTrue(said.talk().contains("no-such-program-here"), said::toString);
    });
    estate.declare(text -> text.replace("{ file: practice/directory.password }", "{ env: NO_SUCH_VARIABLE_HERE }"), () -> {
      estate.refuses(10, PLAN, "NO_SUCH_VARIABLE_HERE is not set", "export");
    });
    estate.declare(text -> text.replace("{ file: practice/directory.password }", "{ prompt: true }"), () -> {
      estate.refuses(64, PLAN, "password of cn=admin,dc=example,dc=com", "nobody can be asked", "{ file: PATH }");
    });
  }

  @Test
  void saysThatASignInIsRefused() throws Exception {
    Files.writeString(temporary.resolve("wrong.password"), "not-the-password\n");
    Files.setPosixFilePermissions(temporary.resolve("wrong.password"), PosixFilePermissions.fromString("rw-------"));
    estate.declare(text -> text.replace("practice/directory.password", temporary + "/wrong.password"), () -> {
      estate.refuses(12, PLAN, "ldap://127.0.0.1", "cn=admin,dc=example,dc=com");
      assertTrue(!estate.run("--debug", "plan", "zcp-to-kopano").toString().contains("not-the-password"));
    });
    estate.declare(text -> text.replace("practice/database.password", temporary + "/wrong.password"), () -> {
      estate.refuses(12, PLAN, "zarafa");
      assertTrue(!estate.run("--debug", "plan", "zcp-to-kopano").toString().contains("not-the-password"));
    });
  }

  @Test
  void saysThatAServerDoesNotAnswer() throws Exception {
    String plan = estate.plan();
    estate.declare(text -> text.replace("ldap://127.0.0.1", "ldap://127.0.0.2"), () -> {
      estate.refuses(12, PLAN, "ldap://127.0.0.2");
      estate.refuses(12, List.of("apply", plan, "--yes"), "ldap://127.0.0.2");
    });
    int port = estate.published().getFieldAsObject("ldap").getFieldAsInteger("port");
    String url = estate.published().getFieldAsObject("database").getFieldAsString("url");
    Path published = estate.folder().resolve("practice/servers.json");
    estate.spoil(published, text -> text.replace(url, url.replaceFirst("127.0.0.1:[0-9]+", "127.0.0.1:1")), () -> {
      Spoken.refused(12, estate.folder(), PLAN, "127.0.0.1:1");
      Spoken.refused(12, estate.folder(), List.of("apply", plan, "--yes"), "127.0.0.1:1");
    });
    assertTrue(port > 0);
  }

  @Test
  void refusesADirectoryWithoutTheNewSchema() throws Exception {
    int port = estate.published().getFieldAsObject("ldap").getFieldAsInteger("port");
    InMemoryDirectoryServer old = oldServer(port);
    try {
      estate.declare(text -> text.replace("ldap://127.0.0.1", "ldap://127.0.0.2"), () -> estate.refuses(5, PLAN, "schema"));
    } finally {
      old.close();
    }
  }

  /** Returns a server with the estate's entries that has never heard of Kopano. */
  private static InMemoryDirectoryServer oldServer(int port) throws Exception {
    try (LDAPConnection connection = estate.ldap()) {
      Entry all = connection.getSchema().getSchemaEntry();
      Entry without = new Entry(all.getDN());
      for (Attribute each : all.getAttributes()) {
        without.addAttribute(each.getName(), Arrays.stream(each.getValues()).filter(value -> !value.contains("kopano")).toArray(String[]::new));
      }
      InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
      config.addAdditionalBindCredentials("cn=admin,dc=example,dc=com", Files.readString(estate.folder().resolve("practice/directory.password")).strip());
      config.setSchema(new Schema(without));
      config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("old", InetAddress.getByName("127.0.0.2"), port, null));
      InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
      for (Entry entry : connection.search("dc=example,dc=com", SearchScope.SUB, "(objectClass=*)").getSearchEntries()) {
        server.add(entry);
      }
      server.startListening();
      return server;
    }
  }
}
