package org.mailtrek.engine.change;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;

/**
 * What a mailbox holds: for each message its folder, flags, size and date, and how often that is so. The numbers of messages are left out: they are given anew
 * where a message is restored.
 */
final class MailboxListing {

  private static final String SEPARATOR = "\\|";
  private static final int FOLDER = 0;
  private static final int FLAGS = 2;
  private static final int SIZE = 3;
  private static final int FIELDS = 4;

  private final Map<String, Integer> messages = new HashMap<>();
  private final Map<String, Integer> unflagged = new HashMap<>();
  private final Set<String> folders = new HashSet<>();
  private long bytes;

  /** Reads one. */
  static MailboxListing of(HostView host, MailboxEnd end, MailboxUser user) throws TrekException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> command = user.words(end.list());
    Programs.Ended ended = host.inspection().read(command, out);
    if (!ended.ok()) {
      throw TrekException.at(end.host() + ": " + command.get(0)).found("ended with code " + ended.code() + ": " + ended.lastWords()).next("mend what it names, then resume, or undo");
    }
    return of(out.toString(StandardCharsets.UTF_8).lines().filter(each -> !each.isBlank()).toList());
  }

  private static MailboxListing of(List<String> lines) throws TrekException {
    MailboxListing listing = new MailboxListing();
    for (String line : lines) {
      listing.add(line.split(SEPARATOR), line);
    }
    return listing;
  }

  /** Reads what {@link #write} wrote, and closes it. */
  static MailboxListing read(InputStream written) throws TrekException {
    try (written) {
      return of(new String(written.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw TrekException.at("listing of messages").found("can't be read: " + e.getMessage()).because(e).next("journal verify");
    }
  }

  void write(OutputStream out) throws IOException {
    for (Map.Entry<String, Integer> each : messages.entrySet()) {
      out.write((each.getKey() + "\n").repeat(each.getValue()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void add(String[] fields, String line) throws TrekException {
    if (fields.length < FIELDS || !fields[SIZE].matches("[0-9]+")) {
      throw TrekException.at("listing of messages").found("a line that can't be read: " + line).next("see what the vendor's program says");
    }
    folders.add(fields[FOLDER]);
    bytes += Long.parseLong(fields[SIZE]);
    fields[1] = "";
    messages.merge(String.join("|", fields), 1, Integer::sum);
    fields[FLAGS] = "";
    unflagged.merge(String.join("|", fields), 1, Integer::sum);
  }

  boolean empty() {
    return messages.isEmpty();
  }

  boolean same(MailboxListing other) {
    return messages.equals(other.messages);
  }

  /** Returns whether another holds all of this, flags included. */
  boolean within(MailboxListing other) {
    return within(messages, other.messages);
  }

  /** Returns whether another holds every message of this, whatever their flags. */
  boolean messagesWithin(MailboxListing other) {
    return within(unflagged, other.unflagged);
  }

  private static boolean within(Map<String, Integer> one, Map<String, Integer> other) {
    return one.entrySet().stream().allMatch(each -> other.getOrDefault(each.getKey(), 0) >= each.getValue());
  }

  /** Returns it in a few words. */
  String words() {
    return String.format(Locale.ROOT, "%d folders, %d messages, %d bytes, contents %s", folders.size(), messages.values().stream().mapToInt(Integer::intValue).sum(), bytes,
        Integer.toHexString(messages.hashCode()));
  }
}
