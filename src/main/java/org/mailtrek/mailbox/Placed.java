package org.mailtrek.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A message that was put into a store, as the ledger notes it.
 *
 * @param key names it among those of its folder at the source, for good: its UID, or a negative number made of what never changes about it
 * @param uid the UID that it had at the source; 0 where it had none
 * @param seconds when it arrived, since 1970
 * @param size in bytes
 * @param digest SHA-256 of them, in base64 for names
 * @param marks what was noted on it at the source when it was put there
 */
record Placed(long key, long uid, long seconds, long size, String digest, Marks marks) {

  private static final Pattern LINE = Pattern.compile("[0-9a-f]{1,16} [0-9]{1,10} -?[0-9]{1,12} [0-9]{1,15} [A-Za-z0-9_-]{43} (-|[RTDFS]{1,5})( \\S+)*");
  private static final int WORDS = 6;

  /** Returns it as a line of the ledger has it. */
  String text() {
    return Long.toHexString(key) + " " + uid + " " + seconds + " " + size + " " + digest + " " + marksText(marks);
  }

  /** Returns what {@link #text} wrote; empty when it is none. */
  static Optional<Placed> read(String text) {
    if (!LINE.matcher(text).matches()) {
      return Optional.empty();
    }
    List<String> words = List.of(text.split(" "));
    Marks marks = new Marks(Marks.flags(words.get(WORDS - 1)), new TreeSet<>(words.subList(WORDS, words.size())));
    return Optional.of(new Placed(Long.parseUnsignedLong(words.get(0), 16), Long.parseLong(words.get(1)), Long.parseLong(words.get(2)), Long.parseLong(words.get(3)), words.get(4), marks));
  }

  /** Returns the flags' letters, {@code -} for none, and the words, as indexes and ledgers of ours have them. */
  static String marksText(Marks marks) {
    StringBuilder text = new StringBuilder(marks.flags().isEmpty() ? "-" : marks.letters());
    marks.keywords().forEach(each -> text.append(' ').append(each));
    return text.toString();
  }

  /** Returns a number that is another for other marks. */
  int marksNumber() {
    return number(marks);
  }

  static int number(Marks marks) {
    return marksText(marks).hashCode();
  }

  Placed with(Marks now) {
    return new Placed(key, uid, seconds, size, digest, now);
  }

  /** Returns the key of a message that has no UID, made of what never changes about it. */
  static long key(String lasting) {
    byte[] digest = Sha.of(lasting.getBytes(StandardCharsets.UTF_8));
    long number = 0;
    for (int at = 0; at < Long.BYTES; at++) {
      number = number << Byte.SIZE | digest[at] & 0xff;
    }
    return number | Long.MIN_VALUE;
  }
}
