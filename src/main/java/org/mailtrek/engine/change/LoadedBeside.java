package org.mailtrek.engine.change;

import java.util.SortedMap;
import org.mailtrek.host.Database;
import org.mailtrek.host.TrekException;

/** A dump that was loaded beside a host's database, under a scratch name. */
final class LoadedBeside {

  private LoadedBeside() {}

  /**
   * Puts it in the place of the database, which then lies under the scratch name; compared before, while ours is still in its place: there is no way
   * back from a take.
   *
   * @param wanted the digests of the tables that were written down when the dump was made
   * @param next what to type where they differ
   * @throws TrekException when it is another; it is dropped, and the database is as it was
   */
  static void take(Database database, String scratch, SortedMap<String, String> wanted, String host, String next) throws TrekException {
    if (!database.view().tableDigests(scratch).equals(wanted)) {
      database.drop(scratch);
      throw TrekException.at(host + ": database").found("the dump does not hold what was written down when it was made; the database is as it was").next(next);
    }
    database.take(scratch);
  }
}
