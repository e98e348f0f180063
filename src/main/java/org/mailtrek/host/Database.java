package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The database of a Zarafa or Kopano server, to be changed. */
public interface Database extends AutoCloseable {

  /** Returns the face that can't write. */
  DatabaseView view();

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

  /** Exchanges the tables of ours for those of a loaded database, by renaming; the latter then holds nothing of use and is dropped. */
  void take(String database) throws TrekException;

  /** Drops a database beside ours; nothing happens when there is none. */
  void drop(String database) throws TrekException;

  @Override
  void close();
}
