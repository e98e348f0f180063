package org.mailtrek.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.check.Identity;
import org.mailtrek.check.IdentityCheck;
import org.mailtrek.check.PluginSettings;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Release;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Program;
import org.mailtrek.host.Secret;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;

final class StandInTest {

  private static final int USERS = 20;

  @TempDir private static Path temporary;
  private static Places places;
  private static Ports ports;
  private static Recipe recipe;

  @BeforeAll
  static void makeTheEstate() throws Exception {
    places = new Places(temporary.resolve("estate"));
    Practice.make("zcp-single", places.estate(), USERS, 3, phase -> {});
    ports = Ports.read(places.ports());
    recipe = new Recipe(EstateKind.ZCP_SINGLE, Machine.FIRST, Population.of(EstateKind.ZCP_SINGLE, USERS, 3), 3, 10 * USERS, ports.ldap(), ports.database(), Recipe.password(3, "directory"), Recipe.password(3, "database"));
  }

  @AfterAll
  static void stopItsServers() throws Exception {
    Practice.stop(places.estate());
  }

  @BeforeEach
  void startWithAFreshDatabaseAndNoKopano() throws Exception {
    sql("DROP DATABASE zarafa", "CREATE DATABASE zarafa CHARACTER SET utf8");
    try (Connection connection = connection()) {
      MailDatabase.fill(connection, ports.engine(), recipe);
    }
    removeAll(places.machine().resolve("etc/kopano"));
    removeAll(places.machine().resolve("var/lib/kopano"));
    Files.createDirectories(places.machine().resolve("etc/kopano"));
  }

  @Test
  void zarafaStartsAndLeavesTheDatabaseAsItIs() throws Exception {
    long before = rows("SELECT COUNT(*) FROM versions") * 1000 + rows("SELECT COUNT(*) FROM users");
    Program.Started started = start("zarafa-server");
    assertTrue(started.up(), started.log().toString());
    assertFalse(started.log().toString().contains("Auto-"), started.log().toString());
    assertEquals(before, rows("SELECT COUNT(*) FROM versions") * 1000 + rows("SELECT COUNT(*) FROM users"));
  }

  @Test
  void kopanoRaisesTheSchemaStepByStep() throws Exception {
    kopano(settings(), plugin("zarafa", "uidNumber"));
    Program.Started started = start("kopano-server");
    assertTrue(started.up(), started.log().toString());
    assertEquals(118, rows("SELECT databaserevision FROM versions ORDER BY major DESC, minor DESC, micro DESC, databaserevision DESC LIMIT 1"));
    assertEquals(8, rows("SELECT COUNT(*) FROM versions WHERE major = 8"));
    assertEquals(0, rows("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'zarafa' AND table_name = 'clientupdatestatus'"));
    assertFalse(started.log().toString().contains("Auto-"), started.log().toString());
    Program.Started again = start("zarafa-server");
    assertFalse(again.up(), "the old server refuses a newer schema");
  }

  @Test
  void anUnknownDirectiveStopsTheServer() throws Exception {
    kopano(settings() + "server_tcp_enabled = yes\n", plugin("zarafa", "uidNumber"));
    Program.Started started = start("kopano-server");
    assertFalse(started.up());
    assertTrue(started.log().contains("Config error: Unknown option \"server_tcp_enabled\" found!"), started.log().toString());
    assertEquals(64, rows("SELECT MAX(databaserevision) FROM versions"));
  }

  @Test
  void anUnknownDirectiveInThePluginOnlyVoidsThePlugin() throws Exception {
    kopano(settings(), plugin("zarafa", "uidNumber") + "ldap_user_unique_atribute = uid\n");
    Program.Started started = start("kopano-server");
    assertTrue(started.up());
    assertTrue(started.log().contains("Startup succeeded"));
    assertTrue(started.log().contains("Cannot instantiate user plugin"));
  }

  @Test
  void anotherStorageStopsTheServerAfterTheSchemaWasRaised() throws Exception {
    kopano(settings().replace("= files", "= database"), plugin("zarafa", "uidNumber"));
    Program.Started started = start("kopano-server");
    assertFalse(started.up());
    assertTrue(started.log().contains("Attachments are stored with option \"files\", but \"database\" is selected."), started.log().toString());
    assertEquals(118, rows("SELECT MAX(databaserevision) FROM versions"));
  }

  @Test
  void aWrongFilterDeletesEverybodyAndOrphansTheStores() throws Exception {
    kopano(settings(), plugin("zarafa", "uidNumber").replace("zarafaAccount=1", "zarafaAccount=7"));
    Program.Started started = start("kopano-server");
    assertTrue(started.up());
    assertTrue(started.log().contains("Auto-deleting user 3 (ext: entry gone)"), started.log().toString());
    assertEquals(0, rows("SELECT COUNT(*) FROM users WHERE objectclass IN (0x10001, 0x10002) AND id > 2"));
    assertEquals(USERS, rows("SELECT COUNT(*) FROM stores s LEFT JOIN users u ON u.id = s.user_id WHERE s.type = 0 AND u.id IS NULL"));
  }

