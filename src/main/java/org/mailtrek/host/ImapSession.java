package org.mailtrek.host;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A session at an IMAP server (RFC 3501) that only reads: signs in, looks for a message, signs out. */
public final class ImapSession implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ImapAddress address;
  private final ImapChannel channel;

  private ImapSession(ImapAddress address, ImapChannel channel) {
    this.address = address;
    this.channel = channel;
  }

  static ImapSession open(String url, boolean startTls, Trust trust, String user, Secret password) throws TrekException {
    ImapAddress address = new ImapAddress(url, startTls, trust, PATIENCE, "correct probe in estate.yaml, or see the server's log: logs HOST kopano-gateway");
    return new ImapSession(address, ImapChannel.open(address, new ImapLogin(user, user, password)));
  }

  /**
   * Returns whether the inbox holds a message with these words in its subject.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when the server does not answer, or has no inbox
   */
  public boolean inboxHolds(String words) throws TrekException {
    try {
      channel.say("EXAMINE INBOX");
      List<ImapAnswer> found = channel.say("SEARCH HEADER Subject " + ImapChannel.quoted(words.replaceAll("[\"\\\\\r\n]", "")));
      return found.stream().anyMatch(each -> each.is("SEARCH") && !each.values().isEmpty());
    } catch (IOException e) {
      throw address.lost(e);
    }
  }

  /**
   * Signs out.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when the server does not answer
   */
  public void signOut() throws TrekException {
    try {
      channel.bye();
    } catch (IOException e) {
      throw address.lost(e);
    }
  }

  @Override
  public void close() {
    channel.close();
  }
}
