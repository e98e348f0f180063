package org.mailtrek.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.mailtrek.host.Digests;

/** Names for files in a maildrop: letters and digits only, and always the same for a message. */
final class QueueNames {

  private static final int LENGTH = 20;

  private QueueNames() {}

  static String of(String id, byte[] content) {
    MessageDigest digest = Digests.start();
    digest.update((id + "\n").getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(content)).substring(0, LENGTH).toUpperCase(Locale.ROOT);
  }
}
