package org.mailtrek.mailbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.ImapAnswer;
import org.mailtrek.host.ImapLook;
import org.mailtrek.host.TrekException;

/** The smallest quota of a user's INBOX at an IMAP server (RFC 9208): {@code STORAGE} counts 1,024 bytes. */
final class ImapQuota {

  private ImapQuota() {}

  static Optional<Quota> of(ImapLook channel) throws IOException, TrekException {
    long bytes = 0;
    long messages = 0;
    for (ImapAnswer each : channel.can("QUOTA") ? channel.ask(ImapLook.Question.GETQUOTAROOT, "INBOX") : List.<ImapAnswer>of()) {
      if (each.is("QUOTA") && each.values().size() > 1 && each.values().get(1) instanceof List<?> resources) {
        bytes = least(bytes, limit(resources, "STORAGE") * 1024);
        messages = least(messages, limit(resources, "MESSAGE"));
      }
    }
    return Quota.limit(bytes, messages);
  }

  private static long least(long known, long other) {
    return known == 0 ? other : other == 0 ? known : Math.min(known, other);
  }

  private static long limit(List<?> resources, String name) {
    for (int at = 0; at + 2 < resources.size(); at += 3) {
      if (resources.get(at).toString().equalsIgnoreCase(name) && resources.get(at + 2).toString().matches("[0-9]{1,15}")) {
        return Long.parseLong(resources.get(at + 2).toString());
      }
    }
    return 0;
  }
}
