package org.mailtrek.host;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The schema that a server publishes, read so that nothing in it can hurt: the library never comes to an end where a definition is its own superior, be it by others. */
public final class PublishedSchema {

  private PublishedSchema() {}

  /** Returns the schema of a subschema entry, without the definitions that lead in a circle, and without what can't be read as one. */
  public static Schema of(Entry entry) {
    Entry sound = entry.duplicate();
    straighten(sound, Schema.ATTR_ATTRIBUTE_TYPE, PublishedSchema::attributeType);
    straighten(sound, Schema.ATTR_OBJECT_CLASS, PublishedSchema::objectClass);
    return new Schema(sound);
  }

  /**
   * What a definition is called, and what it is made of.
   *
   * @param text as it was published
   * @param names its names and its number, in lower case
   * @param superiors names or numbers, in lower case
   */
  private record Definition(String text, List<String> names, List<String> superiors) {}

  private interface Reading {
    Definition of(String text) throws LDAPException;
  }

  private static Definition attributeType(String text) throws LDAPException {
    AttributeTypeDefinition type = new AttributeTypeDefinition(text);
    return new Definition(text, lower(type.getOID(), type.getNames()), Optional.ofNullable(type.getSuperiorType()).map(PublishedSchema::lower).stream().toList());
  }

  private static Definition objectClass(String text) throws LDAPException {
    ObjectClassDefinition type = new ObjectClassDefinition(text);
    return new Definition(text, lower(type.getOID(), type.getNames()), Arrays.stream(type.getSuperiorClasses()).map(PublishedSchema::lower).toList());
  }

  private static List<String> lower(String number, String[] names) {
    return Stream.concat(Stream.of(number), Arrays.stream(names)).map(PublishedSchema::lower).toList();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static void straighten(Entry entry, String attribute, Reading reading) {
    if (!entry.hasAttribute(attribute)) {
      return;
    }
    List<Definition> all = new ArrayList<>();
    for (String each : entry.getAttributeValues(attribute)) {
      read(each, reading).ifPresent(all::add);
    }
    List<String> kept = straight(all).stream().map(Definition::text).toList();
    entry.removeAttribute(attribute);
    if (!kept.isEmpty()) {
      entry.addAttribute(new Attribute(attribute, kept));
    }
  }

  /** Returns what a text defines; nothing where it can't be read, since the library leaves such ones out as well. */
  private static Optional<Definition> read(String text, Reading reading) {
    try {
      return Optional.of(reading.of(text));
    } catch (LDAPException unreadable) {
      return Optional.empty();
    }
  }

  /** Returns those that come to an end: again and again, what has only superiors that are known to, or that nobody defines. */
  private static List<Definition> straight(List<Definition> all) {
    Map<String, Set<String>> above = new HashMap<>();
    all.forEach(each -> each.names.forEach(name -> above.computeIfAbsent(name, key -> new HashSet<>()).addAll(each.superiors)));
    Map<String, List<String>> below = new HashMap<>();
    above.forEach((name, superiors) -> superiors.forEach(each -> below.computeIfAbsent(each, key -> new ArrayList<>()).add(name)));
    above.values().forEach(superiors -> superiors.retainAll(above.keySet()));
    Deque<String> ending = new ArrayDeque<>(above.keySet().stream().filter(name -> above.get(name).isEmpty()).toList());
    while (!ending.isEmpty()) {
      String superior = ending.removeFirst();
      for (String name : below.getOrDefault(superior, List.of())) {
        if (above.get(name).remove(superior) && above.get(name).isEmpty()) {
          ending.addLast(name);
        }
      }
    }
    return all.stream().filter(each -> each.names.stream().map(above::get).allMatch(Collection::isEmpty)).toList();
  }
}
