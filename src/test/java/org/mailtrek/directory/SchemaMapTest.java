package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaMapTest {

  private final SchemaMap names = SchemaMap.standard();

  @Test
  void knowsAllNamesOfTheShippedSchema() {
    assertEquals(39, names.attributes().size());
    assertEquals(7, names.classes().stream().filter(each -> each.oldName().contains("-")).count());
    assertEquals(10, names.attributes().stream().filter(each -> !each.single()).count());
  }

  @Test
  void findsNamesInAnyCaseAndKeepsOptions() {
    assertEquals(Optional.of("kopanoAliases;lang-nl"), names.newDescription("ZARAFAALIASES;lang-nl"));
    assertEquals(Optional.of("kopanoAccount"), names.newDescription("1.3.6.1.4.1.26278.1.1.2.3"));
    assertEquals("kopano-user", names.objectClass("Zarafa-User").orElseThrow().newName());
    assertEquals("kopanoDynamicGroup", names.objectClass("zarafaDynamicGroup").orElseThrow().newName());
    assertEquals(Optional.empty(), names.newDescription("zarafaOwnInvention"));
  }

  @Test
  void takesWhatTheServersOwnSubschemaNames() throws Exception {
    Schema schema = schema("zarafaBadge", "kopanoBadge");

    SchemaMap mine = names.forServer(schema);

    assertEquals(Optional.of("kopanoBadge"), mine.newDescription("zarafabadge"));
    assertTrue(mine.attribute("zarafaBadge").orElseThrow().single());
  }

  @Test
  void namesWhatTheServerLacks() throws Exception {
    assertTrue(names.missing(schema("zarafaAccount")).contains("kopanoAccount"));
    assertTrue(names.missing(schema("zarafaAccount")).contains("kopano-user"));
    assertEquals(java.util.List.of(), names.missing(schema("zarafaAccount", "kopanoAccount")));
  }

  @Test
  void comparesValuesAsTheServerDoes() {
    assertEquals(key(ValueRule.TEXT, "B\u00fcro  EINS "), key(ValueRule.TEXT, "bu\u0308ro eins"));
    assertEquals(key(ValueRule.INTEGER, "007"), key(ValueRule.INTEGER, "7"));
    assertEquals(false, key(ValueRule.BYTES, "a").equals(key(ValueRule.BYTES, "A")));
  }

  private static String key(ValueRule rule, String value) {
    return rule.key(value.getBytes(StandardCharsets.UTF_8));
  }

  private static Schema schema(String... attributes) {
    com.unboundid.ldap.sdk.Entry entry = new com.unboundid.ldap.sdk.Entry("cn=schema");
    int number = 1;
    for (String each : attributes) {
      entry.addAttribute("attributeTypes", new AttributeTypeDefinition(
          "1.2.3." + number++, new String[] {each}, null, false, null, "caseIgnoreMatch", null, null,
          "1.3.6.1.4.1.1466.115.121.1.15", true, false, false, null, Map.of()).toString());
    }
    entry.addAttribute("objectClasses", "( 2.5.6.0 NAME 'top' ABSTRACT MUST objectClass )");
    return new Schema(entry);
  }
}
