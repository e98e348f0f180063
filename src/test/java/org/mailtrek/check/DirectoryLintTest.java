package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Finding;
import org.mailtrek.config.Release;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.HostPath;

/** Settings of the user plugin held against a directory. */
final class DirectoryLintTest {

  private static final String RIGHT =
      "ldap_search_base = dc=x\nldap_object_type_attribute = objectClass\nldap_user_type_attribute_value = posixAccount\n"
          + "ldap_user_unique_attribute = uidNumber\nldap_loginname_attribute = uid\nldap_group_type_attribute_value = posixGroup\nldap_group_unique_attribute = gidNumber\n"
          + "ldap_contact_type_attribute_value =\nldap_dynamicgroup_type_attribute_value =\nldap_addresslist_type_attribute_value =\n";
  private static final List<String> PEOPLE =
      List.of("dn: dc=x\nobjectClass: domain\ndc: x", "dn: uid=ann,dc=x\nobjectClass: posixAccount\nuid: ann\nuidNumber: 1", "dn: cn=all,dc=x\nobjectClass: posixGroup\ncn: all\ngidNumber: 7");

  private static List<String> found(List<String> ldif, String plugin) throws Exception {
    StepWorld world = StepWorld.empty();
    world.file("/etc/kopano/server.cfg", "user_plugin = ldap\nuser_plugin_config = /etc/kopano/ldap.cfg\n");
    world.file("/etc/kopano/ldap.cfg", plugin);
    ServerConfiguration server = ServerConfiguration.read(Catalogue.open(), world.machine(), HostPath.of("/etc/kopano"), Release.of("kc-8.7.25"));
    return DirectoryLint.check(new ListedDirectory(ldif), server).stream().map(Finding::what).toList();
  }

  private static List<String> with(String... more) {
    return java.util.stream.Stream.concat(PEOPLE.stream(), List.of(more).stream()).toList();
  }

  @Test
  void findsNothingWhereAllAnswers() throws Exception {
    assertEquals(List.of(), found(PEOPLE, RIGHT));
  }

  @Test
  void namesABaseThatIsNotThere() throws Exception {
    assertTrue(found(PEOPLE, RIGHT.replace("= dc=x", "= dc=y")).get(0).contains("no entry dc=y"));
    assertTrue(found(PEOPLE, RIGHT.replace("= dc=x", "=")).get(0).contains("ldap_search_base is empty"));
  }

  @Test
  void namesAFilterThatNobodyFits() throws Exception {
    assertTrue(found(PEOPLE, RIGHT + "ldap_user_search_filter = (kopanoAccount=1)\n").get(0).contains("no entry below dc=x fits"));
    assertTrue(found(PEOPLE, RIGHT + "ldap_user_search_filter = (kopanoAccount=1\n").get(0).contains("is no filter"));
  }

  @Test
  void namesAUniqueAttributeThatEntriesLack() throws Exception {
    List<String> found = found(with("dn: uid=bob,dc=x\nobjectClass: posixAccount\nuid: bob"), RIGHT);
    assertEquals(List.of("1 of 2 entries that the server takes for a person have no uidNumber: it would not see them"), found);
  }

  @Test
  void namesSocketsOfTheDirectoryThatTheServerDoesNotListenOn() throws Exception {
    assertEquals(List.of(), found(with("dn: cn=s,dc=x\nobjectClass: kopano-server\ncn: s\nkopanoFilePath: /var/run/kopano/server.sock"), RIGHT));
    List<String> found = found(with("dn: cn=s,dc=x\nobjectClass: zarafa-server\ncn: s\nzarafaFilePath: file:///var/run/zarafa"), RIGHT);
    assertEquals(List.of("cn=s,dc=x says /var/run/zarafa in the directory, the server listens on /var/run/kopano/server.sock"), found);
  }
}
