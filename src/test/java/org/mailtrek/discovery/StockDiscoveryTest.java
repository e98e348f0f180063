package org.mailtrek.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailtrek.config.Release;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.HostEntry;

/** Machines with the configuration that a release really ships, where it is at hand. */
class StockDiscoveryTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"zcp-7.0.13", "zcp-7.1.11", "zcp-7.2.0", "zcp-7.2.3", "zcp-7.2.6", "kc-8.0.0", "kc-8.3.0", "kc-8.7.25", "kc-11.0.2"})
  void findsTheStockPlaces(String name) throws Exception {
    Path real = Path.of(System.getProperty("mailtrek.shared", "../shared"), "data", "config", name);
    assumeTrue(Files.isDirectory(real), () -> "not at hand: " + real);
    Release release = Release.of(name);
    FoundMachine machine = new FoundMachine(folder).installed(release.account() + "-server", release.number() + "-1");
    try (Stream<Path> files = Files.list(real)) {
      for (Path each : files.toList()) {
        boolean shared = each.getFileName().toString().startsWith("ldap.") && release.atLeast("kc-8.2.0") && !each.endsWith("ldap.cfg");
        machine.file((shared ? "/usr/share/kopano/" : release.folder() + "/") + each.getFileName(), Files.readAllBytes(each));
      }
    }
    if (!Files.exists(real.resolve("ldap.cfg"))) {
      machine.file(release.folder() + "/ldap.cfg", Files.readAllBytes(real.resolve("ldap.openldap.cfg")));
    }
    HostFindings found = machine.look();
    String account = release.account();
    assertEquals(release.number(), FoundMachine.of(found.product(), "version").value());
    assertEquals(release.folder(), FoundMachine.of(found.product(), "config").value());
    assertEquals(name.equals("zcp-7.0.13") ? "/var/lib/zarafa" : "/var/lib/" + account + "/attachments", FoundMachine.of(found.product(), "attachments.path").value());
    assertEquals("/var/lib/" + account + (name.matches("zcp-7\\.[01].*") ? "/index" : "/search"), FoundMachine.of(found.product(), "index").value());
    assertEquals("jdbc:mysql://127.0.0.1:3306/" + account, FoundMachine.of(found.product(), "database.url").value());
    assertEquals("root", FoundMachine.of(found.product(), "database.user").value());
    assertTrue(FoundMachine.fact(found, "there is none: user_plugin = db").isPresent(), found::toString);
    EstateDraft draft = new EstateDraft("acme", java.util.Map.of("mail1", new HostEntry.Local("mail1", java.util.Optional.empty())), List.of(found));
    assertEquals(1, EstateFile.parse(folder, draft.text()).products().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zcp-7.0.13", "zcp-7.2.6", "kc-8.0.0", "kc-8.7.25", "kc-11.0.2"})
  void findsTheDirectoryOnceAnAdministratorHasNamedIt(String name) throws Exception {
    Path real = Path.of(System.getProperty("mailtrek.shared", "../shared"), "data", "config", name);
    assumeTrue(Files.isDirectory(real), () -> "not at hand: " + real);
    Release release = Release.of(name);
    FoundMachine machine = new FoundMachine(folder).installed(release.account() + "-server", release.number());
    byte[] template = Files.readAllBytes(real.resolve("ldap.openldap.cfg"));
    machine.file("/usr/share/x/ldap.openldap.cfg", template).file(release.folder() + "/server.cfg", "user_plugin = ldap");
    machine.file(release.folder() + "/ldap.cfg", "!include /usr/share/x/ldap.openldap.cfg", "ldap_uri = ldap://localhost/", "ldap_search_base = dc=example,dc=com");
    HostFindings found = machine.look();
    assertEquals("ldap://localhost:389", FoundMachine.of(found.directory(), "url").value());
    assertEquals("dc=example,dc=com", FoundMachine.of(found.directory(), "base").value());
    assertEquals("mail1", FoundMachine.of(found.directory(), "host").value());
  }
}
