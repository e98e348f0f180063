package org.mailtrek.estate;

import java.util.List;
import java.util.Optional;

/**
 * From where to where messages are moved.
 *
 * @param sourceHost the host that has the source; {@link #BY_IMAP} for a declared IMAP server
 * @param source the source, such as {@code netscape3:/mail/mailbox-3.x}
 * @param targetHost the host that has the target
 * @param target the target, such as {@code maildir:/var/vmail/%u/Maildir}
 */
public record MovePair(String sourceHost, String source, String targetHost, String target) {

  /** Stands for a host where a store is reached by IMAP. */
  public static final String BY_IMAP = "-";

  private static final int LINES = 4;

  /** Returns it in four lines, as ledgers have it. */
  public String text() {
    return String.join("\n", sourceHost, source, targetHost, target) + "\n";
  }

  /** Returns what {@link #text} wrote; empty when it is none. */
  public static Optional<MovePair> read(String text) {
    List<String> lines = text.lines().toList();
    return lines.size() == LINES ? Optional.of(new MovePair(lines.get(0), lines.get(1), lines.get(2), lines.get(3))) : Optional.empty();
  }

  @Override
  public String toString() {
    return source + on(sourceHost) + " to " + target + on(targetHost);
  }

  private static String on(String host) {
    return host.equals(BY_IMAP) ? "" : " on " + host;
  }
}
