package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mailtrek.engine.Interruption;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * One pass over a folder: what is new is put into the target, what was marked or vanished since the last pass is marked or removed there unless somebody touched it.
 *
 * <p>In batches: messages are staged and noted, both made durable, then published. Cut off anywhere, the next pass finishes or forgets the open batch. For one
 * thread, which holds the folder's lock.
 */
final class FolderPass {

  /** How many messages are staged before they are published: what a killed process has to do again at most, and what is held in memory. */
  static final int BATCH = 2_000;

  /** How many bytes are: they may lie where the journal does. */
  private static final long MOST = 256L << 20;

  private static final int NAMED = 3;
  private static final int DOUBTED = 10;

  private final FolderList list;
  private final TargetFolder target;
  private final GroupSync targetSync;
  private final GroupSync ledgerSync;
  private final HostPath ledger;
  private final Interruption interruption;
  private final boolean emptied;
  private final List<Placed> batch = new ArrayList<>();
  private final MessageKeys keys = new MessageKeys();
  private final List<String> trouble = new ArrayList<>();
  private long staged;
  private long failed;
  private long left;
  private long added;
  private long seen;
  private boolean changed;
  private boolean returning;
  private boolean whole;

  FolderPass(FolderList list, TargetFolder target, Durability durability, Interruption interruption, boolean emptied) {
    this.list = list;
    this.target = target;
    this.targetSync = durability.target();
    this.ledgerSync = durability.ledger();
    this.ledger = durability.place();
    this.interruption = interruption;
    this.emptied = emptied;
  }

  /**
   * Who makes things durable.
   *
   * @param target for the target
   * @param ledger for the ledger
   * @param place where the ledger lies
   */
  record Durability(GroupSync target, GroupSync ledger, HostPath place) {}

  /**
   * Does the pass; what can't be read of the source is left there and told by {@link #trouble}.
   *
   * @param wasReturning whether it was being taken back when that was cut off: then what is gone from the target is put there again
   */
  void run(MailFolder source, boolean wasReturning) throws TrekException {
    returning = wasReturning;
    long validity = source.uidValidity().orElse(0);
    if (list.numbers().isPresent() && list.numbers().get().validity() != validity) {
      throw TrekException.at(source.name()).found("its UIDs were given out anew since it was begun (UIDVALIDITY " + validity + ", before " + list.numbers().get().validity() + ")")
          .next("mailbox undo for this user, then move it again");
    }
    if (list.numbers().isEmpty()) {
      list.begin(new TargetFolder.Numbers(validity, source.uidNext().orElse(0)), !target.there());
    }
    target.open(list.numbers().orElseThrow());
    settle();
    if (returning) {
      putAgain(KeyTable.Fate.PLACED);
      putAgain(KeyTable.Fate.TAKEN);
    }
    source.messages(message -> take(source, message));
    flush(!interruption.requested());
    if (!interruption.requested()) {
      target.finish(new TargetFolder.Numbers(validity, source.uidNext().orElse(0)));
      vanish();
    }
    if (changed) {
      targetSync.sync(target.place());
    }
    whole = !interruption.requested();
  }

  private void settle() throws TrekException {
    List<Placed> open = list.open();
    if (!open.isEmpty()) {
      Set<Long> there = target.settle(open);
      list.back(open.stream().filter(each -> !there.contains(each.key())).toList());
      list.published();
      changed = true;
    }
  }

  private void putAgain(KeyTable.Fate fate) throws TrekException {
    for (long key : list.table().keys(fate, false)) {
      Placed placed = list.at(key);
      if (!target.holds(placed)) {
        list.back(List.of(placed));
      }
    }
  }

  private void take(MailFolder source, Message message) throws TrekException {
    if (interruption.requested()) {
      return;
    }
    seen++;
    try {
      long key = keys.of(source, message);
      KeyTable.Fate fate = list.table().fate(key);
      list.table().see(key);
      if (fate == KeyTable.Fate.UNKNOWN || fate == KeyTable.Fate.BACK) {
        stage(source, message, key);
      } else if (fate == KeyTable.Fate.TAKEN) {
        copiedBack(source, message, key);
      } else if (list.table().mark(key) != Placed.number(message.marks())) {
        mark(list.at(key), message.marks());
      }
    } catch (MessageKeys.Unreadable e) {
      failed(message.id() + ": " + e.getMessage());
    }
    if (batch.size() == BATCH || staged > MOST) {
      flush(false);
    }
  }

