package org.mailtrek.mailbox;

import java.util.Locale;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Message stores as people name them: a format and a path on a host, or {@code imap:} and a server that {@code estate.yaml} declares. */
public final class NamedStore {

  private NamedStore() {}

  /** Returns whether a store is reached by IMAP, so that no host has it. */
  public static boolean imap(String text) {
    return text.toLowerCase(Locale.ROOT).startsWith(ImapStore.FORMAT);
  }

  /** Returns a store as it is noted: one that can be spelt in two ways is the same. */
  public static String plain(String text) {
    return imap(text) ? ImapStore.FORMAT + text.substring(ImapStore.FORMAT.length()) : text;
  }

  /**
   * Opens a store.
   *
   * @param host the host that has it, unless it is reached by IMAP
   * @throws TrekException when the text is no store, or nothing is there
   */
  public static MailStore open(View estate, String host, String text) throws TrekException {
    if (!imap(text)) {
      return StoreKind.open(estate.host(host), text);
    }
    String name = text.substring(ImapStore.FORMAT.length());
    return new ImapStore(name, estate.imap(name));
  }

  /** Opens a store to be filled, which the host of {@code to} has unless it is reached by IMAP. */
  static MailTarget fill(Estate estate, MailMove.Place to, String text, Ledger ledger) throws TrekException {
    return imap(text) ? new ImapTarget(estate.imap(text.substring(ImapStore.FORMAT.length())), ledger) : StoreKind.fill(to.disk(), to.files(), text);
  }
}
