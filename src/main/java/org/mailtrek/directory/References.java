package org.mailtrek.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.AttributeUsage;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which attributes hold names of entries: by their syntax, and in the mail server's schema by its habit. */
final class References {

  private static final String NAME_SYNTAX = "1.3.6.1.4.1.1466.115.121.1.12";
  private static final String NAME_AND_UID_SYNTAX = "1.3.6.1.4.1.1466.115.121.1.34";
  private static final List<String> BY_HABIT = List.of("SendAsPrivilege", "ViewPrivilege", "AdminPrivilege", "SystemAdmin", "Base",
      "QuotaUserWarningRecipients", "QuotaCompanyWarningRecipients");

  /** Written by servers only, and to be mended in files all the same. */
  private static final String MEMBER_OF = "memberof";

  private References() {}

  /** Returns those of the standards' schema, those by habit, and that in which servers keep the groups of an entry; in lower case. */
  static Set<String> standard() {
    Set<String> names = new LinkedHashSet<>(Set.of(MEMBER_OF));
    for (String each : BY_HABIT) {
      names.add(("zarafa" + each).toLowerCase(Locale.ROOT));
      names.add(("kopano" + each).toLowerCase(Locale.ROOT));
    }
    try {
      names.addAll(of(Schema.getDefaultStandardSchema()));
    } catch (LDAPException e) {
      throw new IllegalStateException("the standard schema can't be read", e);
    }
    return names;
  }

  /** Returns those of a set that a client may write, and those of {@link #of}. */
  static Set<String> with(Set<String> known, Schema schema) {
    Set<String> names = new LinkedHashSet<>(known);
    names.removeIf(each -> Optional.ofNullable(schema.getAttributeType(each)).filter(AttributeTypeDefinition::isNoUserModification).isPresent());
    names.addAll(of(schema));
    return names;
  }

  /** Returns whether a server keeps the groups of an entry in the entry by itself, as the overlay memberof of OpenLDAP does. */
  static boolean keepsMemberships(Schema schema) {
    return Optional.ofNullable(schema.getAttributeType(MEMBER_OF)).filter(type -> type.isNoUserModification() && type.getUsage() == AttributeUsage.DSA_OPERATION).isPresent();
  }

  /** Returns those that a schema gives the syntax of a name and that a client may write, in lower case. */
  static Set<String> of(Schema schema) {
    Set<String> names = new LinkedHashSet<>();
    for (AttributeTypeDefinition type : schema.getAttributeTypes()) {
      String syntax = String.valueOf(type.getBaseSyntaxOID(schema));
      if (!type.isNoUserModification() && (syntax.equals(NAME_SYNTAX) || syntax.equals(NAME_AND_UID_SYNTAX))) {
        for (String name : type.getNames()) {
          names.add(name.toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }
}
