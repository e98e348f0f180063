package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The database of a Zarafa or Kopano server, to be changed. */
public interface Database extends AutoCloseable {

  /** Returns the face that can't write. */
  DatabaseView view();

  /**
   * Returns the same database, whose dumps are made by its own tool on the machine where it runs, if that has one; this one is closed.
   *
   * @param far the programs of that machine
   * @param host name or address by which the server is reached there
   * @param port its port
   */
  default Database dumpingOn(Programs far, String host, int port) throws TrekException {
    return this;
  }

  /**
   * Sets or removes a value of table {@code settings} in one transaction.
   *
   * @return false, with nothing changed, when the value is not the expected one
   */
  boolean exchangeSetting(String name, Optional<byte[]> expected, Optional<byte[]> value) throws TrekException;

  /**
   * Loads a dump into a new database of this name, beside ours.
   *
   * @throws TrekException when it can't be loaded; the new database may hold a part, {@link #drop} removes it
   * @throws IOException when the stream breaks off
   */
  void load(InputStream dump, String database) throws TrekException, IOException;

  /** Lets contents in a loaded database begin at a number at least, so that none is given out twice; nothing happens when they do. */
  void contentsFrom(String database, long atLeast) throws TrekException;

  /** Exchanges the tables of ours for those of a loaded database, by renaming; the latter then holds nothing of use and is dropped. */
  void take(String database) throws TrekException;

  /** Drops a database beside ours; nothing happens when there is none. */
  void drop(String database) throws TrekException;

  /**
   * Gives the table of attachments a name aside, in our database, and puts an empty one in its place, whole or not at all; nothing happens when that
   * was done.
   *
   * @throws TrekException when the server refuses, or can't do it at once
   */
  void setRowsAside(String table) throws TrekException;

  /** Gives the table of attachments that lies aside its name back; the one in its place is dropped. Nothing happens when none lies aside. */
  void bringRowsBack(String table) throws TrekException;

  /** Drops the table of attachments that lies aside, which frees its space; nothing happens when there is none. */
  void dropRows(String table) throws TrekException;

  @Override
  void close();
}
