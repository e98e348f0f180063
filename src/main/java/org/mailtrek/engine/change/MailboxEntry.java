package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.Entry;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** What the directory says of a mailbox: on which host it is, and whether it is held. Where it is, there is the truth. */
final class MailboxEntry {

  /** The attribute that names the host. */
  static final String HOST = "mailHost";
  /** The attribute that says whether a mailbox is used. */
  static final String STATUS = "mailUserStatus";
  /** The status in which nothing is delivered, and nobody signs in. */
  static final String HOLD = "hold";

  private final DirectoryServer server;
  private final MailboxUser user;

  MailboxEntry(DirectoryServer server, MailboxUser user) {
    this.server = server;
    this.user = user;
  }

  /** Returns where a mailbox stands between two hosts. */
  static Seen seen(DirectoryView view, MailboxUser user, MailboxEnd from, MailboxEnd to) throws TrekException {
    Optional<Entry> entry = view.entry(user.dn());
    if (entry.isEmpty()) {
      return Seen.FOREIGN;
    }
    boolean left = value(entry.get(), HOST).equals(Optional.of(from.name()));
    boolean arrived = value(entry.get(), HOST).equals(Optional.of(to.name()));
    if (!left && !arrived) {
      return Seen.FOREIGN;
    }
    Optional<String> status = value(entry.get(), STATUS);
    if (status.equals(user.status())) {
      return arrived ? Seen.AFTER : Seen.BEFORE;
    }
    return status.equals(Optional.of(HOLD)) ? Seen.BETWEEN : Seen.FOREIGN;
  }

  private static Optional<String> value(Entry entry, String attribute) {
    return Optional.ofNullable(entry.getAttributeValue(attribute));
  }

  boolean on(MailboxEnd end) throws TrekException {
    return on(server.view(), user, end);
  }

  static boolean on(DirectoryView view, MailboxUser user, MailboxEnd end) throws TrekException {
    return view.entry(user.dn()).flatMap(each -> value(each, HOST)).equals(Optional.of(end.name()));
  }

  /** Lets nobody in, and no mail; what arrives waits in the queues. */
  void hold() throws TrekException {
    exchange(STATUS, user.status(), Optional.of(HOLD));
  }

  void release() throws TrekException {
    exchange(STATUS, Optional.of(HOLD), user.status());
  }

  void rehost(MailboxEnd from, MailboxEnd to) throws TrekException {
    exchange(HOST, Optional.of(from.name()), Optional.of(to.name()));
  }

  private void exchange(String attribute, Optional<String> before, Optional<String> after) throws TrekException {
    ModifyEntry change = new ModifyEntry(user.dn(), List.of(change(attribute, before, after)));
    if (change.look(server.view()) == Seen.AFTER) {
      return;
    }
    Optional<String> refused = change.perform(server, false);
    if (refused.isPresent()) {
      throw TrekException.at("directory: " + user.dn()).found(refused.get()).next("mend what it names, then resume, or undo");
    }
  }

  static ValueChange change(String attribute, Optional<String> before, Optional<String> after) {
    return new ValueChange(attribute, bytes(before), bytes(after));
  }

  private static List<Bytes> bytes(Optional<String> value) {
    return value.map(each -> List.of(Bytes.of(each.getBytes(java.nio.charset.StandardCharsets.UTF_8)))).orElse(List.of());
  }
}
