package org.mailtrek.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailtrek.estate.Declaration;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.TrekException;

/** The database of a mail server: {@code database.users}; {@code database.of("mail2")} where there are several. It is asked questions, not SQL. Only reads. */
public final class Database {

  private final Recorder world;
  private final Outside outside;
  private final String host;

  Database(Recorder world, Outside outside, String host) {
    this.world = world;
    this.outside = outside;
    this.host = host;
  }

  /** Returns the database of the product on a host. */
  public Database of(String other) {
    return new Database(world, outside, other);
  }

  DatabaseView view() throws TrekException {
    String found = host;
    if (found.isEmpty()) {
      Declaration declared = outside.declared();
      found = declared.products().stream().filter(each -> each.database().isPresent()).map(Declaration.Product::host).findFirst()
          .orElseThrow(() -> TrekException.at("estate.yaml: products").kind(TrekException.Kind.ESTATE).found("no database is declared").next("estate show"));
    }
    return world.view().database(found);
  }

  /**
   * A user, group or company.
   *
   * @param id its number
   * @param type {@code user}, {@code group}, {@code company} or {@code other}
   * @param company number of its company, 0 for none
   * @param externalId what the directory calls it, in hexadecimal
   */
  public record Person(long id, String type, long company, String externalId) {}

  /** Returns users, groups and companies. */
  public List<Person> getUsers() throws TrekException {
    return new ArrayList<>(view().users().stream().map(each -> new Person(each.id(), type(each.objectClass()), each.company(), java.util.HexFormat.of().formatHex(each.externalId()))).toList());
  }

  private static String type(int objectClass) {
    return switch (objectClass >> 16) {
      case 1 -> "user";
      case 3 -> "group";
      case 4 -> "company";
      default -> "other";
    };
  }

  /**
   * A store.
   *
   * @param id its number
   * @param user number of its owner
   * @param name login name when it was made
   * @param type {@code private}, {@code public} or {@code archive}
   */
  public record Store(long id, long user, String name, String type) {}

  /** Returns the stores. */
  public List<Store> getStores() throws TrekException {
    return new ArrayList<>(view().stores().stream().map(each -> new Store(each.id(), each.user(), each.userName(), each.type() == 0 ? "private" : each.type() == 1 ? "public" : "archive")).toList());
  }

  /**
   * What somebody has.
   *
   * @param user number of the owner
   * @param folders folders
   * @param messages messages
   * @param attachments attachments
   */
  public record Holdings(long user, long folders, long messages, long attachments) {}

  /** Returns how much belongs to whom; one pass over all objects. */
  public List<Holdings> getHoldings() throws TrekException {
    return new ArrayList<>(view().objectsByOwner().stream().map(each -> new Holdings(each.owner(), each.folders(), each.messages(), each.attachments())).toList());
  }

  /** Returns the count of rows of each table. */
  public Map<String, Long> getRows() throws TrekException {
    return view().rowCounts();
  }

  /** Returns the digest of each table's content, whatever the order of its rows. */
  public Map<String, String> getDigests() throws TrekException {
    return view().tableDigests();
  }

  /** Returns the schema's number; 0 when there is none. */
  public int getSchema() throws TrekException {
    return view().storedVersion().map(DatabaseView.StoredVersion::schema).orElse(0);
  }

  /** Returns about how many bytes it takes. */
  public long getBytes() throws TrekException {
    return view().bytes();
  }
}
