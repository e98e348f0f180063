package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.mailtrek.host.ImapAnswer;
import org.mailtrek.host.ImapLook;
import org.mailtrek.host.ImapView;
import org.mailtrek.host.TrekException;

/**
 * One reading of a folder by IMAP, page by page in the order of its messages. A connection that is cut is made anew, ten times at most, and the reading goes on behind
 * the last message that was handed over; if it can't be, all that is asked after fails at once. For one thread.
 */
final class ImapReading implements AutoCloseable {

  private static final int CUTS = 10;
  private static final int TRIES = 3;
  private static final long PAUSE = 250_000_000;
  private static final String EXPUNGE = "EXPUNGE";

  private final ImapView server;
  private final String user;
  private final String wire;
  private final int pageful;
  private Optional<ImapLook> channel = Optional.empty();
  private Optional<TrekException> over = Optional.empty();
  private long validity;
  private long exists;
  private long end;
  private long passed;
  private long last;
  private int cuts;

  ImapReading(ImapView server, String user, String wire, int pageful) {
    this.server = server;
    this.user = user;
    this.wire = wire;
    this.pageful = pageful;
  }

  /** Runs over a connection, and once more over another for each cut. */
  private <T> T steady(ImapView.Look<T> look) throws TrekException {
    while (true) {
      try {
        return look.at(selected());
      } catch (IOException cut) {
        again(cut);
      }
    }
  }

  private ImapLook selected() throws IOException, TrekException {
    if (over.isPresent()) {
      throw over.get();
    }
    if (channel.isEmpty()) {
      channel = Optional.of(server.take(user));
      examine(channel.get());
    }
    return channel.get();
  }

  private void examine(ImapLook fresh) throws IOException, TrekException {
    fresh.hear(this::heard);
    long found = 0;
    fresh.deselect();
    for (ImapAnswer each : fresh.examine(wire)) {
      Optional<List<String>> code = each.code("UIDVALIDITY");
      found = code.isPresent() && code.get().size() > 1 && code.get().get(1).matches("[0-9]{1,10}") ? Long.parseLong(code.get().get(1)) : found;
    }
    if (validity != 0 && found != validity) {
      over = Optional.of(TrekException.at(wire).found("its UIDs were given out anew while it was read (UIDVALIDITY " + found + ", before " + validity + ")").next("mailbox undo for this user, then move it again"));
      throw over.get();
    }
    validity = found;
    end = exists;
    passed = last == 0 ? 0 : before(fresh, last);
  }

  /** Messages that go are told, and others move up by one; those that come are for the next reading. */
  private void heard(ImapAnswer answer) {
    if (answer.is("EXISTS")) {
      exists = answer.number();
    } else if (answer.is(EXPUNGE)) {
      exists--;
      end -= answer.number() <= end ? 1 : 0;
      passed -= answer.number() <= passed ? 1 : 0;
    }
  }

  /** Returns how many messages have a UID up to this one. */
  private long before(ImapLook fresh, long uid) throws IOException, TrekException {
    long low = 0;
    long high = exists;
    while (low < high) {
      long middle = (low + high + 1) / 2;
      List<Message> one = ImapMessages.of(fresh.ask(ImapLook.Question.FETCH, middle + " " + ImapMessages.ITEMS));
      if (one.isEmpty() || one.get(0).uid().orElseThrow() > uid) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return low;
  }

  /** Gives a connection up that was cut, and takes another. */
  void again(IOException cut) throws TrekException {
    IOException why = cut;
    for (int tries = 0; tries < TRIES && cuts < CUTS && over.isEmpty(); tries++) {
      channel.ifPresent(ImapLook::close);
      channel = Optional.empty();
      cuts++;
      LockSupport.parkNanos(tries * tries * PAUSE);
      try {
        selected();
        return;
      } catch (IOException e) {
        why = e;
      } catch (TrekException e) {
        if (!(e.getCause() instanceof IOException)) {
          over = Optional.of(e);
        } else {
          why = (IOException) e.getCause();
        }
      }
    }
    over = over.isPresent() ? over : Optional.of(server.lost(why));
    throw over.get();
  }

  /** Hands over all messages that are there at the beginning, but for those that go meanwhile. */
  void messages(MailFolder.Taker taker) throws TrekException {
    steady(open -> open);
    while (passed < end) {
      for (Message each : page()) {
        if (each.uid().orElseThrow() > last) {
          last = each.uid().getAsLong();
          taker.take(each);
        }
      }
      if (over.isPresent()) {
        throw over.get(); // each message of the page was told to be unreadable; the others are not asked for
      }
    }
  }

  /** Returns the next page whole; while messages go of which the server has not told yet, it may be asked twice. */
  private List<Message> page() throws TrekException {
    TrekException refusal = TrekException.at(wire).found("the server lists fewer messages than it says there are").next("the same command again");
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        List<Message> found = steady(this::ask);
        long wanted = Math.max(0, Math.min(end, passed + pageful) - passed);
        if (found.size() == wanted) {
          passed += wanted;
          cuts = 0; // it goes on
          return found;
        }
      } catch (TrekException e) {
        if (over.isPresent()) {
          throw e;
        }
        refusal = e;
      }
      steady(open -> open.ask(ImapLook.Question.NOOP, ""));
    }
    throw refusal;
  }

  private List<Message> ask(ImapLook open) throws IOException, TrekException {
    long to = Math.min(end, passed + pageful);
    return to <= passed ? new ArrayList<>() : ImapMessages.of(open.ask(ImapLook.Question.FETCH, (passed + 1) + ":" + to + " " + ImapMessages.ITEMS));
  }

  InputStream content(long uid, long from) throws TrekException {
    return steady(open -> open.content(uid, from));
  }

  /** Takes another connection next where this one was given up in the middle of a message that nobody wants to its end. */
  void passOver() {
    if (channel.isPresent() && !channel.get().idle()) {
      channel.get().close();
      channel = Optional.empty();
    }
  }

  @Override
  public void close() {
    channel.ifPresent(each -> server.giveBack(user, each));
    channel = Optional.empty();
  }
}
