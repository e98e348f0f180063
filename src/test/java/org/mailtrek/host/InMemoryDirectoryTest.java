package org.mailtrek.host;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.Schema;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on UnboundID's in-memory server, which practice estates are built on. */
final class InMemoryDirectoryTest extends DirectoryContract {

  private static InMemoryDirectoryServer memory;

  @BeforeAll
  static void start() throws Exception {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
    config.addAdditionalBindCredentials("cn=admin," + BASE, "lab-Geheim-42");
    config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("lab", InetAddress.getLoopbackAddress(), 0, null));
    config.setSchema(Schema.mergeSchemas(Schema.getDefaultStandardSchema(), schema("zarafa"), schema("kopano")));
    memory = new InMemoryDirectoryServer(config);
    memory.add(new Entry("dn: " + BASE, "objectClass: domain", "dc: example"));
    memory.startListening();
  }

  /** Turns a schema in slapd's words into an entry; the in-memory server lacks the numbers that slapd has built in. */
  private static Schema schema(String name) throws Exception {
    String text;
    try (InputStream in = InMemoryDirectoryTest.class.getResourceAsStream("/lab/" + name + ".schema")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<String> lines = new ArrayList<>(List.of("dn: cn=schema", "objectClass: top", "objectClass: ldapSubentry", "objectClass: subschema", "cn: schema",
        "attributeTypes: ( 1.3.6.1.1.1.1.0 NAME 'uidNumber' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )",
        "attributeTypes: ( 1.3.6.1.1.1.1.1 NAME 'gidNumber' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )"));
    for (String block : text.split("\n\n")) {
      String line = block.replaceAll("(?m)^#.*$", "").replaceAll("\\s+", " ").trim();
      if (!line.isEmpty()) {
        lines.add(line.replaceFirst("^attributetype ", "attributeTypes: ").replaceFirst("^objectclass ", "objectClasses: "));
      }
    }
    return new Schema(new Entry(lines.toArray(String[]::new)));
  }

  @AfterAll
  static void stop() {
    memory.shutDown(true);
  }

  @Override
  LdapAddress address() {
    return LdapAddress.of("ldap://127.0.0.1:" + memory.getListenPort(), BASE);
  }

  @Override
  LdapLogin login() {
    return new LdapLogin("cn=admin," + BASE, Secret.of("lab-Geheim-42"));
  }
}