  @Test
  void anotherUniqueAttributeMakesEmptyStores() throws Exception {
    kopano(settings(), plugin("zarafa", "uid"));
    start("kopano-server");
    assertEquals(USERS, rows("SELECT COUNT(*) FROM users WHERE objectclass IN (0x10001, 0x10002) AND id > 2"));
    assertEquals(2 * USERS, rows("SELECT COUNT(*) FROM stores WHERE type = 0"));
  }

  @Test
  void safeModeSaysAndDoesNothing() throws Exception {
    kopano(settings() + "user_safe_mode = yes\n", plugin("zarafa", "uid"));
    Program.Started started = start("kopano-server");
    assertTrue(started.up());
    assertFalse(started.log().toString().contains("uto-"), started.log().toString());
    assertEquals(USERS, rows("SELECT COUNT(*) FROM stores WHERE type = 0"));
  }

  /** What is written into the plugin's configuration in place of the right line, or added to it. */
  private static final List<List<String>> OTHER_SETTINGS =
      List.of(
          List.of(),
          List.of("ldap_user_unique_attribute = uid"),
          List.of("ldap_user_unique_attribute = homePhone"),
          List.of("ldap_user_unique_attribute = jpegPhoto", "ldap_user_unique_attribute_type = binary"),
          List.of("ldap_group_unique_attribute = cn"),
          List.of("ldap_search_base = ou=People,dc=example,dc=com"),
          List.of("ldap_search_base = ou=Groups,dc=example,dc=com"),
          List.of("ldap_user_type_attribute_value = kopano-user"),
          List.of("ldap_user_type_attribute_value = posixAccount, zarafa-user"),
          List.of("ldap_user_search_filter = (&(zarafaAccount=1)(!(uidNumber>=1005)))"),
          List.of("ldap_group_search_filter = (cn=none)"),
          List.of("ldap_group_type_attribute_value =", "ldap_group_search_filter = (&(objectClass=posixGroup)(zarafaAccount=1))"),
          List.of("ldap_contact_type_attribute_value = kopano-contact"),
          List.of("ldap_contact_type_attribute_value ="),
          List.of("ldap_addresslist_type_attribute_value = kopanoAddresslist"),
          List.of("ldap_dynamicgroup_type_attribute_value = kopanoDynamicGroup"),
          List.of("ldap_dynamicgroup_unique_attribute = zarafaFilter"),
          List.of("hosted"));

  @Test
  void theIdentityCheckPredictsTheLogOfSafeModeLineByLine() throws Exception {
    sql("USE zarafa", "UPDATE users SET externid = X'00FF01' WHERE objectclass = 0x10001 AND id > 2 ORDER BY id LIMIT 1",
        "INSERT INTO users (externid, objectclass, signature, company) VALUES ('77777', 0x10001, '', 0), ('no group', 0x30001, '', 0), ('old company', 0x40001, '', 0)",
        "DELETE FROM users WHERE objectclass = 0x10001 AND id > 5 ORDER BY id LIMIT 1");
    ServerKind kind = new ServerKind(Release.of("kc-11.0.2"), 0, 118, 63, false);
    Program server = new ServerStandIn(kind, ports.engine(), ports.engine()::connect, Catalogue::open);
    Surroundings surroundings = new Surroundings(name -> Optional.empty(), what -> Optional.<Secret>empty().orElseThrow(), new PracticeMachines(), new ServerPorts(), warning -> {});
    int lines = 0;
    try (Estate estate = OpenedEstate.open(places.estate(), surroundings);
        LDAPConnection ldap = new LDAPConnection("127.0.0.1", ports.ldap(), "cn=admin,dc=example,dc=com", recipe.directoryPassword());
        SimulatedHost host = new SimulatedHost("lab1", places.machine(), Simulation.of(Map.of()))) {
      String person = ldap.search(Population.BASE, SearchScope.SUB, "(objectClass=zarafa-user)").getSearchEntries().get(3).getDN();
      ldap.modify(person, new Modification(ModificationType.REPLACE, "jpegPhoto", new byte[] {0, (byte) 0xFF, 1}));
      for (List<String> other : OTHER_SETTINGS) {
        boolean hosted = other.contains("hosted");
        kopano("user_safe_mode = yes\n" + settings() + (hosted ? "enable_hosted_kopano = yes\n" : ""), plugin11(hosted ? List.of() : other));
        Program.Started started = server.start(host);
        assertTrue(started.up(), started.log().toString());
        List<String> said = started.log().stream().filter(each -> each.contains("user_safe_mode: ")).map(each -> each.substring(each.indexOf("user_safe_mode: "))).sorted().toList();
        ServerConfiguration read = ServerConfiguration.read(Catalogue.open(), host.view(), HostPath.of("/etc/kopano"), kind.release());
        Identity predicted = new IdentityCheck(PluginSettings.of(read.plugin(), read.on("enable_hosted_kopano"))).compare(estate.view().directory(), estate.view().database("lab1"));
        assertEquals(said, predicted.predicted(), other.toString());
        lines += said.size();
      }
    }
    assertTrue(lines > 100, lines + " lines");
  }

