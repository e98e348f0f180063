package org.mailtrek.directory;

import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells values that a server will refuse because of their syntax (RFC 4517): those of whose syntax a server checks it. */
final class SyntaxRule {

  private static final String SYNTAXES = "1.3.6.1.4.1.1466.115.121.1.";

  private final Schema schema;

  SyntaxRule(Schema schema) {
    this.schema = schema;
  }

  /** Returns why a value can't stand under an attribute; empty where it can, or where nobody can know. */
  Optional<String> refusal(String attribute, byte[] value) {
    AttributeTypeDefinition type = schema.getAttributeType(attribute);
    String syntax = type == null ? null : type.getBaseSyntaxOID(schema);
    if (syntax == null || !syntax.startsWith(SYNTAXES)) {
      return Optional.empty();
    }
    boolean good = switch (syntax.substring(SYNTAXES.length())) {
      case "27" -> ascii(value).matches("-?[0-9]+");
      case "44" -> ascii(value).matches("[A-Za-z0-9'()+,./:? =-]+");
      case "26" -> ascii(value).chars().allMatch(each -> each < 128);
      case "15" -> value.length > 0 && utf8(value);
      default -> true;
    };
    return good ? Optional.empty() : Optional.of(attribute + " has the syntax " + syntax + ", which does not allow this value");
  }

  private static String ascii(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  private static boolean utf8(byte[] value) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
