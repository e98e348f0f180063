package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import java.io.IOException;
import java.util.Optional;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.LdifSum;
import org.mailtrek.engine.change.UnsyncedCommits;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.TwoStreams;

/** Lets slapd commit without waiting for the disk while a step is at work, behind a backup that was compared with the directory. */
final class QuickCommits {

  private static final String BACKUP = "directory.ldif";

  private QuickCommits() {}

  /**
   * Returns the change that does it; empty where slapd does not wait anyway.
   *
   * @throws TrekException of kind REFUSED where the server is no slapd with an mdb database whose configuration is open to us
   */
  static Optional<Change> of(View view) throws TrekException {
    DirectoryView directory = view.directory();
    Entry database = SlapdDatabase.of(directory).orElseThrow(() -> refused(directory, "its own configuration can't be reached",
        "leave out --fast, or declare it in estate.yaml (directory: config: { dn: cn=config, bind-dn: .., password: .. })"));
    if (!database.hasObjectClass("olcMdbConfig")) {
      throw refused(directory, "its database " + database.getDN() + " is not of the kind mdb", "leave out --fast");
    }
    return UnsyncedCommits.of(view, database).map(Change.class::cast);
  }

  private static TrekException refused(DirectoryView directory, String found, String next) {
    return TrekException.at(directory.url()).kind(TrekException.Kind.REFUSED).found(found).next(next);
  }

  /**
   * Keeps all entries, operational attributes included, as {@code backup restore} and slapadd take them; then reads the directory once more and
   * compares.
   *
   * @throws TrekException of kind REFUSED where somebody changed entries meanwhile
   */
  static void keep(View view, Keep keep) throws TrekException {
    LdifSum kept = new LdifSum();
    keep.file(BACKUP, out -> LdifEntries.write(view.directory(), new TwoStreams(out, kept), "*", "+"));
    kept.close();
    LdifSum now = new LdifSum();
    try {
      LdifEntries.write(view.directory(), now, "*", "+");
    } catch (IOException e) {
      throw new IllegalStateException("a sum takes everything", e);
    }
    now.close();
    if (now.entries() != kept.entries() || now.sum() != kept.sum()) {
      throw refused(view.directory(), "somebody changed entries while they were backed up", "start again at a quiet time, or leave out --fast");
    }
  }
}