  private static String plugin11(List<String> other) throws IOException {
    String text = plugin("zarafa", "uidNumber").replaceAll("(?m)^(ldap_(host|port|protocol)|ldap_server_charset) =.*\n", "").replaceAll("(?m)^!propmap.*\n", "");
    text += "ldap_uri = ldap://127.0.0.1:" + ports.ldap() + "/\n";
    for (String each : other) {
      String name = each.substring(0, each.indexOf(" ="));
      text = text.replaceAll("(?m)^" + name + " =.*\n", "") + each + "\n";
    }
    return text;
  }

  @Test
  void aWrongAttachmentPathIsMadeWithoutAWord() throws Exception {
    kopano(settings().replace("/var/lib/zarafa/attachments", "/var/lib/kopano/wrong"), plugin("zarafa", "uidNumber"));
    assertTrue(start("kopano-server").up());
    assertTrue(Files.isDirectory(places.machine().resolve("var/lib/kopano/wrong/9/19")));
  }

  @Test
  void duplicateNamesStopTheUpgradeHalfWay() throws Exception {
    sql("INSERT INTO zarafa.names (nameid, guid) SELECT nameid, guid FROM zarafa.names WHERE nameid IS NOT NULL LIMIT 1");
    kopano(settings(), plugin("zarafa", "uidNumber"));
    Program.Started started = start("kopano-server");
    assertFalse(started.up());
    assertTrue(started.log().toString().contains("K-1216"), started.log().toString());
    assertEquals(68, rows("SELECT MAX(databaserevision) FROM versions"));
  }

  @Test
  void aForeignTableOfAnotherEngineStopsTheServer() throws Exception {
    sql("CREATE TABLE zarafa.left_by_somebody (id INT) ENGINE=Aria");
    kopano(settings(), plugin("zarafa", "uidNumber"));
    assertFalse(start("kopano-server").up());
  }

  @Test
  void aGatewayRefusesTheListenDirectivesOfOld() throws Exception {
    Files.writeString(places.machine().resolve("etc/kopano/gateway.cfg"), "imap_port = 143\n");
    assertFalse(start("kopano-gateway").up());
    assertTrue(start("zarafa-gateway").up());
    assertTrue(start("zarafa-monitor").up(), "carriage returns don't matter");
  }

  @Test
  void thePasswordIsInNoLine() throws Exception {
    kopano(settings().replace("mysql_user = zarafa", "mysql_user = nobody"), plugin("zarafa", "uidNumber"));
    Program.Started started = start("kopano-server");
    assertFalse(started.up());
    assertFalse(started.log().toString().contains(recipe.databasePassword()));
  }

  private static String settings() {
    return "mysql_host = 127.0.0.1\nmysql_port = " + ports.database() + "\nmysql_user = zarafa\nmysql_password = " + recipe.databasePassword()
        + "\nmysql_database = zarafa\nattachment_storage = files\nattachment_path = /var/lib/zarafa/attachments\nuser_plugin = ldap\n";
  }

  /** Returns a plugin's configuration with one product's names. */
  private static String plugin(String product, String unique) throws IOException {
    String text = new String(Files.readAllBytes(places.machine().resolve("etc/zarafa/ldap.cfg")), StandardCharsets.ISO_8859_1);
    return text.replace("zarafa-user", product + "-user").replaceAll("(?m)^ldap_user_unique_attribute =.*", "ldap_user_unique_attribute = " + unique);
  }

  private static void kopano(String server, String ldap) throws IOException {
    Files.writeString(places.machine().resolve("etc/kopano/server.cfg"), server);
    Files.writeString(places.machine().resolve("etc/kopano/ldap.cfg"), ldap);
  }

  private static Program.Started start(String service) throws Exception {
    Map<String, Program> programs = StandIns.all(ports.engine());
    try (SimulatedHost host = new SimulatedHost("lab1", places.machine(), Simulation.of(programs))) {
      return programs.get(service).start(host);
    }
  }

  private static Connection connection() throws SQLException, IOException {
    return DatabaseProcess.connect(places);
  }

  private static void sql(String... statements) throws SQLException, IOException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private static long rows(String query) throws SQLException, IOException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertTrue(rows.next(), query);
      return rows.getLong(1);
    }
  }

  private static void removeAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> all = new ArrayList<>();
      try (var walk = Files.walk(folder)) {
        walk.forEach(all::add);
      }
      all.sort(Comparator.reverseOrder());
      for (Path each : all) {
        Files.delete(each);
      }
    }
  }
}
