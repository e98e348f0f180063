package org.mailtrek.macro;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An entry of the directory as it was read: {@code entry.dn}, {@code entry.first("mail")}, {@code entry["zarafaAliases"]}. Names of attributes are compared without
 * regard to case. Immutable, but for those who cast.
 */
public final class DirectoryEntry {

  private final Entry entry;

  DirectoryEntry(Entry entry) {
    this.entry = entry;
  }

  Entry read() {
    return entry;
  }

  /** Returns the name. */
  public String getDn() {
    return entry.getDN();
  }

  /** Returns the names of its attributes. */
  public List<String> getAttributes() {
    return new ArrayList<>(entry.getAttributes().stream().map(Attribute::getName).toList());
  }

  /** Returns the values of an attribute; none when there is no such attribute. */
  public List<String> getAt(String attribute) {
    return entry.hasAttribute(attribute) ? new ArrayList<>(List.of(entry.getAttributeValues(attribute))) : new ArrayList<>();
  }

  /** Returns the first value of an attribute; the text {@code ""} when there is none. */
  public String first(String attribute) {
    return Optional.ofNullable(entry.getAttributeValue(attribute)).orElse("");
  }

  /** Returns whether an attribute has this value. */
  public boolean has(String attribute, Object value) {
    return entry.hasAttributeValue(attribute, String.valueOf(value));
  }

  /** Returns whether there is such an attribute. */
  public boolean has(String attribute) {
    return entry.hasAttribute(attribute);
  }

  /** Returns whether it is of an object class, whatever the case. */
  public boolean is(String objectClass) {
    return Arrays.stream(entry.getObjectClassValues() == null ? new String[0] : entry.getObjectClassValues()).anyMatch(objectClass::equalsIgnoreCase);
  }

  @Override
  public String toString() {
    return entry.getDN();
  }
}
