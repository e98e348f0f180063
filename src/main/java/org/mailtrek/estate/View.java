package org.mailtrek.estate;

import java.util.List;
import java.util.Optional;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.HostView;
import org.mailtrek.host.ImapView;
import org.mailtrek.host.TestMailbox;
import org.mailtrek.host.TrekException;

/**
 * The whole estate as previews, checks and completion see it: nothing here can write. Ports are opened when first asked for.
 */
public interface View {

  /** Returns the names of the hosts, in the order of {@code estate.yaml}. */
  List<String> hosts();

  /**
   * Returns a host by name.
   *
   * @throws TrekException when there is no such host, or it can't be reached
   */
  HostView host(String name) throws TrekException;

  /**
   * Returns the directory.
   *
   * @throws TrekException when none is declared, or it can't be reached
   */
  DirectoryView directory() throws TrekException;

  /**
   * Returns the database of the product on a host.
   *
   * @throws TrekException when none is declared there, or it can't be reached
   */
  DatabaseView database(String host) throws TrekException;

  /** Returns the addresses of the directory's replicas, as they are declared. */
  default List<String> replicas() {
    return List.of();
  }

  /**
   * Returns one of the {@link #replicas}, read with the sign-in of the directory.
   *
   * @throws TrekException when it can't be reached
   */
  default DirectoryView replica(String url) throws TrekException {
    throw new IllegalArgumentException(url + " is not declared");
  }

  /**
   * Returns the mailbox for tests; empty when none is declared.
   *
   * @throws TrekException when its password can't be had
   */
  default Optional<TestMailbox> probe() throws TrekException {
    return Optional.empty();
  }

  /**
   * Returns a server whose mailboxes are read by IMAP.
   *
   * @param name what {@code estate.yaml} calls it
   * @throws TrekException of kind {@code ESTATE} when none of that name is declared
   */
  default ImapView imap(String name) throws TrekException {
    throw undeclared(name);
  }

  /**
   * Returns what is known of moves of messages between stores.
   *
   * @throws TrekException when there is nothing that moves messages
   */
  default StoreMoverView mover() throws TrekException {
    throw TrekException.at("messages").found("nothing here moves them").next("mailbox messages");
  }

  /** Returns what it means that {@code estate.yaml} declares no IMAP server of a name. */
  static TrekException undeclared(String name) {
    return TrekException.at("imap:" + name).kind(TrekException.Kind.ESTATE).found("no such IMAP server is declared").next("declare it in estate.yaml: imap: { " + name + ": { url: \"imaps://HOST\", master: USER, password: { file: FILE } } }");
  }
}
