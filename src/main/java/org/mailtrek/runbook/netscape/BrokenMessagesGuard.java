package org.mailtrek.runbook.netscape;

import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.StorePaths;
import org.mailtrek.mailbox.UpgradedMessages;

/** Refuses while the 3.x store has messages that {@code upgrade} would leave in place: it would end with errors, and their folders would stay in transition. */
record BrokenMessagesGuard(OldServer server) implements Guard {

  @Override
  public String name() {
    return "broken-messages";
  }

  @Override
  public String check(View view) throws TrekException {
    if (view.host(server.host()).stat(NetscapeUpgrade.done(server)).isPresent()) {
      return "the messages were moved";
    }
    long all = 0;
    for (HostPath path : StorePaths.of(view.directory(), server.data()).users().keySet()) {
      UpgradedMessages found = UpgradedMessages.wouldStay(view.host(server.host()), path);
      all += found.messages();
      if (found.count() > 0) {
        throw TrekException.at(server.host() + ":" + path).kind(TrekException.Kind.REFUSED)
            .found(found.count() + " messages can't be moved, and their folders would stay in transition: " + String.join("; ", found.named()))
            .next("mend them, or take them out of the list of their folder");
      }
    }
    return all + " messages can be read";
  }
}
