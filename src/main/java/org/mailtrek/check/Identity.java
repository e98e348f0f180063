package org.mailtrek.check;

import java.util.ArrayList;
import java.util.List;

/**
 * What a mail server would do to its users and groups at its next look into the directory.
 *
 * @param kept how many objects directory and database agree on
 * @param deleted objects of the database that the directory no longer names; the server deletes them by itself
 * @param created objects of the directory that the database does not know; the server creates them
 * @param orphaned deleted objects that own a store: their mail would belong to nobody
 * @param unclear sentences about entries that the server can't tell apart or name
 */
public record Identity(long kept, List<Item> deleted, List<Item> created, List<Item> orphaned, List<String> unclear) {

  /** Copies the lists. */
  public Identity {
    deleted = List.copyOf(deleted);
    created = List.copyOf(created);
    orphaned = List.copyOf(orphaned);
    unclear = List.copyOf(unclear);
  }

  /** Returns whether nobody would lose anything. */
  public boolean safe() {
    return deleted.isEmpty() && unclear.isEmpty();
  }

  /** Returns those that would be created under the name of somebody whose store is orphaned: the list of users would look right, their mail be gone. */
  public List<Item> doubled() {
    List<String> owners = orphaned.stream().map(Item::name).toList();
    return created.stream().filter(each -> owners.contains(each.name())).toList();
  }

  /**
   * Returns what a server that reads the list of users in safe mode (Kopano Core 11 and later) will say in its log, sorted; earlier ones say nothing in safe mode,
   * and do it without safe mode.
   */
  public List<String> predicted() {
    List<String> lines = new ArrayList<>();
    deleted.forEach(each -> lines.add("user_safe_mode: would delete " + each.noun() + " " + each.row()));
    created.forEach(each -> lines.add("user_safe_mode: would create " + each.noun() + " " + each.name()));
    lines.sort(null);
    return lines;
  }

  /**
   * One object.
   *
   * @param kind what it is
   * @param externalId what the database calls it, in hexadecimal where it is no text
   * @param name what people call it; for a deleted one the name its store was made under, or empty
   * @param objectClass its class in table {@code users}, such as 0x10001; of one that would be created, just its kind
   * @param row its number in table {@code users}; 0 for one that would be created
   */
  public record Item(ObjectKind kind, String externalId, String name, int objectClass, long row) {

    /** Returns the server's word for it. */
    String noun() {
      return switch (kind) {
        case PERSON -> "user";
        case GROUP, DYNAMIC_GROUP -> "group";
        case CONTAINER -> objectClass == ObjectKind.COMPANY ? "company" : "addresslist";
      };
    }

    @Override
    public String toString() {
      return (name.isEmpty() ? "" : name + " ") + "(" + externalId + ")";
    }
  }
}