  /** What was copied back to the source, and is still at the target, is moved and not removed. */
  private void copiedBack(MailFolder source, Message message, long key) throws TrekException {
    if (returning) {
      try {
        MessageKeys.open(source, message).close();
        list.marked(list.at(key).with(message.marks()));
      } catch (MessageKeys.Unreadable | IOException gone) {
        // it was removed, and only the source's list still has it
      }
    }
  }

  private void failed(String why) {
    failed++;
    if (trouble.size() < NAMED) {
      trouble.add(why);
    }
  }

  private void stage(MailFolder source, Message message, long key) throws TrekException, MessageKeys.Unreadable {
    try (InputStream in = MessageKeys.open(source, message)) {
      Placed placed = target.stage(key, message, in);
      batch.add(placed);
      staged += placed.size();
    } catch (IOException e) {
      throw new MessageKeys.Unreadable(e);
    }
  }

  private void flush(boolean last) throws TrekException {
    if (!batch.isEmpty()) {
      list.staged(batch);
      batch.forEach(each -> list.table().see(each.key())); // it was unknown when it was met
      durable();
      List<TargetFolder.Refused> refused = target.publish(batch, last);
      list.back(refused.stream().map(TargetFolder.Refused::placed).toList());
      list.published();
      added += batch.size() - refused.size();
      refused.forEach(each -> failed((each.placed().uid() > 0 ? "UID " + each.placed().uid() : "one of " + each.placed().size() + " bytes") + ": refused by the target: " + each.reason()));
      batch.clear();
      staged = 0;
      changed = true;
    }
  }

  /** What was staged, and the ledger: by one sync where they lie on one file system. */
  private void durable() throws TrekException {
    if (targetSync == ledgerSync) {
      targetSync.sync(target.place(), ledger);
    } else {
      targetSync.sync(target.place());
      ledgerSync.sync(ledger);
    }
  }

  private void mark(Placed before, Marks now) throws TrekException {
    if (target.untouched(before)) {
      target.mark(before, now);
    } else if (!target.untouched(before.with(now))) {
      left++;
      return;
    }
    list.marked(before.with(now));
    changed = true;
  }

  /** Where many messages were and none is any more, a disk may be missing rather than a user tidy. */
  private void vanish() throws TrekException {
    long[] gone = list.table().keys(KeyTable.Fate.PLACED, true);
    if (seen == 0 && gone.length >= DOUBTED && !emptied) {
      throw TrekException.at("its messages").found("all " + gone.length + " that were moved are gone from the source; they stay at the target until --emptied says that their user removed them").next("see that the store is mounted");
    }
    remove(gone);
  }

  private void remove(long[] vanished) throws TrekException {
    if (failed == 0) {
      for (long key : vanished) {
        Placed each = list.at(key);
        if (target.untouched(each)) {
          target.remove(each);
        } else {
          left++;
        }
        list.back(List.of(each));
        changed = true;
      }
    }
  }

  /** Returns whether it came to its end: all that can be read is at the target. */
  boolean whole() {
    return whole;
  }

  TargetFolder target() {
    return target;
  }

  /** Returns how many messages were put into the target. */
  long added() {
    return added;
  }

  /** Returns how many messages could not be read. */
  long failed() {
    return failed;
  }

  /** Returns what became of the pass, for people; empty when there is nothing to say. */
  String trouble() {
    String unread = failed == 0 ? "" : failed + " can't be read: " + String.join("; ", trouble) + (failed > trouble.size() ? "; ..." : "");
    String others = left == 0 ? "" : left + " changed or gone at the target too: left as they are there";
    return unread.isEmpty() || others.isEmpty() ? unread + others : unread + "; " + others;
  }
}
