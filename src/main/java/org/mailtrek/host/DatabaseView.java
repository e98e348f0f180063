package org.mailtrek.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongConsumer;

/** The database of a Zarafa or Kopano server as those see it who may only read; it is asked questions, not SQL. */
public interface DatabaseView {

  /** Returns where it is, such as {@code jdbc:mysql://127.0.0.1:3306/zarafa}; never holds a secret. */
  String url();

  /** Returns the version and kind of the database server, in its own words. */
  String serverVersion() throws TrekException;

  /** Returns the version that the mail server will read at its start; empty when there is no table {@code versions} or no row. */
  Optional<StoredVersion> storedVersion() throws TrekException;

  /** Returns a value of table {@code settings}, such as {@code attachment_storage}. */
  Optional<byte[]> setting(String name) throws TrekException;

  /** Returns the users, groups and companies of table {@code users}, by number. */
  List<UserRow> users() throws TrekException;

  /** Returns the rows of table {@code stores}, by number. */
  List<StoreRow> stores() throws TrekException;

  /** Hands over each distinct attachment instance that is referenced, ascending, in constant memory. */
  void attachmentInstances(LongConsumer each) throws TrekException;

  /** Hands over each distinct attachment instance that is referenced, by its name in a store of layout {@code files_v2}, in constant memory; refused before schema 71. */
  void storedNames(StoredNames taker) throws TrekException;

  /** Takes attachments with their names in a store. */
  @FunctionalInterface
  interface StoredNames {

    /** Takes one; its name is empty where the database has none. */
    void take(long instance, Optional<String> name) throws TrekException;
  }

  /** Returns the attachments whose contents lie in the database. */
  AttachmentRows attachmentRows();

  /** Returns the number that the next content of an attachment will get. */
  long nextContent() throws TrekException;

  /** Returns how many objects belong to each owner, by the owner's number; in one pass over table {@code hierarchy}. */
  List<OwnerRow> objectsByOwner() throws TrekException;

  /** Returns how many contents of which kind are referenced, by property. */
  List<ContentRow> contentsByProperty() throws TrekException;

  /** Returns the count of rows of each table, by name. */
  SortedMap<String, Long> rowCounts() throws TrekException;

  /** Returns a digest of the content of each table, independent of the order of rows, by name. */
  SortedMap<String, String> tableDigests() throws TrekException;

  /** Returns the digests of the tables of a database of that name, beside ours; empty when there is none or it has no tables. */
  SortedMap<String, String> tableDigests(String database) throws TrekException;

  /** Returns about how many bytes its rows take on the server's disk, without indexes: more than a packed dump of them. */
  long bytes() throws TrekException;

  /** Returns the highest number in table {@code hierarchy}; objects that arrive later have higher ones. */
  long highestObject() throws TrekException;

  /** Returns the messages in table {@code hierarchy} with numbers above one, for a list of what arrived since. */
  List<ArrivedMessage> messagesAbove(long object) throws TrekException;

  /** Returns what the upgrade of the schema will meet: what would stop it, and what is worth knowing before. */
  List<UpgradeSign> upgradeSigns() throws TrekException;

  /** Returns what would stop the upgrade of the schema (duplicate names, tables not in InnoDB, keys that are missing), one sentence each; empty when nothing would. */
  default List<String> stopSigns() throws TrekException {
    return upgradeSigns().stream().filter(UpgradeSign::stops).map(UpgradeSign::found).toList();
  }

  /** Returns whether a database of that name, beside ours, exists. */
  boolean exists(String database) throws TrekException;

  /**
   * Writes a complete dump, from one consistent view, that {@link Database#load} reads back.
   *
   * @throws TrekException when the database refuses or breaks off
   * @throws IOException when the stream refuses
   */
  void dump(OutputStream out) throws TrekException, IOException;

  /**
   * Writes a dump as {@link #dump} does, with all tables, but of their rows only those that say who is there, with stores, folders and rights: no
   * messages, no contents, no passwords.
   *
   * @throws TrekException when the database refuses or breaks off
   * @throws IOException when the stream refuses
   */
  void outline(OutputStream out) throws TrekException, IOException;

  /** The row of {@code versions} that decides, see the query of the mail server. */
  record StoredVersion(int major, int minor, int micro, int revision, int schema) {}

  /**
   * A row of {@code users}.
   *
   * @param id its number
   * @param externalId what the user plugin calls it, as bytes
   * @param objectClass such as 0x10001 for a user
   * @param company number of the company, 0 for none
   */
  record UserRow(long id, byte[] externalId, int objectClass, long company) {

    /** Copies the bytes. */
    public UserRow {
      externalId = externalId.clone();
    }
  }

  /**
   * A row of {@code stores}.
   *
   * @param id its number
   * @param user number of the owner
   * @param type 0 private, 1 public, 2 archive
   * @param userName login name when the store was made
   * @param guid in hexadecimal
   */
  record StoreRow(long id, long user, int type, String userName, String guid) {}

  /**
   * The objects of one owner.
   *
   * @param owner number of the owner in {@code users}
   * @param folders how many folders
   * @param messages how many messages that are not deleted
   * @param deleted how many messages that can still be brought back
   * @param attachments how many attachments
   */
  record OwnerRow(long owner, long folders, long messages, long deleted, long attachments) {}

  /**
   * The contents that belong to one property.
   *
   * @param tag the property: 0x3701 for attachments, 0x678C for the whole text of messages
   * @param references how many objects name a content
   * @param contents how many contents they name
   * @param highest the highest number of a content
   */
  record ContentRow(int tag, long references, long contents, long highest) {}

  /**
   * A message that came in later.
   *
   * @param object its number in {@code hierarchy}
   * @param subject its subject, or empty
   */
  record ArrivedMessage(long object, String subject) {}
}
