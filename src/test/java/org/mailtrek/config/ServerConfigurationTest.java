package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class ServerConfigurationTest {

  private StepWorld world;

  @BeforeEach
  void files() throws TrekException {
    world = StepWorld.empty();
    world.file("/etc/kopano/server.cfg", "# mysql_host = other\nmysql_database = mail\nenable_hosted_kopano = yes\nuser_plugin_config = /etc/kopano/ldap.cfg\n");
    world.file("/etc/kopano/ldap.cfg", "!include /etc/kopano/ldap.openldap.cfg\nldap_search_base = dc=x\n");
    world.file("/etc/kopano/ldap.openldap.cfg", "ldap_search_base = dc=included\nldap_loginname_attribute = uid\n");
  }

  private ServerConfiguration read() throws TrekException {
    return ServerConfiguration.read(Catalogue.open(), world.machine(), HostPath.of("/etc/kopano"), Release.of("kc-8.7.25"));
  }

  @Test
  void readsWhatIsSetAndElseWhatIsBuiltIn() throws TrekException {
    assertEquals(Optional.of("mail"), read().value("mysql_database"));
    assertEquals(Optional.of("3306"), read().value("mysql_port"));
    assertFalse(read().value("mysql_host").orElse("").equals("other"), "a comment was read");
    assertEquals(Optional.empty(), read().value("no_such_directive"));
  }

  @Test
  void knowsSwitches() throws TrekException {
    assertTrue(read().on("enable_hosted_kopano"));
    assertFalse(read().on("no_such_directive"));
  }

  @Test
  void readsThePluginWithWhatItIncludes() throws TrekException {
    assertEquals("/etc/kopano/ldap.cfg", read().pluginFile().toString());
    assertEquals("dc=x", read().plugin().get("ldap_search_base"));
    assertEquals("uid", read().plugin().get("ldap_loginname_attribute"));
    assertTrue(read().plugin().containsKey("ldap_user_unique_attribute"), "what is built in is missing");
  }

  @Test
  void findsThePluginsFileElsewhere() throws TrekException {
    world.file("/srv/people.cfg", "ldap_search_base = dc=elsewhere\n");
    world.edit("/etc/kopano/server.cfg", "user_plugin_config = /srv/people.cfg\n");
    assertEquals("/srv/people.cfg", read().pluginFile().toString());
  }
}
