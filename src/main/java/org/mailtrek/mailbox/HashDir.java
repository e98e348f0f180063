package org.mailtrek.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The two folders in which Netscape Messaging Server 4.x keeps a user's mailbox, as its program {@code hashdir} tells: {@code mack1} lies in {@code 53/53}. */
final class HashDir {

  private HashDir() {}

  /** Returns the folders of an id, a slash between them. */
  static String of(String user) {
    int hash = 0;
    for (byte each : user.getBytes(StandardCharsets.UTF_8)) {
      hash = hash * 31 + (each & 0xff);
    }
    return String.format(Locale.ROOT, "%x%x/%x%x", hash & 15, hash >> 4 & 7, hash >> 7 & 15, hash >> 11 & 7);
  }
}
