package org.mailtrek.mailbox;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.host.ImapAnswer;

/** Messages as an IMAP server lists them. */
final class ImapMessages {

  /** What is asked for of each. */
  static final String ITEMS = "(UID FLAGS INTERNALDATE RFC822.SIZE)";

  private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern("d-MMM-yyyy HH:mm:ss xx").toFormatter(Locale.ENGLISH);

  private ImapMessages() {}

  /** Returns the messages of which answers tell all that was asked for, in the order of the answers. */
  static List<Message> of(List<ImapAnswer> answers) throws IOException {
    List<Message> found = new ArrayList<>();
    for (ImapAnswer each : answers) {
      if (each.is("FETCH") && each.values().size() == 1 && each.values().get(0) instanceof List<?> pairs && ImapAnswer.of(pairs, "INTERNALDATE").isPresent()) {
        found.add(message(pairs));
      }
    }
    return found;
  }

  private static Message message(List<?> pairs) throws IOException {
    String uid = text(pairs, "UID");
    String size = text(pairs, "RFC822.SIZE");
    if (!uid.matches("[0-9]{1,10}") || !size.matches("[0-9]{1,18}") || !(ImapAnswer.of(pairs, "FLAGS").orElse("") instanceof List<?> flags)) {
      throw new IOException("the server lists a message without a UID, its size or its flags: " + pairs);
    }
    return new Message("UID " + uid, OptionalLong.of(Long.parseLong(uid)), Long.parseLong(size), date(text(pairs, "INTERNALDATE")), marks(flags));
  }

  private static String text(List<?> pairs, String key) {
    return ImapAnswer.of(pairs, key).orElse("").toString();
  }

  private static Instant date(String text) {
    try {
      return OffsetDateTime.parse(text.strip(), DATE).toInstant();
    } catch (DateTimeParseException e) {
      return Message.UNDATED;
    }
  }

  /** Returns a date as commands have it. */
  static String date(Instant instant) {
    return DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss xx", Locale.ENGLISH).format(instant.atOffset(ZoneOffset.UTC));
  }

  /**
   * Returns why a date is not kept by servers. A year has four digits there (RFC 3501); Dovecot 2.3 gives, without a word, the time of the day to a message from after January 2038,
   * and another date to one from before December 1901 or from the last second of 1969.
   */
  static Optional<String> refuses(Instant instant) {
    long seconds = instant.getEpochSecond();
    boolean kept = seconds == (int) seconds && seconds != -1;
    return kept ? Optional.empty() : Optional.of("its date, " + instant + ", is one that servers change: they keep those from 1901-12-13 to 2038-01-19");
  }

  private static Marks marks(List<?> flags) {
    Set<Marks.Flag> known = EnumSet.noneOf(Marks.Flag.class);
    TreeSet<String> words = new TreeSet<>();
    for (Object each : flags) {
      String flag = each.toString();
      if (!flag.startsWith("\\")) {
        words.add(flag);
      }
      for (Marks.Flag one : Marks.Flag.values()) {
        if (flag.equalsIgnoreCase("\\" + one.name())) {
          known.add(one);
        }
      }
    }
    return new Marks(known, words);
  }
}
