package org.mailtrek.engine.change;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.mailtrek.estate.Estate;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Pipe;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;

/**
 * Copies mailboxes by the vendor's programs, streamed from one into the other, and compares. The programs are given hours: one that is killed in the middle leaves
 * locks behind.
 */
final class MailboxTransfer {

  static final Duration PATIENCE = Duration.ofHours(12);
  private static final int PASSES = 3;

  private final Estate estate;
  private final MailboxUser user;

  MailboxTransfer(Estate estate, MailboxUser user) {
    this.estate = estate;
    this.user = user;
  }

  MailboxListing listing(MailboxEnd end) throws TrekException {
    return MailboxListing.of(estate.host(end.host()).view(), end, user);
  }

  /**
   * Copies a mailbox into one that is empty or holds part of it.
   *
   * @throws TrekException of kind {@code DIFFERENT} when the two are not the same in the end; nothing was removed
   */
  void copy(MailboxEnd from, MailboxEnd to) throws TrekException {
    if (!from.rehost().isEmpty()) {
      rehost(from, to);
      return;
    }
    for (int pass = 0; pass < PASSES; pass++) { // what was on its way when the mailbox was held arrives late
      if (listing(to).same(listing(from))) {
        sync(to);
        return;
      }
      stream(from, to);
    }
    MailboxListing source = listing(from);
    MailboxListing target = listing(to);
    if (!target.same(source)) {
      throw TrekException.at(to.host() + ": mailbox " + user.uid()).kind(TrekException.Kind.DIFFERENT)
          .found("holds " + target.words() + ", and should hold " + source.words() + " as on " + from.host()).next("see the log of the vendor's programs, then resume, or undo");
    }
  }

  /**
   * Copies a mailbox over an older copy of itself; what only the older one has comes along, and is lost in no case.
   *
   * @throws TrekException of kind {@code DIFFERENT} when a message of the older one did not come along, though no program said so; then nothing was removed
   */
  void renew(MailboxEnd from, MailboxEnd to) throws TrekException {
    if (!from.rehost().isEmpty()) {
      rehost(from, to);
      return;
    }
    MailboxListing older = listing(to);
    if (!older.within(listing(from))) {
      stream(to, from);
      MailboxListing all = listing(from);
      if (!older.messagesWithin(all)) {
        throw TrekException.at(from.host() + ": mailbox " + user.uid()).kind(TrekException.Kind.DIFFERENT)
            .found("holds " + all.words() + ", and not all of " + older.words() + " that " + to.host() + " has").next("see the log of the vendor's programs, then resume, or undo; both copies are still there");
      }
      remove(to);
    }
    copy(from, to);
  }

  /**
   * Brings along what reached a held mailbox after it was compared: a delivery or a session that was under way when the directory was changed.
   *
   * @throws TrekException of kind {@code DIFFERENT} when it does not come along; the mailbox is held meanwhile
   */
  void follow(MailboxEnd from, MailboxEnd to) throws TrekException {
    if (listing(from).messagesWithin(listing(to))) {
      return;
    }
    if (from.rehost().isEmpty()) {
      stream(from, to);
    }
    if (!listing(from).messagesWithin(listing(to))) {
      throw TrekException.at(from.host() + ": mailbox " + user.uid()).kind(TrekException.Kind.DIFFERENT).found("holds messages that " + to.host() + " lacks")
          .next("see the log of the vendor's programs, then resume, or undo; the mailbox is held meanwhile");
    }
  }

  /** Lets the vendor's program move it as a whole. It may have done so already, and have left nothing behind. */
  private void rehost(MailboxEnd from, MailboxEnd to) throws TrekException {
    MailboxListing source = listing(from);
    MailboxListing older = listing(to);
    Host host = estate.host(from.host());
    check(host.name(), from.rehost(), host.programs().within(PATIENCE).gently(ForeignActs.PARTING).run(new byte[0], from.rehost(to, user)));
    sync(from);
    sync(to);
    MailboxListing moved = listing(to);
    if (!source.within(moved) || !older.messagesWithin(moved)) {
      throw TrekException.at(to.host() + ": mailbox " + user.uid()).kind(TrekException.Kind.DIFFERENT)
          .found("holds " + moved.words() + ", and should hold " + source.words() + " that " + from.host() + " had").next("see the log of " + from.rehost().get(0) + ", then resume, or undo; the mailbox is held meanwhile");
    }
  }

  void remove(MailboxEnd end) throws TrekException {
    Host host = estate.host(end.host());
    check(host.name(), end.remove(), host.programs().within(PATIENCE).gently(ForeignActs.PARTING).run(new byte[0], user.words(end.remove())));
    sync(end);
  }

  private void stream(MailboxEnd from, MailboxEnd to) throws TrekException {
    Host source = estate.host(from.host());
    Host target = estate.host(to.host());
    try (Pipe pipe = Pipe.from(out -> save(source, from, out))) {
      Programs.Ended ended = run(target, user.words(to.restore()), pipe.in());
      drain(pipe.in());
      pipe.finish();
      check(target.name(), to.restore(), ended);
    }
    sync(to);
  }

  /** Else a loss of power may keep the entry that names the other host, and lose the mailbox. */
  private void sync(MailboxEnd end) throws TrekException {
    estate.host(end.host()).disk().syncAll(HostPath.ROOT);
  }

  private void save(Host host, MailboxEnd end, OutputStream out) throws TrekException {
    check(host.name(), end.save(), host.programs().within(PATIENCE).gently(ForeignActs.PARTING).stream(new ByteArrayInputStream(new byte[0]), out, user.words(end.save())));
  }

  private static Programs.Ended run(Host host, List<String> command, InputStream in) throws TrekException {
    return host.programs().within(PATIENCE).gently(ForeignActs.PARTING).stream(in, OutputStream.nullOutputStream(), command);
  }

  /** Reads what the one program left, so that the other ends. */
  private static void drain(InputStream in) throws TrekException {
    try {
      in.skip(Long.MAX_VALUE);
    } catch (java.io.IOException broken) {
      throw TrekException.at("data").found("could not be handed on: " + broken.getMessage()).because(broken).next("resume, or undo");
    }
  }

  private void check(String host, List<String> command, Programs.Ended ended) throws TrekException {
    if (!ended.ok()) {
      throw TrekException.at(host + ": " + command.get(0)).found("ended with code " + ended.code() + " for mailbox " + user.uid() + ": " + ended.lastWords())
          .next("mend what it names, then resume, or undo");
    }
  }
}
