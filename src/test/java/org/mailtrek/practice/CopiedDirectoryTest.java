package org.mailtrek.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.LdapDirectory;
import org.mailtrek.host.LdapLimits;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.RequiresLab;

/** The directory of a real OpenLDAP server becomes a practice directory. */
@RequiresLab("slapd")
final class CopiedDirectoryTest {

  @TempDir private Path folder;

  @Test
  void entriesOfSlapdAreServedWithTheirSchemaAndWithoutPasswords() throws Exception {
    try (LabSlapd slapd = LabSlapd.start();
        LdapDirectory from = LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), LdapLimits.DEFAULT)) {
      slapd.add("dn: ou=People,dc=example,dc=com\nobjectClass: organizationalUnit\nou: People\n\n"
          + "dn: uid=anna,ou=People,dc=example,dc=com\nobjectClass: inetOrgPerson\nuid: anna\ncn: Anna\nsn: Anna\nmail: anna@example.com\nuserPassword: Geheim-1\n");
      Path store = folder.resolve("directory");
      CopiedDirectory.into(store, from.view(), List.of(LabSlapd.ROOT));
    }
    Path password = Files.writeString(folder.resolve("password"), "Geheim-2\n", StandardCharsets.UTF_8);
    try (DirectoryProcess directory = DirectoryProcess.start(folder.resolve("directory"), 0, password, new Activity(), () -> { });
        LDAPConnection connection = new LDAPConnection("127.0.0.1", directory.port())) {
      connection.bind(LabSlapd.ROOT, "Geheim-2");
      Entry anna = connection.getEntry("uid=anna,ou=People,dc=example,dc=com", "*", "+");
      assertEquals("anna@example.com", anna.getAttributeValue("mail"));
      assertTrue(anna.hasAttribute("entryUUID"), anna::toString);
      assertFalse(anna.hasAttribute("userPassword"), anna::toString);
    }
  }
}
