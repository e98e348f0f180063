package org.mailtrek.engine.change;

import java.util.OptionalLong;
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
   * @param contents the number at which contents are to begin at least; where ours would give a higher one to the next content, that one; empty where the
   *     dump's own is right
   * @param next what to type where they differ
   * @throws TrekException when it is another; it is dropped, and the database is as it was
   */
  static void take(Database database, String scratch, SortedMap<String, String> wanted, String host, OptionalLong contents, String next) throws TrekException {
    if (!database.view().tableDigests(scratch).equals(wanted)) {
      database.drop(scratch);
      throw TrekException.at(host + ": database").found("the dump does not hold what was written down when it was made; the database is as it was").next(next);
    }
    if (contents.isPresent()) {
      // A number that is given out again is that of a file which is there: its content would be another message's.
      database.contentsFrom(scratch, Math.max(contents.getAsLong(), database.view().nextContent()));
    }
    database.take(scratch);
  }
}
