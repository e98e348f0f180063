package org.mailtrek.mailbox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What an mbox notes on a message: its delivery in the line {@code From}, the rest in header fields that c-client and Dovecot write: Status, X-Status, X-Keywords, X-UID. */
final class MboxMarks {

  private static final DateTimeFormatter DELIVERED = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT);
  private static final Map<Character, Marks.Flag> LETTERS =
      Map.of('R', Marks.Flag.SEEN, 'A', Marks.Flag.ANSWERED, 'F', Marks.Flag.FLAGGED, 'D', Marks.Flag.DELETED, 'T', Marks.Flag.DRAFT);

  private final Instant arrived;
  private final Set<Marks.Flag> flags = EnumSet.noneOf(Marks.Flag.class);
  private final SortedSet<String> keywords = new TreeSet<>();
  private OptionalLong uid = OptionalLong.empty();
  private boolean header = true;

  /** Begins with the line that divides messages; without a date in it, the message counts as of 1970. */
  MboxMarks(String divider) {
    this.arrived = delivered(divider).orElse(Instant.EPOCH);
  }

  /** Returns when a dividing line says that the message was delivered; empty when there is no date in it. */
  static Optional<Instant> delivered(String divider) {
    List<String> words = List.of(divider.strip().split("\\s+"));
    for (int at = 2; at + 5 <= words.size(); at++) {
      try {
        return Optional.of(LocalDateTime.parse(String.join(" ", words.subList(at, at + 5)), DELIVERED).toInstant(ZoneOffset.UTC));
      } catch (DateTimeException noDate) {
        // a sender may hold blanks: the date is what comes last
      }
    }
    return Optional.empty();
  }

  void take(ByteLine line) {
    header &= !line.blank();
    if (header && (line.startsWith("Status:") || line.startsWith("X-"))) {
      field(line.text());
    }
  }

  private void field(String text) {
    String value = text.substring(text.indexOf(':') + 1).strip();
    switch (text.substring(0, Math.max(0, text.indexOf(':')))) {
      case "Status", "X-Status" -> value.chars().mapToObj(each -> (char) each).filter(LETTERS::containsKey).forEach(each -> flags.add(LETTERS.get(each)));
      case "X-Keywords" -> List.of(value.split("\\s+")).stream().filter(each -> !each.isEmpty()).forEach(keywords::add);
      case "X-UID" -> uid = value.matches("[0-9]{1,10}") ? OptionalLong.of(Long.parseLong(value)) : uid;
      default -> {
        // is the message's own business
      }
    }
  }

  Instant arrived() {
    return arrived;
  }

  OptionalLong uid() {
    return uid;
  }

  Marks marks() {
    return new Marks(flags, keywords);
  }
}
