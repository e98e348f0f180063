package org.mailtrek.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostDiscoveryTest {

  private static final String[] SERVER = {"mysql_host = db.example.com", "mysql_user = mail", "mysql_password = geheim", "user_plugin = ldap"};

  @TempDir private Path folder;
  private FoundMachine machine;

  @BeforeEach
  void installed() throws Exception {
    machine = new FoundMachine(folder).installed("zarafa-server", "2:7.2.6.52189-52189+1");
  }

  private static Setting product(HostFindings found, String key) {
    return FoundMachine.of(found.product(), key);
  }

  private static Setting directory(HostFindings found, String key) {
    return FoundMachine.of(found.directory(), key);
  }

  @Test
  void theReleaseIsThatOfThePackage() throws Exception {
    HostFindings found = machine.look();
    assertEquals(Setting.found("product", "zcp", "dpkg: zarafa-server 2:7.2.6.52189-52189+1"), product(found, "product"));
    assertEquals("7.2.6", product(found, "version").value());
  }

  @Test
  void eachValueHasItsLineAndTheLastOneCounts() throws Exception {
    machine.file("/etc/zarafa/server.cfg", "# mysql_host = no", "mysql_host = one", "\tmysql_host\t=\tdb2.example.com  ", "mysql_database = mail");
    HostFindings found = machine.look();
    assertEquals(Setting.found("database.url", "jdbc:mysql://db2.example.com:3306/mail", "/etc/zarafa/server.cfg:3"), product(found, "database.url"));
    assertTrue(FoundMachine.fact(found, "mysql_host is set 2 times").isPresent(), () -> found.toString());
  }

  @Test
  void whatNoFileSetsIsBuiltIn() throws Exception {
    machine.file("/etc/zarafa/server.cfg", SERVER);
    Setting store = product(machine.look(), "index");
    assertEquals("built into zcp-7.2.6", store.origin());
    assertEquals("/var/lib/zarafa/search", store.value());
  }

  @Test
  void whereTheReleaseIsNotKnownNothingIsTakenForBuiltIn() throws Exception {
    machine = new FoundMachine(folder.resolve("other")).file("/etc/zarafa/server.cfg", "attachment_storage = files");
    HostFindings found = machine.look();
    assertEquals("zcp", product(found, "product").value());
    assertFalse(product(found, "version").known());
    assertFalse(product(found, "attachments.path").known());
    assertFalse(product(found, "database.url").known());
    assertTrue(product(found, "database.url").origin().contains("mysql_host is not set"), () -> found.toString());
  }

  @Test
  void aPasswordIsReferredToAndNeverCopied() throws Exception {
    machine.file("/etc/zarafa/server.cfg", SERVER).file("/etc/zarafa/ldap.cfg", "ldap_bind_user = cn=x", "ldap_bind_passwd = auchgeheim");
    HostFindings found = machine.look();
    assertEquals("{ config: \"mail1:/etc/zarafa/server.cfg\", directive: mysql_password }", product(found, "database.password").value());
    assertEquals("{ config: \"mail1:/etc/zarafa/ldap.cfg\", directive: ldap_bind_passwd }", directory(found, "password").value());
    assertFalse(found.toString().contains("geheim"), "a secret was copied");
  }

  @Test
  void theUnitSaysWhichConfigurationCounts() throws Exception {
    machine.file("/lib/systemd/system/zarafa-server.service", "[Service]", "ExecStart=/usr/sbin/zarafa-server -F -c /srv/mail/conf/server.cfg");
    machine.file("/srv/mail/conf/server.cfg", SERVER).file("/etc/zarafa/server.cfg", "mysql_host = wrong");
    HostFindings found = machine.look();
    assertEquals(Setting.found("config", "/srv/mail/conf", "/lib/systemd/system/zarafa-server.service:2"), product(found, "config"));
    assertEquals("jdbc:mysql://db.example.com:3306/zarafa", product(found, "database.url").value());
  }

  @Test
  void anAdditionToTheUnitCountsMore() throws Exception {
    machine.file("/lib/systemd/system/zarafa-server.service", "ExecStart=/usr/sbin/zarafa-server -c /etc/zarafa/server.cfg");
    machine.file("/etc/systemd/system/zarafa-server.service.d/override.conf", "[Service]", "ExecStart=", "ExecStart=/usr/sbin/zarafa-server --config=/opt/conf/server.cfg");
    assertEquals("/opt/conf", product(machine.look(), "config").value());
  }

  @Test
  void aStartScriptSaysItByItsVariables() throws Exception {
    machine.file(
        "/etc/init.d/zarafa-server",
        "#!/bin/sh",
        "SERVER_CONFIG=/etc/zarafa/server.cfg",
        "[ -r /etc/default/zarafa ] && . /etc/default/zarafa",
        "start-stop-daemon --start -c zarafa --exec /usr/sbin/zarafa-server -- -c \"$SERVER_CONFIG\" $SERVER_OPTS");
    machine.file("/etc/default/zarafa", "SERVER_ENABLED=yes", "SERVER_CONFIG=\"/srv/z/server.cfg\"");
    Setting config = product(machine.look(), "config");
    assertEquals("/srv/z", config.value());
    assertEquals("/etc/init.d/zarafa-server:4", config.origin());
  }

  @Test
  void whatAStartScriptMakesUpIsNotGuessed() throws Exception {
    machine.file("/etc/init.d/zarafa-server", "/usr/sbin/zarafa-server -c $(find_config)/server.cfg -c ${WHERE}");
    assertTrue(FoundMachine.fact(machine.look(), "could not be made out").isPresent());
  }

  @Test
  void aSecondServerIsSaid() throws Exception {
    machine.file("/etc/systemd/system/zarafa-server@.service", "ExecStart=/usr/sbin/zarafa-server -c /etc/zarafa-%i/server.cfg");
    machine.file("/lib/systemd/system/zarafa-server.service", "ExecStart=/usr/sbin/zarafa-server -c /etc/zarafa/server.cfg");
    machine.link("/etc/systemd/system/multi-user.target.wants/zarafa-server@two.service", "/etc/systemd/system/zarafa-server@.service");
    HostFindings found = machine.look();
    assertEquals("/etc/zarafa", product(found, "config").value());
    Fact second = FoundMachine.fact(found, "second server").orElseThrow();
    assertTrue(second.value().contains("/etc/zarafa-two/server.cfg"), second::toString);
    assertEquals(Fact.Weight.NOTICE, second.weight());
  }

  @Test
  void includesMayBeRelativeAndInARing() throws Exception {
    machine.file("/etc/zarafa/server.cfg", "user_plugin = ldap");
    machine.file("/etc/zarafa/ldap.cfg", "!include ../common/ldap.cfg", "ldap_search_base = dc=last");
    machine.file("/etc/common/ldap.cfg", "ldap_search_base = dc=first", "ldap_uri = ldap://ldap.example.com", "!include ../zarafa/ldap.cfg", "!include gone.cfg", "!propmap ./map.cfg");
    HostFindings found = machine.look();
    assertEquals(Setting.found("url", "ldap://ldap.example.com:389", "/etc/common/ldap.cfg:2"), directory(found, "url"));
    assertEquals("dc=last", directory(found, "base").value());
    assertTrue(FoundMachine.fact(found, "includes itself").isPresent(), found::toString);
    assertTrue(FoundMachine.fact(found, "/etc/common/gone.cfg is not there").isPresent(), found::toString);
    assertTrue(FoundMachine.fact(found, "/etc/common/map.cfg is not there").isPresent(), found::toString);
  }

  @Test
  void aDirectoryByHostPortAndProtocolIsAnAddress() throws Exception {
    machine.file("/etc/zarafa/server.cfg", "user_plugin = ldap");
    machine.file("/etc/zarafa/ldap.cfg", "ldap_host = ldap.example.com", "ldap_port = 6360", "ldap_protocol = ldaps", "ldap_uri =");
    HostFindings found = machine.look();
    assertEquals("ldaps://ldap.example.com:6360", directory(found, "url").value());
    assertEquals("/etc/zarafa/ldap.cfg:1", directory(found, "url").origin());
  }

  @Test
  void furtherAddressesAreReplicas() throws Exception {
    machine.file("/etc/zarafa/server.cfg", "user_plugin = ldap").file("/etc/zarafa/ldap.cfg", "ldap_uri = ldap://a.example.com/ ldaps://b.example.com/");
    assertEquals("[ ldaps://b.example.com:636 ]", directory(machine.look(), "replicas").value());
  }

  @Test
  void aServerWithoutADirectoryHasNone() throws Exception {
    machine.file("/etc/zarafa/server.cfg", "user_plugin = db");
    HostFindings found = machine.look();
    assertEquals(0, found.directory().size());
    assertEquals("/etc/zarafa/server.cfg:1", FoundMachine.fact(found, "there is none: user_plugin = db").orElseThrow().origin());
  }

  @Test
  void latin1IsReadAsPeopleWroteIt() throws Exception {
    machine.file("/etc/zarafa/server.cfg", "# Größe\nuser_plugin = ldap\nattachment_storage = files\nattachment_path = /srv/anhänge\n".getBytes(StandardCharsets.ISO_8859_1));
    machine.file("/etc/zarafa/ldap.cfg", "ldap_search_base = ou=Müller\n".getBytes(StandardCharsets.ISO_8859_1));
    HostFindings found = machine.look();
    assertEquals("ou=Müller", directory(found, "base").value());
    assertEquals("/srv/anh\\xe4nge", product(found, "attachments.path").value());
  }

  @Test
  void aSocketIsSaidAndAClosedPortToo() throws Exception {
    machine.file("/etc/zarafa/server.cfg", "mysql_host = localhost", "mysql_socket = /run/db.sock");
    machine.file("/etc/mysql/my.cnf", "[mysqld]", "skip-networking");
    HostFindings found = machine.look();
    assertEquals("jdbc:mysql://127.0.0.1:3306/zarafa", product(found, "database.url").value());
    assertEquals("/etc/zarafa/server.cfg:2", FoundMachine.fact(found, "/run/db.sock").orElseThrow().origin());
    assertEquals("true", product(found, "database.client").value());
    assertEquals("mail1", product(found, "database.host").value());
  }

  @Test
  void whatComesFromTheEnvironmentIsNotKnown() throws Exception {
    machine.file("/etc/zarafa/server.cfg", "mysql_host = $DBHOST");
    Setting url = product(machine.look(), "database.url");
    assertFalse(url.known());
    assertTrue(url.origin().contains("environment"), url::toString);
  }

  @Test
  void filesThatCantBeReadAreSaid() throws Exception {
    machine.link("/etc/zarafa/server.cfg", "server.cfg");
    assertTrue(FoundMachine.fact(machine.look(), "ring").isPresent());
  }

  @Test
  void lookupsThatNameTheOldSchemaAreNoticed() throws Exception {
    machine.file("/etc/postfix/main.cf", "virtual_mailbox_maps =", "  hash:/etc/postfix/x,", "  proxy:ldap:/etc/postfix/users.cf", "virtual_alias_maps = ldap:inline", "inline_query_filter = (mail=%s)");
    machine.file("/etc/postfix/users.cf", "query_filter = (zarafaAliases=%s)", "result_attribute = mail");
    HostFindings found = machine.look();
    Fact old = FoundMachine.fact(found, "virtual_mailbox_maps").orElseThrow();
    assertEquals(new Fact("lookup", "virtual_mailbox_maps: (zarafaAliases=%s) gives mail; it names the old schema", "/etc/postfix/users.cf:1", Fact.Weight.NOTICE), old);
    assertEquals(Fact.Weight.FOUND, FoundMachine.fact(found, "virtual_alias_maps: (mail=%s)").orElseThrow().weight());
  }

  @Test
  void aFullQueueIsNoticed() throws Exception {
    machine.file("/etc/postfix/main.cf", "queue_directory = /srv/queue");
    for (int number = 0; number < 510; number++) {
      machine.file("/srv/queue/deferred/" + number % 10 + "/4F" + number, "x");
    }
    Fact queue = FoundMachine.fact(machine.look(), "510 messages wait").orElseThrow();
    assertEquals(Fact.Weight.NOTICE, queue.weight());
  }

  @Test
  void whatNamesThePathsIsNoticed() throws Exception {
    machine.file("/etc/zarafa/server.cfg", "attachment_path = /srv/store", "attachment_storage = files").folder("/srv/store");
    machine.file("/etc/cron.d/nightly", "# /srv/store", "1 2 * * * root tar cf /backup/a.tar /srv/store").file("/etc/logrotate.d/mail", "/var/log/zarafa/*.log {");
    machine.file("/etc/apparmor.d/usr.sbin.mysqld", "  /srv/store/** r,").file("/sys/fs/selinux/enforce", "1");
    HostFindings found = machine.look();
    for (String origin : new String[] {"/etc/cron.d/nightly:2", "/etc/logrotate.d/mail:1", "/etc/apparmor.d/usr.sbin.mysqld:1", "/sys/fs/selinux/enforce"}) {
      assertTrue(found.facts().stream().anyMatch(each -> each.origin().equals(origin) && each.weight() == Fact.Weight.NOTICE), () -> origin + ": " + found);
    }
    assertTrue(FoundMachine.fact(found, "space for attachments").isPresent());
  }

  @Test
  void oneOfSeveralServersIsSaid() throws Exception {
    machine.file("/etc/zarafa/server.cfg", "enable_distributed_zarafa = true", "server_name = node1", "server_ssl_key_file = /etc/zarafa/ssl/gone.pem");
    HostFindings found = machine.look();
    assertTrue(FoundMachine.fact(found, "is node1 of several servers").isPresent());
    assertTrue(FoundMachine.fact(found, "gone.pem, which is not there").isPresent());
  }

  @Test
  void whatDoesNotCarryOverIsSaidByWhatIsInstalled() throws Exception {
    machine.installed("zarafa-backup", "7.2.6.52189-52189").installed("zarafa-webaccess", "7.1.9-1").installed("zarafa-dagent", "7.2.5-1");
    HostFindings found = machine.look();
    assertTrue(FoundMachine.fact(found, "zarafa-backup: its backups").isPresent());
    assertTrue(FoundMachine.fact(found, "zarafa-dagent is of another release").isPresent());
    assertTrue(FoundMachine.fact(found, "zarafa-webaccess: has no successor").isPresent());
  }

  @Test
  void anEmptyMachineIsSaidToBeOne() throws Exception {
    HostFindings found = new FoundMachine(folder.resolve("empty")).look();
    assertEquals(0, found.product().size());
    assertEquals(Fact.Weight.UNKNOWN, FoundMachine.fact(found, "mail server").orElseThrow().weight());
  }

  @Test
  void othersServersAreFoundByTheirFolders() throws Exception {
    HostFindings found = new FoundMachine(folder.resolve("sun")).folder("/opt/sun/comms/messaging64").folder("/var/opt/sun/comms/messaging64").look();
    assertEquals("oracle", product(found, "product").value());
    assertFalse(product(found, "version").known());
    assertEquals("/var/opt/sun/comms/messaging64", product(found, "data").value());
  }
}
