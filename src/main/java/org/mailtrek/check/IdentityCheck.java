package org.mailtrek.check;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.StaticUtils;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Compares the people whom the directory names under given settings with those of the database, byte by byte and kind by kind, as the mail
 * server will. The server itself deletes without asking whom it no longer finds.
 */
public final class IdentityCheck {

  private static final int OWN_OBJECTS = 2; // "everyone" and the server itself

  private final PluginSettings settings;

  /** Makes a check with the settings that the server will have. */
  public IdentityCheck(PluginSettings settings) {
    this.settings = settings;
  }

  /**
   * Compares.
   *
   * @throws TrekException when directory or database can't be read, or the directory stops at a limit
   */
  public Identity compare(DirectoryView directory, DatabaseView database) throws TrekException {
    List<String> unclear = new ArrayList<>();
    Map<Key, Identity.Item> named = new LinkedHashMap<>();
    Map<Key, String> entries = new HashMap<>();
    for (PluginSettings.Source source : settings.sources()) {
      directory.search(settings.searchBase(), SearchScope.SUB, source.filter(),
          entry -> take(source, entry, named, entries, unclear), source.uniqueAttribute(), source.nameAttribute());
    }
    return compared(named, database, unclear);
  }

  private Identity compared(Map<Key, Identity.Item> named, DatabaseView database, List<String> unclear) throws TrekException {
    Map<Long, String> owners = new HashMap<>();
    for (DatabaseView.StoreRow store : database.stores()) {
      owners.putIfAbsent(store.user(), store.userName());
    }
    List<Identity.Item> deleted = new ArrayList<>();
    List<Identity.Item> orphaned = new ArrayList<>();
    long kept = 0;
    for (DatabaseView.UserRow row : database.users()) {
      Optional<ObjectKind> kind = judged(row);
      if (kind.isEmpty()) {
        continue;
      }
      if (named.remove(new Key(kind.get(), bytes(row.externalId()))) != null) {
        kept++;
        continue;
      }
      Identity.Item item = 
          new Identity.Item(kind.get(), shown(row.externalId(), !printable(row.externalId())), owners.getOrDefault(row.id(), ""), row.objectClass(), row.id());
      deleted.add(item);
      if (owners.containsKey(row.id())) {
        orphaned.add(item);
      }
    }
    return new Identity(kept, deleted, new ArrayList<>(named.values()), orphaned, unclear);
  }

  private Optional<ObjectKind> judged(DatabaseView.UserRow row) {
    boolean company = row.objectClass() == ObjectKind.COMPANY && !settings.severalCompanies();
    boolean skipped = row.id() <= OWN_OBJECTS || row.externalId().length == 0 || company;
    return skipped ? Optional.empty() : ObjectKind.of(row.objectClass());
  }

  private static void take(PluginSettings.Source source, Entry entry, Map<Key, Identity.Item> named, Map<Key, String> entries, List<String> unclear) {
    byte[] id = entry.getAttributeValueBytes(source.uniqueAttribute());
    if (id == null) {
      unclear.add(entry.getDN() + " has no " + source.uniqueAttribute() + ", which the server takes for its id");
      return;
    }
    Key key = new Key(source.kind(), bytes(id));
    String name = entry.getAttributeValue(source.nameAttribute());
    named.putIfAbsent(key, new Identity.Item(source.kind(), shown(id, source.binary()), name == null ? entry.getDN() : name, source.objectClass(), 0));
    String other = entries.putIfAbsent(key, entry.getDN());
    if (other != null && !other.equals(entry.getDN())) {
      unclear.add(entry.getDN() + " and " + other + " have the same " + source.uniqueAttribute() + " " + shown(id, source.binary()));
    }
  }

  private static String shown(byte[] id, boolean binary) {
    return binary ? StaticUtils.toHex(id) : new String(id, StandardCharsets.UTF_8);
  }

  private static boolean printable(byte[] id) {
    for (byte each : id) {
      if (each < ' ' || each > '~') {
        return StaticUtils.isValidUTF8(id) && new String(id, StandardCharsets.UTF_8).codePoints().noneMatch(Character::isISOControl);
      }
    }
    return true;
  }

  private static String bytes(byte[] id) {
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  private record Key(ObjectKind kind, String id) {}
}
