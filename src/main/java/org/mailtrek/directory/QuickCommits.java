package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
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
   * Keeps all entries, operational attributes included, as {@code backup restore} and slapadd take them; then reads once more, and compares: the change numbers, or the whole entries where the
   * server has none.
   *
   * @throws TrekException of kind REFUSED where somebody changed entries meanwhile
   */
  static void keep(View view, Keep keep) throws TrekException {
    DirectoryView directory = view.directory();
    LdifSum kept = new LdifSum();
    ChangeStamps stamps = new ChangeStamps();
    keep.file(BACKUP, out -> LdifEntries.write(directory, new TwoStreams(out, kept), stamps::add, "*", "+"));
    kept.close();
    if (!(stamps.complete() ? stamps.same(stamps(directory)) : same(kept, directory))) {
      throw refused(directory, "somebody changed entries while they were backed up", "start again at a quiet time, or leave out --fast");
    }
  }

  private static ChangeStamps stamps(DirectoryView directory) throws TrekException {
    ChangeStamps now = new ChangeStamps();
    directory.search(directory.base(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"), now::add, ChangeStamps.ATTRIBUTE);
    return now;
  }

  private static boolean same(LdifSum kept, DirectoryView directory) throws TrekException {
    LdifSum now = new LdifSum();
    try {
      LdifEntries.write(directory, now, "*", "+");
    } catch (IOException e) {
      throw new IllegalStateException("a sum takes everything", e);
    }
    now.close();
    return now.entries() == kept.entries() && now.sum() == kept.sum();
  }
}
