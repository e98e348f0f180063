package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a transplant must make of the entries of an {@link AwkwardDirectory}, worked out by simple means that only suit those entries; shares no
 * code with the transplant. Values are shown by bytes; filters in their normal form.
 */
final class Expected {

  private Expected() {}

  /** Returns the directory after a transplant under which the old value wins a conflict, or else the new one. */
  static SortedMap<String, String> after(Collection<Entry> before, boolean oldWins) {
    SortedMap<String, String> all = new TreeMap<>();
    before.forEach(each -> all.put(name(each.getDN()), text(moved(each, oldWins))));
    return all;
  }

  /** Returns the directory as it is. */
  static SortedMap<String, String> found(Collection<Entry> entries) {
    SortedMap<String, String> all = new TreeMap<>();
    entries.forEach(each -> all.put(normal(each.getDN()), text(each)));
    return all;
  }

  /** Fails with the first entry that differs. */
  static void assertSame(SortedMap<String, String> expected, SortedMap<String, String> found) {
    assertEquals(List.of(), expected.keySet().stream().filter(each -> !found.containsKey(each)).toList(), "entries that are not there");
    assertEquals(expected.size(), found.size());
    expected.forEach((dn, text) -> assertEquals(text, found.get(dn), dn));
  }

  private static String name(String dn) {
    return normal(dn).replace("zarafahttpport=", "kopanohttpport=");
  }

  private static String normal(String dn) {
    try {
      return DN.normalize(dn);
    } catch (LDAPException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Entry moved(Entry entry, boolean oldWins) {
    Entry result = new Entry(entry.getDN());
    Map<String, Map<String, byte[]>> values = new LinkedHashMap<>();
    for (int round = 0; round < 2; round++) {
      for (Attribute attribute : entry.getAttributes()) {
        boolean old = attribute.getName().toLowerCase(Locale.ROOT).startsWith("zarafa");
        String target = old ? "kopano" + attribute.getName().substring(6).toLowerCase(Locale.ROOT) : attribute.getName().toLowerCase(Locale.ROOT);
        if (old == (round == 1)) {
          Map<String, byte[]> mine = values.computeIfAbsent(target, each -> new LinkedHashMap<>());
          boolean replaces = old && oldWins && target.equals("kopanouserserver") && !mine.containsKey(attribute.getValue().toLowerCase(Locale.ROOT));
          if (replaces) {
            mine.clear();
          }
          if (replaces || !old || !target.equals("kopanouserserver") || mine.isEmpty()) {
            for (byte[] value : attribute.getValueByteArrays()) {
              byte[] changed = changed(target, value);
              mine.putIfAbsent(key(target, changed), changed);
            }
          }
        }
      }
    }
    values.forEach((attribute, each) -> result.addAttribute(attribute, each.values().toArray(new byte[0][])));
    return result;
  }

  private static String key(String target, byte[] value) {
    boolean text = target.startsWith("kopanoaliases") || target.equals("kopanouserserver") || target.equals("objectclass");
    return text ? new String(value, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT).strip() : new String(value, StandardCharsets.ISO_8859_1);
  }

  private static byte[] changed(String target, byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    String changed = switch (target) {
      case "objectclass" -> text.toLowerCase(Locale.ROOT).startsWith("zarafa-") ? "kopano" + text.toLowerCase(Locale.ROOT).substring(6) : text;
      case "kopanofilter" -> text.replaceAll("\\(zarafa", "(kopano").replaceAll("(?i)(objectclass=)zarafa-", "$1kopano-");
      case "member" -> text.replace("zarafaHttpPort=", "kopanoHttpPort=");
      default -> text;
    };
    return changed.equals(text) ? value : changed.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Entry entry) {
    SortedMap<String, Object> lines = new TreeMap<>();
    for (Attribute attribute : entry.getAttributes()) {
      String name = attribute.getName().toLowerCase(Locale.ROOT);
      lines.put(name, java.util.Arrays.stream(attribute.getValueByteArrays()).map(value -> shown(name, value)).sorted().toList());
    }
    return lines.toString();
  }

  private static String shown(String name, byte[] value) {
    if (name.endsWith("filter")) {
      try {
        return Filter.create(new String(value, StandardCharsets.UTF_8)).toNormalizedString();
      } catch (LDAPException e) {
        return "no filter: " + new String(value, StandardCharsets.UTF_8);
      }
    }
    String text = new String(value, StandardCharsets.ISO_8859_1);
    return name.equals("objectclass") || name.equals("member") ? text.toLowerCase(Locale.ROOT) : text;
  }
}
