package org.mailtrek.runbook.kopano;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.config.Release;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.MailServices;
import org.mailtrek.system.MailServices.Found;

/**
 * What an older server did not store and a newer one's programs add to it on request (Kopano's manual: starting the services, optimized IMAP). Named only where
 * there is something to add it to: an index that is taken over, a gateway that is in use.
 */
final class MissingData {

  private static final String ROOTS = "kc-8.2.0";
  private static final String ENVELOPES = "zcp-7.1.0";

  private final HostView host;
  private final Migration move;

  private MissingData(HostView host, Migration move) {
    this.host = host;
    this.move = move;
  }

  /**
   * Returns a sentence for each program that is to be run after the start.
   *
   * @throws TrekException when the machine can't be asked
   */
  static List<String> of(View view, Migration move) throws TrekException {
    MissingData missing = new MissingData(view.host(move.host()), move);
    List<String> acts = new ArrayList<>();
    if (missing.roots()) {
      acts.add("the search index lacks the roots of stores, and shared mailboxes can't be searched until it has them: when services run, systemctl stop kopano-search,"
          + " then kopano-search-upgrade-findroots.py once, then systemctl start kopano-search; search in a shared mailbox to check");
    }
    if (missing.envelopes()) {
      acts.add("messages from before have no stored IMAP envelopes, so that IMAP is slow for them: when services run, " + optimize(move.to()) + " for all users with IMAP or POP3, or with their names;"
          + " it writes to database and attachments, so let it end before the next backup");
    }
    return acts;
  }

  /** An index that is built anew has them. */
  private boolean roots() throws TrekException {
    return !move.from().atLeast(ROOTS) && move.to().atLeast(ROOTS) && move.indexCarriesOver() && used("search", "indexer") && host.stat(move.oldIndex()).isPresent();
  }

  private boolean envelopes() throws TrekException {
    return !move.from().atLeast(ENVELOPES) && used("gateway");
  }

  private boolean used(String... roles) throws TrekException {
    for (String product : List.of("zarafa", "kopano")) {
      for (Found each : MailServices.of(host.services(), product).clients()) {
        if (each.inUse() && List.of(roles).contains(each.role())) {
          return true;
        }
      }
    }
    return false;
  }

  private static String optimize(Release to) {
    return (to.atLeast("kc-9.0.0") ? "python3" : "python") + " /usr/share/doc/kopano-gateway/optimize-imap.py";
  }
}
