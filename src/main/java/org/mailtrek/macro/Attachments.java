package org.mailtrek.macro;

import org.mailtrek.host.TrekException;

/** The attachments of a mail server. Only reads. */
public final class Attachments {

  private final Database database;

  Attachments(Database database) {
    this.database = database;
  }

  /** Returns those of the product on a host. */
  public Attachments of(String host) {
    return new Attachments(database.of(host));
  }

  /** Returns how many are named by the database. */
  public long getCount() throws TrekException {
    long[] count = new long[1];
    database.view().attachmentInstances(id -> count[0]++);
    return count[0];
  }

  /** Returns whether the contents of any lie in the database instead of files. */
  public boolean getInDatabase() throws TrekException {
    return database.view().attachmentRows().any();
  }
}
