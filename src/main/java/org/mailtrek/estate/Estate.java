package org.mailtrek.estate;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.mailtrek.host.Database;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostFingerprint;
import org.mailtrek.host.ImapServer;
import org.mailtrek.host.TrekException;

/** What is declared in {@code estate.yaml}, opened into ports. Only the runner hands it to changes; all others get {@link #view}. */
public interface Estate extends AutoCloseable {

  /** Returns the name of the estate. */
  String name();

  /** Returns the estate's folder on this machine. */
  Path folder();

  /** Returns the face that can't write. */
  View view();

  /** Returns a host; see {@link View#host}. */
  Host host(String name) throws TrekException;

  /** Returns the directory; see {@link View#directory}. */
  DirectoryServer directory() throws TrekException;

  /**
   * Returns a server whose mailboxes are filled by IMAP; see {@link View#imap}.
   *
   * @throws TrekException of kind {@code ESTATE} when none of that name is declared
   */
  default ImapServer imap(String name) throws TrekException {
    throw View.undeclared(name);
  }

  /** Returns what moves messages between stores; see {@link View#mover}. */
  default StoreMover mover() throws TrekException {
    throw TrekException.at(name()).found("nothing here moves messages").next("mailbox messages");
  }

  /** Returns a database; see {@link View#database}. */
  Database database(String host) throws TrekException;

  /**
   * Signs in to a host over SSH, and lets {@code decision} say whether a key that was never seen is to be trusted from now on.
   *
   * @return the key that the host shows, and that is trusted
   * @throws TrekException of kind {@code USAGE} when the host is not reached over SSH, {@code REFUSED} when its key is not trusted or has changed,
   *     or when it can't be signed in to
   */
  default HostFingerprint trust(String host, Predicate<HostFingerprint> decision) throws TrekException {
    throw TrekException.at(host).kind(TrekException.Kind.USAGE).found("is not reached over SSH").next("estate show");
  }

  /** Returns the hosts whose connection has been lost since they were last used; asks none of them. */
  default List<String> lost() {
    return List.of();
  }

  /** Says, under the lease, that what comes changes the estate: each host is claimed ({@link Host#claim}) before it is looked at. */
  default void claim() {}

  /** Ends what {@link #claim} began. */
  default void release() {}

  /** Says that what is seen of each host may be taken for true until {@link #forget} ({@link Host#remember}): for one preview, never for a run. */
  default void remember() {}

  /** Ends one {@link #remember}. */
  default void forget() {}

  @Override
  void close();
}
