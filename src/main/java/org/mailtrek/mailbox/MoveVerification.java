package org.mailtrek.mailbox;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.mailtrek.host.TrekException;

/** Compares every message of the source with its copy, byte for byte; what was removed at the source with what was noted when it was moved. Needs little memory, and writes nothing. */
public final class MoveVerification {

  private final Ledger ledger;
  private final MailStore source;
  private final MailTarget target;
  private final Taker taker;
  private long messages;
  private long bytes;
  private long marked;
  private long different;

  private MoveVerification(Ledger ledger, MailStore source, MailTarget target, Taker taker) {
    this.ledger = ledger;
    this.source = source;
    this.target = target;
    this.taker = taker;
  }

  /**
   * A message that is not at the target as it should be.
   *
   * @param user whose it is
   * @param folder in which folder of the source
   * @param id how the source lists it; its UID where it was removed there
   * @param messageId the field Message-ID; empty where there is none, or where nothing can be read
   * @param size in bytes
   * @param reason what is wrong
   */
  public record Difference(String user, FolderName folder, String id, String messageId, long size, String reason) {}

  /** Takes differences as they are found. */
  @FunctionalInterface
  public interface Taker {

    /** Takes one. */
    void take(Difference difference);
  }

  /**
   * Verifies a move.
   *
   * @param users whose mailboxes
   * @throws TrekException when one of the stores can't be read at all; a single mailbox that can't be is a difference
   */
  public static MoveVerification of(Ledger ledger, MailStore source, MailTarget target, List<String> users, Taker taker) throws TrekException {
    MoveVerification verification = new MoveVerification(ledger, source, target, taker);
    for (String user : users) {
      try {
        for (MailFolder folder : source.folders(user)) {
          verification.folder(user, folder);
        }
      } catch (TrekException e) {
        verification.tell(new Difference(user, FolderName.INBOX, "", "", 0, e.getMessage()));
      }
    }
    return verification;
  }

  private void folder(String user, MailFolder folder) throws TrekException {
    FolderList list = ledger.list(user, folder.name());
    TargetFolder there = target.folder(user, target.name(folder.name()));
    MessageKeys keys = new MessageKeys();
    try {
      if (there.there() && list.numbers().isPresent()) {
        there.look();
      }
      folder.messages(message -> message(new Comparison(user, folder, list, there), keys, message));
      for (long key : list.table().keys(KeyTable.Fate.TAKEN, true)) {
        taken(new Comparison(user, folder, list, there), list.at(key));
      }
      access(user, folder);
    } catch (TrekException e) {
      tell(new Difference(user, folder.name(), "", "", 0, e.getMessage()));
    }
  }

  private void access(String user, MailFolder folder) throws TrekException {
    SortedMap<String, String> wanted = folder.access();
    Optional<FolderAccess> there = wanted.isEmpty() ? Optional.empty() : target.access(user, target.name(folder.name()));
    if (there.isPresent()) {
      SortedMap<String, String> found = there.get().rights();
      wanted.forEach((who, rights) -> {
        if (!rights.equals(found.get(who))) {
          tell(new Difference(user, folder.name(), "rights of " + who, "", 0, "are " + found.getOrDefault(who, "none") + " at the target, " + rights + " at the source"));
        }
      });
    }
  }

  /** What is compared with what. */
  private record Comparison(String user, MailFolder folder, FolderList list, TargetFolder there) {

    Difference of(Message message, String reason) {
      return new Difference(user, folder.name(), message.id(), MessageRead.id(folder, message), message.size(), reason);
    }
  }

  private void message(Comparison comparison, MessageKeys keys, Message message) throws TrekException {
    try {
      long key = keys.of(comparison.folder(), message);
      KeyTable.Fate fate = comparison.list().table().fate(key);
      if (fate == KeyTable.Fate.UNKNOWN || fate == KeyTable.Fate.BACK) {
        messages++;
        tell(comparison.of(message, "was not moved"));
      } else if (fate == KeyTable.Fate.PLACED) {
        Placed placed = comparison.list().at(key);
        Optional<String> wrong = wrong(comparison.there(), placed, SourceRemoval.digest(MessageKeys.open(comparison.folder(), message)));
        wrong.ifPresent(reason -> tell(comparison.of(message, reason)));
      }
    } catch (MessageKeys.Unreadable e) {
      messages++;
      tell(comparison.of(message, "can't be read at the source: " + e.getMessage()));
    }
  }

  private void taken(Comparison comparison, Placed placed) throws TrekException {
    Optional<String> wrong = wrong(comparison.there(), placed, placed.digest());
    wrong.ifPresent(reason -> tell(new Difference(comparison.user(), comparison.folder().name(), String.valueOf(placed.uid()), "", placed.size(), reason)));
  }

  private Optional<String> wrong(TargetFolder there, Placed placed, String digest) throws TrekException {
    messages++;
    bytes += placed.size();
    if (!there.holds(placed)) {
      return Optional.of("is no longer in this folder at the target");
    }
    marked += there.untouched(placed) ? 0 : 1;
    String found = SourceRemoval.digest(there.open(placed));
    return found.equals(digest) ? Optional.empty() : Optional.of("its copy has other bytes");
  }

  private void tell(Difference difference) {
    different++;
    taker.take(difference);
  }

  /** Returns how many messages were compared. */
  public long messages() {
    return messages;
  }

  /** Returns what their copies have together, in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Returns how many copies somebody has marked otherwise since: that is no difference. */
  public long marked() {
    return marked;
  }

  /** Returns how many messages are not at the target as they should be. */
  public long different() {
    return different;
  }
}
