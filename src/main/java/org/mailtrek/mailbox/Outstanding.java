package org.mailtrek.mailbox;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailtrek.estate.StoreMoverView;
import org.mailtrek.host.TrekException;

/** Looks what another pass over a mailbox would find to do, by the lists of both sides. */
final class Outstanding {

  private final Ledger ledger;
  private final MailTarget target;
  private final String user;
  private boolean due;
  private long messages;
  private long bytes;

  private Outstanding(Ledger ledger, MailTarget target, String user) {
    this.ledger = ledger;
    this.target = target;
    this.user = user;
  }

  /**
   * Looks at a user's mailbox.
   *
   * @throws TrekException when the ledger can't be read; a mailbox that can't be is due
   */
  static StoreMoverView.Due of(Ledger ledger, MailMove.Sides sides, String user) throws TrekException {
    Outstanding looking = new Outstanding(ledger, sides.target(), user);
    Map<FolderName, FolderState.Stage> stages = new HashMap<>();
    ledger.states(user).forEach(each -> stages.put(each.folder(), each.stage()));
    try {
      for (MailFolder each : sides.source().folders(user)) {
        looking.due |= stages.get(each.name()) != FolderState.Stage.NON_TRANSITION;
        looking.folder(each);
      }
      Set<String> shown = sides.source().subscribed(user).stream().map(each -> each.spelt('/')).collect(Collectors.toSet());
      looking.due |= !ledger.subscribed(user).containsAll(shown);
    } catch (TrekException unread) {
      looking.due = true; // the move names it
    }
    return new StoreMoverView.Due(!looking.due, looking.messages, looking.bytes);
  }

  private void folder(MailFolder folder) throws TrekException {
    FolderList list = ledger.list(user, folder.name());
    TargetFolder there = target.folder(user, target.name(folder.name()));
    if (list.numbers().isPresent() && there.there()) {
      there.look();
    }
    folder.messages(each -> message(folder, list, there, each));
    due |= messages > 0 || list.table().keys(KeyTable.Fate.PLACED, true).length > 0;
  }

  private void message(MailFolder folder, FolderList list, TargetFolder there, Message message) throws TrekException {
    OptionalLong key = folder.key(message);
    KeyTable.Fate fate = key.isPresent() ? list.table().fate(key.getAsLong()) : KeyTable.Fate.UNKNOWN;
    if (fate == KeyTable.Fate.UNKNOWN || fate == KeyTable.Fate.BACK) {
      messages++;
      bytes += message.size();
    } else {
      list.table().see(key.getAsLong());
      boolean marked = fate == KeyTable.Fate.PLACED && list.table().mark(key.getAsLong()) != Placed.number(message.marks());
      due |= marked && there.untouched(list.at(key.getAsLong())); // else the pass leaves it as it is
    }
  }
}
