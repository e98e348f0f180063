package org.mailtrek.practice;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What slapd refuses and the in-memory server of the library lets pass, in slapd's words. */
final class DirectoryRules {

  private final Schema schema;

  DirectoryRules(Schema schema) {
    this.schema = schema;
  }

  /** Returns slapd's refusal of a modification, if it has one. {@code relaxed} is the relax rules control. */
  Optional<LDAPResult> refusal(int messageId, Entry before, Entry after, boolean relaxed) {
    for (Attribute attribute : after.getAttributes()) {
      AttributeTypeDefinition type = schema.getAttributeType(attribute.getBaseName());
      if (attribute.size() > 1 && type != null && type.isSingleValued()) {
        return refused(messageId, ResultCode.CONSTRAINT_VIOLATION, "attribute '" + attribute.getBaseName() + "' cannot have multiple values");
      }
    }
    List<String> then = structural(before);
    List<String> now = structural(after);
    if (now.size() > 1) {
      return refused(messageId, ResultCode.OBJECT_CLASS_VIOLATION, "invalid structural object class chain (" + now.get(0) + "/" + now.get(1) + ")");
    }
    if (!relaxed && !then.equals(now) && !now.isEmpty() && !then.isEmpty()) {
      return refused(
          messageId,
          ResultCode.OBJECT_CLASS_MODS_PROHIBITED,
          "structural object class modification from '" + then.get(0) + "' to '" + now.get(0) + "' not allowed");
    }
    return Optional.empty();
  }

  private static Optional<LDAPResult> refused(int messageId, ResultCode code, String words) {
    return Optional.of(new LDAPResult(messageId, code, words, null, (String[]) null, null));
  }

  /** Returns the structural classes of an entry that are not above another of them. */
  private List<String> structural(Entry entry) {
    List<ObjectClassDefinition> classes = new ArrayList<>();
    String[] names = entry.getObjectClassValues();
    for (String name : names == null ? new String[0] : names) {
      ObjectClassDefinition each = schema.getObjectClass(name);
      if (each != null && each.getObjectClassType(schema) == com.unboundid.ldap.sdk.schema.ObjectClassType.STRUCTURAL) {
        classes.add(each);
      }
    }
    return classes.stream()
        .filter(each -> classes.stream().noneMatch(other -> other.getSuperiorClasses(schema, true).contains(each)))
        .map(ObjectClassDefinition::getNameOrOID)
        .sorted()
        .toList();
  }
}
