package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.ImapStore;
import org.mailtrek.mailbox.ImapTarget;
import org.mailtrek.mailbox.Ledger;
import org.mailtrek.mailbox.MailMove;
import org.mailtrek.mailbox.MailStore;
import org.mailtrek.mailbox.MailTarget;
import org.mailtrek.mailbox.StoreKind;

/** Message stores as people name them: a format and a path on a host, or {@code imap:} and a server that {@code estate.yaml} declares. */
final class NamedStore {

  private NamedStore() {}

  /** Returns whether a store is reached by IMAP, so that no host has it. */
  static boolean imap(String text) {
    return text.toLowerCase(Locale.ROOT).startsWith(ImapStore.FORMAT);
  }

  /** Returns a store as it is noted: one that can be spelt in two ways is the same. */
  static String plain(String text) {
    return imap(text) ? ImapStore.FORMAT + text.substring(ImapStore.FORMAT.length()) : text;
  }

  static MailStore open(View estate, String host, String text) throws TrekException {
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

  /** Offers fixed words, and the declared IMAP servers. */
  static Values offers(String... words) {
    Values fixed = Offers.words(words);
    return (session, typed) -> {
      List<Candidate> all = new ArrayList<>(fixed.offer(session, typed));
      EstateFile.read(session.folder()).imap().forEach((name, server) -> all.add(new Candidate(ImapStore.FORMAT + name, "by IMAP at " + server.url())));
      return all;
    };
  }
}
