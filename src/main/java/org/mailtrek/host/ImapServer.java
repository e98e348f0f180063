package org.mailtrek.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An IMAP server and who signs in there. Connections that are given back wait for the next who wants the same mailbox, a few of them. Safe for several threads. */
public final class ImapServer implements ImapView, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int WAITING = 8;
  private static final int REFUSED = 3;
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final ImapAddress address;
  private final Logins logins;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean known;

  /** Who signs in for whom. */
  public interface Logins {

    /**
     * Returns the users who are known by name, in their order; none where anybody may be asked for.
     *
     * @throws TrekException when the list of them can't be read
     */
    List<String> users() throws TrekException;

    /**
     * Returns as whom to sign in for a user.
     *
     * @throws TrekException when nobody can, or the password can't be had
     */
    ImapLogin of(String user) throws TrekException;
  }

  /** A connection that waits. */
  private record Idle(String user, ImapChannel channel, long since) {

    boolean fresh() {
      return System.nanoTime() - since < FRESH.toNanos();
    }

    /** Servers end connections that nobody uses (RFC 3501, 5.4). */
    boolean answers() {
      try {
        channel.say("NOOP");
        return true;
      } catch (IOException | TrekException gone) {
        channel.close();
        return false;
      }
    }
  }

  /**
   * Makes one; nothing is connected yet.
   *
   * @param name what {@code estate.yaml} calls it under {@code imap}
   * @param url {@code imaps://HOST[:PORT]} or {@code imap://HOST[:PORT]}
   * @param startTls whether to turn to TLS on an {@code imap} address
   * @param authority certificates (PEM) to trust, instead of those of the Java runtime
   */
  public ImapServer(String name, String url, boolean startTls, Optional<Path> authority, Logins logins) {
    this(name, url, new Trust(url, "imap." + name, authority, Optional.empty()), startTls, PATIENCE, logins);
  }

  ImapServer(String name, String url, Trust trust, boolean startTls, Duration patience, Logins logins) {
    this.address = new ImapAddress(url, startTls, trust, patience, "correct imap." + name + " in estate.yaml, or see the server's log");
    this.logins = logins;
  }

  @Override
  public String url() {
    return address.url();
  }

  @Override
  public List<String> users() throws TrekException {
    return logins.users();
  }

  /**
   * Returns a connection at which somebody is signed in for a user: one that waits, else a new one.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when the server does not answer, or lets the user not in. A master user who was refused three times, and never let in, is not tried any more, lest he be locked
   */
  @Override
  public ImapChannel take(String user) throws TrekException {
    for (Optional<Idle> old = waiting(user); old.isPresent(); old = waiting(user)) {
      if (old.get().fresh() || old.get().answers()) {
        return old.get().channel();
      }
    }
    if (refused.get() >= REFUSED) {
      throw address.refused("refused the first " + REFUSED + " sign-ins: no other is tried");
    }
    ImapLogin login = logins.of(user);
    try {
      ImapChannel channel = ImapChannel.open(address, login);
      known = known || login.master();
      return channel;
    } catch (TrekException e) {
      if (login.master() && !known && !(e.getCause() instanceof IOException)) {
        refused.incrementAndGet();
      }
      throw e;
    }
  }

  private synchronized Optional<Idle> waiting(String user) {
    Optional<Idle> found = idle.stream().filter(each -> each.user().equals(user)).findFirst();
    found.ifPresent(idle::remove);
    return found;
  }

  /** Speaks over a connection. */
  @FunctionalInterface
  public interface Talk<T> {

    /**
     * Speaks.
     *
     * @throws IOException when the connection is lost
     * @throws TrekException when the server refuses
     */
    T with(ImapChannel channel) throws IOException, TrekException;
  }

  /**
   * Speaks for a user what does no harm when it is said twice: once more over a new connection, when one that waited turns out to be lost.
   *
   * @throws TrekException when the server refuses, or does not answer
   */
  public <T> T ask(String user, Talk<T> talk) throws TrekException {
    try {
      return once(user, talk);
    } catch (IOException first) {
      for (Optional<Idle> old = waiting(user); old.isPresent(); old = waiting(user)) {
        old.get().channel().close();
      }
      try {
        return once(user, talk);
      } catch (IOException again) {
        throw address.lost(again);
      }
    }
  }

  @Override
  public <T> T look(String user, Look<T> look) throws TrekException {
    return ask(user, look::at);
  }

  private <T> T once(String user, Talk<T> talk) throws IOException, TrekException {
    ImapChannel channel = take(user);
    boolean lost = true;
    try {
      T found = talk.with(channel);
      lost = false;
      return found;
    } catch (TrekException refusal) {
      lost = false;
      throw refusal;
    } finally {
      if (lost) {
        channel.close();
      } else {
        giveBack(user, channel);
      }
    }
  }

  /** Takes a connection back. One that is broken, or of which something is still unread, is closed; so is the oldest of too many. */
  @Override
  public void giveBack(String user, ImapLook open) {
    ImapChannel channel = (ImapChannel) open;
    Optional<ImapChannel> over = Optional.of(channel);
    if (channel.idle()) {
      channel.hear(answer -> { });
      over = keep(user, channel);
    }
    over.ifPresent(each -> {
      if (each.idle()) {
        each.leave();
      } else {
        each.close();
      }
    });
  }

  private synchronized Optional<ImapChannel> keep(String user, ImapChannel channel) {
    idle.addLast(new Idle(user, channel, System.nanoTime()));
    return idle.size() > WAITING ? Optional.of(idle.removeFirst().channel()) : Optional.empty();
  }

  @Override
  public TrekException lost(IOException e) {
    return address.lost(e);
  }

  /** Signs out wherever a connection waits. */
  @Override
  public void close() {
    List<Idle> all;
    synchronized (this) {
      all = List.copyOf(idle);
      idle.clear();
    }
    all.forEach(each -> each.channel().leave());
  }
}
