package org.mailtrek.check;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.json.JSONArray;
import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONNumber;
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
 * @param amounts how many there are of what nobody names one by one, by category and name, such as messages by owner
 */
public record Census(SortedMap<String, SortedSet<String>> names, SortedMap<String, SortedMap<String, Long>> amounts) {

  private static final String STOP_SIGNS = "database: stop signs";
  private static final int PRIVATE_STORE = 0;
  private static final int ACTIVE_USER = 0x1_0001;
  private static final int OWN_OBJECTS = 2; // "everyone" and the server itself

  /** Copies the maps. */
  public Census {
    names = new TreeMap<>(names);
    amounts = new TreeMap<>(amounts);
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
    SortedMap<String, SortedMap<String, Long>> amounts = new TreeMap<>();
    count(view.database(host), names, amounts);
    return new Census(names, amounts);
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

  private static void count(DatabaseView database, SortedMap<String, SortedSet<String>> names, SortedMap<String, SortedMap<String, Long>> amounts)
      throws TrekException {
    SortedMap<Long, String> owners = new TreeMap<>();
    Set<Long> users = new HashSet<>();
    List<DatabaseView.StoreRow> stores = database.stores();
    stores.stream().filter(each -> each.type() == PRIVATE_STORE).forEach(each -> owners.putIfAbsent(each.user(), each.userName()));
    for (DatabaseView.UserRow each : database.users()) {
      String name = String.format(Locale.ROOT, "%d = %s", each.id(), hex(each.externalId()));
      users.add(each.id());
      add(names, "database: " + kind(each.objectClass()), name);
      if (each.objectClass() == ACTIVE_USER && each.id() > OWN_OBJECTS && !owners.containsKey(each.id())) {
        add(names, "database: users without a store", name);
      }
    }
    for (DatabaseView.StoreRow each : stores) {
      add(names, "database: stores", each.userName() + " " + each.guid());
      if (!users.contains(each.user())) {
        add(names, "database: orphaned stores", each.userName() + " " + each.guid());
      }
    }
    database.stopSigns().forEach(each -> add(names, STOP_SIGNS, each));
    amounts(database, owners, amounts);
  }

  private static void amounts(DatabaseView database, SortedMap<Long, String> owners, SortedMap<String, SortedMap<String, Long>> amounts) throws TrekException {
    for (DatabaseView.OwnerRow each : database.objectsByOwner()) {
      String owner = owners.getOrDefault(each.owner(), "owner") + " " + each.owner();
      amount(amounts, "database: folders", owner, each.folders());
      amount(amounts, "database: messages", owner, each.messages());
      amount(amounts, "database: deleted messages", owner, each.deleted());
      amount(amounts, "database: attachments", owner, each.attachments());
    }
    for (DatabaseView.ContentRow each : database.contentsByProperty()) {
      String property = String.format(Locale.ROOT, "property 0x%04X", each.tag());
      amount(amounts, "database: references to contents", property, each.references());
      amount(amounts, "database: contents", property, each.contents());
    }
    SortedMap<String, Long> rowCounts = database.rowCounts();
    for (String table : List.of("hierarchy", "singleinstances", "acl", "outgoingqueue", "receivefolder")) {
      amount(amounts, "database: rows", table, rowCounts.getOrDefault(table, 0L));
    }
  }

  private static void amount(SortedMap<String, SortedMap<String, Long>> amounts, String category, String name, long amount) {
    amounts.computeIfAbsent(category, fresh -> new TreeMap<>()).put(name, amount);
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
    return differences(later, false);
  }

  /** Returns what is different in a later census, where mail may have arrived meanwhile: more of what is only counted is no difference. */
  public List<String> differencesButMore(Census later) {
    return differences(later, true);
  }

  private List<String> differences(Census later, boolean mayGrow) {
    List<String> found = new ArrayList<>();
    SortedSet<String> categories = new TreeSet<>(names.keySet());
    categories.addAll(later.names.keySet());
    for (String category : categories) {
      SortedSet<String> before = names.getOrDefault(category, new TreeSet<>());
      SortedSet<String> after = later.names.getOrDefault(category, new TreeSet<>());
      before.stream().filter(name -> !after.contains(name) && !category.equals(STOP_SIGNS)).forEach(name -> found.add(category + ": gone: " + name));
      after.stream().filter(name -> !before.contains(name)).forEach(name -> found.add(category + ": new: " + name));
    }
    SortedSet<String> counted = new TreeSet<>(amounts.keySet());
    counted.addAll(later.amounts.keySet());
    for (String category : counted) {
      SortedMap<String, Long> before = amounts.getOrDefault(category, new TreeMap<>());
      SortedMap<String, Long> after = later.amounts.getOrDefault(category, new TreeMap<>());
      SortedSet<String> all = new TreeSet<>(before.keySet());
      all.addAll(after.keySet());
      for (String name : all) {
        long was = before.getOrDefault(name, 0L);
        long is = after.getOrDefault(name, 0L);
        if (is < was || is > was && !mayGrow) {
          found.add(category + ": " + name + ": " + is + ", and was " + was);
        }
      }
    }
    return found;
  }

  /** Returns the count in each category. */
  public SortedMap<String, Long> counts() {
    SortedMap<String, Long> counts = new TreeMap<>();
    names.forEach((category, all) -> counts.put(category, (long) all.size()));
    amounts.forEach((category, all) -> counts.put(category, all.values().stream().mapToLong(Long::longValue).sum()));
    return counts;
  }

  /** Returns its form in files. */
  public JSONObject toJson() {
    List<JSONField> fields = new ArrayList<>();
    names.forEach((category, all) -> fields.add(new JSONField(category, new JSONArray(all.stream().map(JSONString::new).toList()))));
    amounts.forEach((category, all) -> {
      List<JSONField> form = new ArrayList<>();
      all.forEach((name, amount) -> form.add(new JSONField(name, amount)));
      fields.add(new JSONField(category, new JSONObject(form.toArray(JSONField[]::new))));
    });
    return new JSONObject(fields.toArray(JSONField[]::new));
  }

  /** Reads the form that {@link #toJson} writes. */
  public static Census read(JSONObject json) {
    SortedMap<String, SortedSet<String>> names = new TreeMap<>();
    SortedMap<String, SortedMap<String, Long>> amounts = new TreeMap<>();
    for (Map.Entry<String, JSONValue> each : json.getFields().entrySet()) {
      if (each.getValue() instanceof JSONObject form) {
        form.getFields().forEach((name, amount) -> amount(amounts, each.getKey(), name, ((JSONNumber) amount).getValue().longValue()));
      } else {
        for (JSONValue name : ((JSONArray) each.getValue()).getValues()) {
          add(names, each.getKey(), ((JSONString) name).stringValue());
        }
      }
    }
    return new Census(names, amounts);
  }
}
