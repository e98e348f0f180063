package org.mailtrek.mailbox;

import java.util.HashSet;
import java.util.Set;
import org.mailtrek.host.TrekException;

/** Looks which of the messages that were moved the source still holds, byte for byte: the copies of all others are the only ones. */
final class SourceWitness {

  private SourceWitness() {}

  /**
   * Returns the keys of the messages that the source still holds.
   *
   * @throws TrekException when the source can't be read
   */
  static Set<Long> held(MailFolder source, FolderList list) throws TrekException {
    Set<Long> held = new HashSet<>();
    MessageKeys keys = new MessageKeys();
    source.messages(message -> {
      try {
        long key = keys.of(source, message);
        boolean moved = list.table().fate(key) == KeyTable.Fate.PLACED;
        if (moved && list.at(key).digest().equals(SourceRemoval.digest(MessageKeys.open(source, message)))) {
          held.add(key);
        }
      } catch (MessageKeys.Unreadable noWitness) {
        // its copy may be the only one that can be read
      }
    });
    return held;
  }
}
