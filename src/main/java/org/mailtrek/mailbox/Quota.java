package org.mailtrek.mailbox;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * How much a mailbox may hold at most.
 *
 * @param bytes in bytes; 0 for any number
 * @param messages how many messages; 0 for any number
 */
public record Quota(long bytes, long messages) {

  /** Tells quotas of users. */
  @FunctionalInterface
  public interface Source {

    /**
     * Returns that of a user; empty where there is none, or nobody tells.
     *
     * @throws TrekException when it can't be read
     */
    Optional<Quota> of(String user) throws TrekException;
  }

  /**
   * Returns how much each user may hold whose entry says it: {@code mailQuota}, in bytes; a negative one is the server's default, or none.
   *
   * @throws TrekException when the directory can't be read
   */
  public static Map<String, Quota> declared(DirectoryView directory) throws TrekException {
    Map<String, Quota> found = new HashMap<>();
    Filter limited = Filter.createANDFilter(Filter.createPresenceFilter("uid"), Filter.createPresenceFilter("mailQuota"));
    directory.search(directory.base(), SearchScope.SUB, limited, entry -> {
      String bytes = entry.getAttributeValue("mailQuota");
      if (bytes.matches("[0-9]{1,18}")) {
        limit(Long.parseLong(bytes), 0).ifPresent(each -> found.put(entry.getAttributeValue("uid"), each));
      }
    }, "uid", "mailQuota");
    return found;
  }

  /** Returns what the first line of a {@code maildirsize} says (Maildir++): {@code 10000000S,1000C}. */
  static Optional<Quota> maildir(String line) {
    long bytes = 0;
    long messages = 0;
    for (String each : line.strip().split(",")) {
      if (each.matches("[0-9]{1,18}S")) {
        bytes = Long.parseLong(each.substring(0, each.length() - 1));
      } else if (each.matches("[0-9]{1,18}C")) {
        messages = Long.parseLong(each.substring(0, each.length() - 1));
      }
    }
    return limit(bytes, messages);
  }

  static Optional<Quota> limit(long bytes, long messages) {
    return bytes > 0 || messages > 0 ? Optional.of(new Quota(bytes, messages)) : Optional.empty();
  }

  /** Returns whether a mailbox holds more than it may. */
  boolean exceeded(long hasBytes, long hasMessages) {
    return bytes > 0 && hasBytes > bytes || messages > 0 && hasMessages > messages;
  }

  /** For people. */
  @Override
  public String toString() {
    String size = bytes == 0 ? "" : bytes % (1 << 20) == 0 ? bytes / (1 << 20) + " MiB" : bytes % 1024 == 0 ? bytes / 1024 + " KiB" : bytes + " bytes";
    String count = messages == 0 ? "" : messages + " messages";
    return size.isEmpty() || count.isEmpty() ? size + count : size + " and " + count;
  }
}
