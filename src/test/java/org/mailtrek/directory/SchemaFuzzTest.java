package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.fuzz.Fuzzing;
import org.mailtrek.host.PublishedSchema;

/** Whatever definitions a directory's server publishes, in whatever order, superiors that are missing or lead in a circle included: they are understood as far as they can be. */
final class SchemaFuzzTest {

  private static final String TYPES = """
      ( 1.3.6.1.4.1.26278.1.1.2.1 NAME 'zarafaQuotaOverride' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
      ( 1.3.6.1.4.1.9.1 NAME ( 'zarafaAliases' 'aliases' ) EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15{64} )
      ( 1.3.6.1.4.1.9.2 NAME 'kopanoAliases' SUP zarafaAliases )
      ( 1.3.6.1.4.1.9.3 NAME 'zarafaSendAsPrivilege' SUP kopanoAliases EQUALITY distinguishedNameMatch NO-USER-MODIFICATION USAGE dSAOperation )
      """;
  private static final String CLASSES = """
      ( 1.3.6.1.4.1.8.1 NAME 'zarafa-user' DESC 'a' SUP top AUXILIARY MUST cn MAY ( zarafaQuotaOverride $ zarafaAliases ) )
      ( 1.3.6.1.4.1.8.2 NAME 'kopano-user' SUP zarafa-user STRUCTURAL )
      """;

  private static Schema schema(byte[] input) {
    List<String> lines = new String(input, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
    Entry form = new Entry("cn=subschema", new Attribute("objectClass", "top", "subschema"));
    if (!lines.isEmpty()) {
      form.addAttribute(new Attribute(Schema.ATTR_ATTRIBUTE_TYPE, lines));
      form.addAttribute(new Attribute(Schema.ATTR_OBJECT_CLASS, lines));
    }
    return PublishedSchema.of(form);
  }

  private static void understood(byte[] input) {
    Schema schema = schema(input);
    SchemaMap names = SchemaMap.standard().forServer(schema);
    names.missing(schema);
    References.of(schema);
    References.keepsMemberships(schema);
    SyntaxRule syntax = new SyntaxRule(schema);
    for (String each : List.of("zarafaAliases", "kopanoAliases", "zarafaQuotaOverride", "zarafaSendAsPrivilege")) {
      names.attribute(each).map(Object::toString);
      syntax.refusal(each, new byte[] {'1'}).or(Optional::empty);
    }
  }

  @Test
  void anyPublishedSchemaIsUnderstood() throws InterruptedException {
    Fuzzing.of("schema", TYPES, CLASSES, TYPES + CLASSES)
        .words("NAME 'zarafaAliases'", "NAME 'kopano-user'", " SUP kopanoAliases", " SUP zarafa-user", "SUP ( a $ b )", " STRUCTURAL", "SYNTAX 1.3.6.1.4.1.1466.115.121.1.12", " )\n( 1.2 ")
        .feed(SchemaFuzzTest::understood);
  }

  @Test
  void superiorsInACircleComeToAnEnd() {
    for (String each : List.of("( 1.1 NAME 'zarafaAliases' SUP zarafaAliases )", "( 1.1 NAME 'zarafaAliases' SUP kopanoAliases )\n( 1.2 NAME 'kopanoAliases' SUP zarafaAliases )",
        "( 1.1 NAME 'zarafa-user' SUP kopano-user )\n( 1.2 NAME 'kopano-user' SUP zarafa-user )")) {
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> understood(each.getBytes(StandardCharsets.UTF_8)), each);
    }
  }
}
