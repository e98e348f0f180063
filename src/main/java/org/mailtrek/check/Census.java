package org.mailtrek.check;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.json.JSONArray;
import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailtrek.directory.MovedClass;
import org.mailtrek.directory.SchemaMap;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.TrekException;

/**
 * Who and what an estate holds, by name: the checklist of an upgrade (Kopano manual, section on checking the user list, groups, companies,
 * memberships, send-as rights, contacts, address lists and dynamic groups). Taken before and after, the two are compared name by name; names
 * are the same whichever schema the directory uses.
 *
 * @param names the names in each category, such as {@code users}
 */
public record Census(SortedMap<String, SortedSet<String>> names) {

  /** Copies the map. */
  public Census {
    names = new TreeMap<>(names);
  }

  /**
   * Takes the census of the directory and of the database of one host.
   *
   * @throws TrekException when one of them can't be asked
   */
  public static Census of(View view, String host) throws TrekException {
    SortedMap<String, SortedSet<String>> names = new TreeMap<>();
    SchemaMap schema = SchemaMap.standard();
    List<Filter> classes = new ArrayList<>();
    for (MovedClass each : schema.classes()) {
      classes.add(Filter.createEqualityFilter("objectClass", each.oldName()));
      classes.add(Filter.createEqualityFilter("objectClass", each.newName()));
    }
    view.directory().search(view.directory().base(), SearchScope.SUB, Filter.createORFilter(classes), entry -> count(entry, schema, names));
    count(view.database(host), names);
    return new Census(names);
  }

  private static void count(Entry entry, SchemaMap schema, SortedMap<String, SortedSet<String>> names) {
    String who = entry.getDN().toLowerCase(Locale.ROOT);
    Set<String> kinds = new HashSet<>();
    for (String each : entry.getObjectClassValues()) {
      schema.objectClass(each).or(() -> schema.objectClassByNewName(each)).ifPresent(known -> kinds.add(known.oldName()));
    }
    kinds.forEach(kind -> add(names, "directory: " + kind.replaceFirst("(?i)^zarafa-?", ""), who));
    for (Attribute each : entry.getAttributes()) {
      String what = category(each.getBaseName(), schema);
      if (!what.isEmpty()) {
        for (String value : each.getValues()) {
          add(names, what, who + " -> " + value);
        }
      }
    }
  }

  private static String category(String attribute, SchemaMap schema) {
    String name = attribute.toLowerCase(Locale.ROOT);
    if (Set.of("member", "uniquemember", "memberuid").contains(name)) {
      return "directory: memberships";
    }
    String old = schema.attributeByNewName(attribute).map(moved -> moved.oldName().toLowerCase(Locale.ROOT)).orElse(name);
    return switch (old) {
      case "zarafasendasprivilege" -> "directory: send-as rights";
      case "zarafaaliases" -> "directory: aliases";
      case "zarafaviewprivilege", "zarafaadminprivilege", "zarafasystemadmin" -> "directory: company rights";
      case "zarafaadmin" -> "directory: administrators";
      case "zarafaquotahard", "zarafaquotasoft", "zarafaquotawarn", "zarafaquotaoverride" -> "directory: quotas";
      default -> "";
    };
  }

  private static void count(DatabaseView database, SortedMap<String, SortedSet<String>> names) throws TrekException {
    for (DatabaseView.UserRow each : database.users()) {
      add(names, "database: " + kind(each.objectClass()), String.format(Locale.ROOT, "%d = %s", each.id(), hex(each.externalId())));
    }
    for (DatabaseView.StoreRow each : database.stores()) {
      add(names, "database: stores", each.userName() + " " + each.guid());
    }
    SortedMap<String, Long> rowCounts = database.rowCounts();
    for (String table : List.of("hierarchy", "singleinstances", "acl", "outgoingqueue", "receivefolder")) {
      Long rows = rowCounts.get(table);
      if (rows != null) {
        add(names, "database: rows of " + table, rows.toString());
      }
    }
  }

  private static String kind(int objectClass) {
    return switch (objectClass >> 16) {
      case 1 -> "users";
      case 3 -> "groups";
      case 4 -> "companies and address lists";
      default -> "others";
    };
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte each : bytes) {
      text.append(each >= 32 && each < 127 ? Character.toString(each) : String.format(Locale.ROOT, "\\x%02x", each & 0xFF));
    }
    return text.toString();
  }

  private static void add(SortedMap<String, SortedSet<String>> names, String category, String name) {
    names.computeIfAbsent(category, fresh -> new TreeSet<>()).add(name);
  }

  /** Returns what is different in a later census, one sentence a name; empty when nothing is. */
  public List<String> differences(Census later) {
    List<String> found = new ArrayList<>();
    SortedSet<String> categories = new TreeSet<>(names.keySet());
    categories.addAll(later.names.keySet());
    for (String category : categories) {
      SortedSet<String> before = names.getOrDefault(category, new TreeSet<>());
      SortedSet<String> after = later.names.getOrDefault(category, new TreeSet<>());
      before.stream().filter(name -> !after.contains(name)).forEach(name -> found.add(category + ": gone: " + name));
      after.stream().filter(name -> !before.contains(name)).forEach(name -> found.add(category + ": new: " + name));
    }
    return found;
  }

  /** Returns the count in each category. */
  public SortedMap<String, Integer> counts() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    names.forEach((category, all) -> counts.put(category, all.size()));
    return counts;
  }

  /** Returns its form in files. */
  public JSONObject toJson() {
    List<JSONField> fields = new ArrayList<>();
    names.forEach((category, all) -> fields.add(new JSONField(category, new JSONArray(all.stream().map(JSONString::new).toList()))));
    return new JSONObject(fields.toArray(JSONField[]::new));
  }

  /** Reads the form that {@link #toJson} writes. */
  public static Census read(JSONObject json) {
    SortedMap<String, SortedSet<String>> names = new TreeMap<>();
    for (Map.Entry<String, JSONValue> each : json.getFields().entrySet()) {
      for (JSONValue name : ((JSONArray) each.getValue()).getValues()) {
        add(names, each.getKey(), ((JSONString) name).stringValue());
      }
    }
    return new Census(names);
  }
}
