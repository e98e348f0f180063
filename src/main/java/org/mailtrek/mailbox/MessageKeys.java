package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.mailtrek.host.TrekException;

/** Tells the messages of a folder apart for good: as the store does, else by what is in them, and of several that are alike by their order. For one pass over one folder. */
final class MessageKeys {

  /** What is wrong with a message without a date: at the target it would get another one. */
  static final String NO_DATE = "the server tells no date of it that can be read";

  private final Map<String, Integer> alike = new HashMap<>();

  /** Returns a message's key. */
  long of(MailFolder source, Message message) throws Unreadable {
    if (!message.dated()) {
      throw new Unreadable(new IOException(NO_DATE));
    }
    OptionalLong known = source.key(message);
    return known.isPresent() ? known.getAsLong() : byContent(source, message);
  }

  private long byContent(MailFolder source, Message message) throws Unreadable {
    MessageDigest digest = Sha.begin();
    try (InputStream in = open(source, message)) {
      byte[] buffer = new byte[1 << 13];
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
        digest.update(buffer, 0, got);
      }
    } catch (IOException e) {
      throw new Unreadable(e);
    }
    String text = Sha.text(digest);
    return Placed.key(text + " " + alike.merge(text, 1, Integer::sum));
  }

  /** Opens a message of the source. */
  static InputStream open(MailFolder source, Message message) throws Unreadable {
    try {
      return source.open(message);
    } catch (TrekException e) {
      throw new Unreadable(e);
    }
  }

  /** A message of the source can't be read; the others can. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }
}
