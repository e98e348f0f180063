package org.mailtrek.check;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailtrek.host.TrekException;

/**
 * How a mail server finds its people in the directory: what an effective {@code ldap.cfg} says, included files and defaults counted in.
 *
 * @param searchBase where it looks, with everything below
 * @param severalCompanies whether companies share the server, and count
 * @param sources which entries are what
 */
public record PluginSettings(String searchBase, boolean severalCompanies, List<Source> sources) {

  /** Copies the list. */
  public PluginSettings {
    sources = List.copyOf(sources);
  }

  /**
   * One kind of entries.
   *
   * @param kind what the server takes them for
   * @param objectClass the class in table {@code users}, as far as the kind of entries tells it
   * @param filter which entries
   * @param uniqueAttribute whose value is the external id in the database
   * @param binary whether that value is no text
   * @param nameAttribute whose value people know
   */
  public record Source(ObjectKind kind, int objectClass, Filter filter, String uniqueAttribute, boolean binary, String nameAttribute) {}

  /**
   * Reads effective settings.
   *
   * @param values directives of {@code ldap.cfg} by name; a missing one has the server's default
   * @param severalCompanies whether {@code enable_hosted_kopano} (or {@code _zarafa}) is set: only then are companies read
   * @throws TrekException of kind REFUSED when the server would not start with them: a filter that can't be read, no search base
   */
  public static PluginSettings of(Map<String, String> values, boolean severalCompanies) throws TrekException {
    String base = value(values, "ldap_search_base", "");
    if (base.isEmpty()) {
      throw TrekException.at("ldap.cfg").kind(TrekException.Kind.REFUSED).found("ldap_search_base is empty: the server would find nobody")
          .next("config set ldap_search_base BASE");
    }
    List<Source> sources = new ArrayList<>();
    add(sources, values, ObjectKind.PERSON, "user", "user", "ldap_loginname_attribute");
    add(sources, values, ObjectKind.PERSON, "contact", "user", "ldap_fullname_attribute");
    add(sources, values, ObjectKind.GROUP, "group", "group", "ldap_groupname_attribute");
    add(sources, values, ObjectKind.DYNAMIC_GROUP, "dynamicgroup", "dynamicgroup", "ldap_dynamicgroup_name_attribute");
    add(sources, values, ObjectKind.CONTAINER, "addresslist", "addresslist", "ldap_addresslist_name_attribute");
    if (severalCompanies) {
      add(sources, values, ObjectKind.CONTAINER, "company", "company", "ldap_companyname_attribute");
    }
    return new PluginSettings(base, severalCompanies, sources);
  }

  private static void add(List<Source> sources, Map<String, String> values, ObjectKind kind, String type, String prefix, String name)
      throws TrekException {
    String classes = value(values, "ldap_" + type + "_type_attribute_value", "");
    String directive = "ldap_" + prefix + "_search_filter";
    String own = value(values, directive, "");
    boolean byFilterAlone = !own.isEmpty() && List.of("group", "dynamicgroup", "addresslist").contains(type);
    if (classes.isEmpty() && !byFilterAlone) {
      return;
    }
    List<Filter> all = new ArrayList<>();
    for (String each : classes.split(",")) {
      if (!each.isBlank()) {
        all.add(Filter.createEqualityFilter(value(values, "ldap_object_type_attribute", "objectClass"), each.strip()));
      }
    }
    if (!own.isEmpty()) {
      all.add(filter(directive, own));
    }
    String unique = value(values, "ldap_" + prefix + "_unique_attribute", prefix.equals("company") ? "ou" : "cn");
    boolean binary = value(values, "ldap_" + prefix + "_unique_attribute_type", "text").equalsIgnoreCase("binary");
    sources.add(new Source(kind, type.equals("company") ? ObjectKind.COMPANY : kind.bits(), Filter.createANDFilter(all), unique, binary, value(values, name, type.equals("user") ? "uid" : "cn")));
  }

  private static Filter filter(String directive, String text) throws TrekException {
    try {
      return Filter.create(text);
    } catch (LDAPException e) {
      throw TrekException.at("ldap.cfg").kind(TrekException.Kind.REFUSED).found(directive + " is no filter: " + text).because(e)
          .next("correct " + directive + ", then try again");
    }
  }

  private static String value(Map<String, String> values, String name, String fallback) {
    String value = values.getOrDefault(name, "").strip();
    return value.isEmpty() ? fallback : value;
  }
}
