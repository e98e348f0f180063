package org.mailtrek.command;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.mailtrek.check.SignInProbe;
import org.mailtrek.check.SignInRecord;
import org.mailtrek.host.TestMailbox;
import org.mailtrek.host.TrekException;

/** The part of the checklist in which somebody signs in to the mailbox for tests, and is held against what was so before the last migration. */
final class SignInChecks {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Session session;
  private final Optional<TestMailbox> mailbox;

  SignInChecks(Session session) throws TrekException {
    this.session = session;
    this.mailbox = session.estate().view().probe();
  }

  /** Adds a row for each way to the mailbox; returns how many found something. */
  int into(Rows rows) throws TrekException {
    if (mailbox.isEmpty()) {
      rows.row("sign-in", "ok", "not tried: no mailbox for tests is declared (probe in estate.yaml)", "");
      return 0;
    }
    SortedMap<String, Boolean> before = SignInRecord.last(session.engine().backups());
    int found = 0;
    for (Map.Entry<String, SignInProbe.Found> each : new SignInProbe(mailbox.get()).all().entrySet()) {
      SignInProbe.Found now = each.getValue();
      rows.row("sign-in " + each.getKey(), now.open() ? "ok" : "!", now.words() + compared(before.get(each.getKey()), now.open()), now.next());
      found += now.open() ? 0 : 1;
    }
    return found;
  }

  private static String compared(Boolean before, boolean now) {
    if (before == null) {
      return "";
    }
    return before == now ? "; so it was before the migration" : before ? "; before the migration it went well" : "; before the migration it did not";
  }

  /** Returns what is to be said of a message that was sent: that it was found again, where somebody can look for it. */
  String arrived(String address, String mark) throws TrekException {
    if (mailbox.isEmpty() || mailbox.get().imap().isEmpty() || !mailbox.get().address().equals(Optional.of(address))) {
      return "; whether it arrived was not looked for: " + address + " is no mailbox for tests with imap (probe in estate.yaml)";
    }
    return "; " + new SignInProbe(mailbox.get()).arrived(mark, PATIENCE);
  }
}
