package org.mailtrek.directory;

import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassType;
import com.unboundid.ldap.sdk.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which names of the Zarafa schema become which of the Kopano schema. Names are found in any case, with or without options, and by number.
 *
 * <p>{@link #standard} knows the schemas as they were shipped; {@link #forServer} adds what the server's own subschema says: older and
 * foreign installations name other things. Immutable.
 */
public final class SchemaMap {

  private static final String OLD = "zarafa";
  private static final String NEW = "kopano";
  /** Where Active Directory's schema has a server's address; in the others it is {@code ipHostNumber}. */
  private static final String HOST_ADDRESS = OLD + "HostAddress";
  private static final String OLD_NUMBER = "1.3.6.1.4.1.26278.";
  /** Directory, printable and IA5 strings, and Active Directory's own that heeds no case. */
  private static final Set<String> TEXTS = Set.of("1.3.6.1.4.1.1466.115.121.1.15", "1.3.6.1.4.1.1466.115.121.1.44", "1.3.6.1.4.1.1466.115.121.1.26", "1.2.840.113556.1.4.905");
  private static final String NEW_NUMBER = "1.3.6.1.4.1.47732.";

  private final Map<String, MovedAttribute> attributes;
  private final Map<String, MovedClass> classes;
  private final Map<String, MovedAttribute> byNewName = new LinkedHashMap<>();
  private final Map<String, MovedClass> classesByNewName = new LinkedHashMap<>();
  private final Set<String> references;

  private SchemaMap(Map<String, MovedAttribute> attributes, Map<String, MovedClass> classes, Set<String> references) {
    this.attributes = attributes;
    this.classes = classes;
    this.references = references;
    attributes.values().forEach(each -> byNewName.putIfAbsent(lower(each.newName()), each));
    classes.values().forEach(each -> classesByNewName.putIfAbsent(lower(each.newName()), each));
  }

  /** Returns the map of the schemas as they were shipped: 39 attributes and 7 classes, and the two classes that Active Directory spells otherwise. */
  public static SchemaMap standard() {
    Map<String, MovedAttribute> attributes = new LinkedHashMap<>();
    Map<String, MovedClass> classes = new LinkedHashMap<>();
    for (String line : resource().lines().filter(each -> !each.startsWith("#")).toList()) {
      String[] part = line.split(" ");
      if (part[0].equals("attribute")) {
        MovedAttribute moved = new MovedAttribute(
            OLD + part[1], NEW + part[1], ValueRule.valueOf(part[3].toUpperCase(Locale.ROOT)), part[4].equals("single"));
        attributes.put(lower(moved.oldName()), moved);
        attributes.put(OLD_NUMBER + part[2], new MovedAttribute(OLD_NUMBER + part[2], moved.newName(), moved.rule(), moved.single()));
      } else {
        MovedClass moved = new MovedClass(OLD + part[1], NEW + part[1], part[3].equals("structural"));
        classes.put(lower(moved.oldName()), moved);
        if (!part[2].equals("-")) {
          classes.put(OLD_NUMBER + part[2], new MovedClass(OLD_NUMBER + part[2], moved.newName(), moved.structural()));
        }
      }
    }
    return new SchemaMap(attributes, classes, References.standard());
  }

  /** Returns this map with the attribute that only Active Directory's schema has, where the server knows it. */
  private Map<String, MovedAttribute> known(Schema schema) {
    Map<String, MovedAttribute> mine = new LinkedHashMap<>(attributes);
    if (schema.getAttributeType(HOST_ADDRESS) != null) {
      mine.put(lower(HOST_ADDRESS), new MovedAttribute(HOST_ADDRESS, NEW + HOST_ADDRESS.substring(OLD.length()), ValueRule.TEXT, true));
    }
    return mine;
  }

  /** Returns this map with the names, comparisons and kinds that the server itself publishes. */
  public SchemaMap forServer(Schema schema) {
    Map<String, MovedAttribute> mine = known(schema);
    for (AttributeTypeDefinition type : schema.getAttributeTypes()) {
      for (String name : type.getNames()) {
        AttributeTypeDefinition target = old(name) ? schema.getAttributeType(renamed(name)) : null;
        if (target != null) {
          mine.put(lower(name), new MovedAttribute(name, target.getNameOrOID(), rule(schema, type), target.isSingleValued()));
        }
      }
    }
    Map<String, MovedClass> mineToo = new LinkedHashMap<>(classes);
    for (ObjectClassDefinition type : schema.getObjectClasses()) {
      for (String name : type.getNames()) {
        ObjectClassDefinition target = old(name) ? schema.getObjectClass(renamed(name)) : null;
        if (target != null) {
          mineToo.put(lower(name), new MovedClass(name, target.getNameOrOID(), target.getObjectClassType(schema) == ObjectClassType.STRUCTURAL));
        }
      }
    }
    return new SchemaMap(mine, mineToo, References.with(references, schema));
  }

  /** Returns the attribute that a description such as {@code ZARAFAaliases;lang-nl} names by its old name; empty when it does not move. */
  public Optional<MovedAttribute> attribute(String description) {
    return Optional.ofNullable(attributes.get(lower(withoutOptions(description))));
  }

  /** Returns the attribute that a description names by its new name; empty when it names none. */
  public Optional<MovedAttribute> attributeByNewName(String description) {
    return Optional.ofNullable(byNewName.get(lower(withoutOptions(description))));
  }

  /** Returns the new description, options kept: {@code zarafaAliases;lang-nl} gives {@code kopanoAliases;lang-nl}. */
  public Optional<String> newDescription(String description) {
    return attribute(description).map(moved -> moved.newName() + options(description));
  }

  /** Returns the class that a value of {@code objectClass} names by its old name or number. */
  public Optional<MovedClass> objectClass(String name) {
    return Optional.ofNullable(classes.get(lower(name.strip())));
  }

  /** Returns the class that a value of {@code objectClass} names by its new name. */
  public Optional<MovedClass> objectClassByNewName(String name) {
    return Optional.ofNullable(classesByNewName.get(lower(name.strip())));
  }

  /** Returns whether values of the attribute name entries. */
  public boolean reference(String description) {
    return references.contains(lower(withoutOptions(description)));
  }

  /** Returns the attributes that move, by name; numbers are left out. */
  public Collection<MovedAttribute> attributes() {
    return attributes.values().stream().filter(each -> !each.oldName().startsWith(OLD_NUMBER)).toList();
  }

  /** Returns the classes that move, by name; numbers are left out. */
  public Collection<MovedClass> classes() {
    return classes.values().stream().filter(each -> !each.oldName().startsWith(OLD_NUMBER)).toList();
  }

  /** Returns the names that hold references to entries, in lower case. */
  Set<String> references() {
    return references;
  }

  /** Returns the new names that the server lacks while it knows the old ones; empty when the new schema is there. */
  public List<String> missing(Schema schema) {
    return missing(name -> schema.getAttributeType(name) != null, name -> schema.getObjectClass(name) != null);
  }

  /** As {@link #missing(Schema)}, of a server that is not asked itself: which attributes and which classes it knows by name. */
  List<String> missing(Predicate<String> attribute, Predicate<String> objectClass) {
    List<String> missing = new ArrayList<>();
    boolean neither = !attribute.test(NEW + "Account") && !attribute.test(OLD + "Account");
    for (MovedAttribute each : attributes()) {
      if (!attribute.test(each.newName()) && (neither && !each.oldName().equals(HOST_ADDRESS) || attribute.test(each.oldName()))) {
        missing.add(each.newName());
      }
    }
    boolean hyphens = !attribute.test(NEW + "Account") && classes().stream().noneMatch(each -> !each.oldName().contains("-") && objectClass.test(each.oldName()));
    for (MovedClass each : classes()) {
      boolean wanted = objectClass.test(each.oldName()) || hyphens && each.oldName().contains("-");
      if (!objectClass.test(each.newName()) && wanted) {
        missing.add(each.newName());
      }
    }
    return missing;
  }

  /** Returns whether a name or number belongs to the old schema's name space, moved or not. */
  static boolean old(String name) {
    return name.regionMatches(true, 0, OLD, 0, OLD.length()) || name.startsWith(OLD_NUMBER);
  }

  private static String renamed(String name) {
    return name.startsWith(OLD_NUMBER) ? NEW_NUMBER + name.substring(OLD_NUMBER.length()) : NEW + name.substring(OLD.length());
  }

  private ValueRule rule(Schema schema, AttributeTypeDefinition type) {
    String equality = type.getEqualityMatchingRule(schema);
    if (equality == null) { // Active Directory names no rules, and has them by syntax
      MovedAttribute known = attributes.get(lower(type.getNameOrOID()));
      return known != null ? known.rule() : TEXTS.contains(String.valueOf(type.getSyntaxOID(schema))) ? ValueRule.TEXT : ValueRule.BYTES;
    }
    if ( equality.equalsIgnoreCase("octetStringMatch") || equality.toLowerCase(Locale.ROOT).startsWith("caseexact")) {
      return ValueRule.BYTES;
    }
    return equality.equalsIgnoreCase("integerMatch") ? ValueRule.INTEGER : ValueRule.TEXT;
  }

  /** Returns a description without its options. */
  static String withoutOptions(String description) {
    int at = description.indexOf(';');
    return at < 0 ? description : description.substring(0, at);
  }

  /** Returns the options of a description with the semicolon before them, or nothing. */
  static String options(String description) {
    int at = description.indexOf(';');
    return at < 0 ? "" : description.substring(at);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String resource() {
    try (InputStream in = SchemaMap.class.getResourceAsStream("names.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
