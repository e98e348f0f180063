package org.mailtrek.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A message as Postfix's {@code sendmail -bm -i} puts it into the folder {@code maildrop}, record by record: a letter, the length in groups of seven
 * bits with the low ones first, and the data. {@code pickup} takes it from there.
 */
final class MaildropFile {

  /** The longest piece of a line in one record; Postfix's own {@code line_length_limit}. */
  private static final int PIECE = 2048;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private MaildropFile() {}

  /**
   * Returns the file's content.
   *
   * @param dropped when it is given to Postfix, which counts a message's age from there
   */
  static byte[] of(Envelope envelope, byte[] message, Instant dropped) {
    MaildropFile file = new MaildropFile();
    file.record('T', dropped.getEpochSecond() + " " + dropped.getNano() / 1000);
    file.record('A', "rewrite_context=local");
    file.record('S', envelope.from());
    envelope.waiting().forEach(each -> file.record('R', each));
    file.record('M', "");
    file.lines(message);
    file.record('X', "");
    file.record('E', "");
    return file.out.toByteArray();
  }

  private void lines(byte[] message) {
    int at = 0;
    boolean separators = true; // a mailbox's From line before the header is no part of the message
    while (at < message.length) {
      int end = at;
      while (end < message.length && message[end] != '\n' && end - at < PIECE) {
        end++;
      }
      boolean whole = end < message.length && end - at < PIECE;
      boolean separator = separators && whole && (starts(message, at, "From ") || starts(message, at, ">From "));
      separators &= separator;
      if (!separator) {
        record(whole ? 'N' : 'L', message, at, whole && end > at && message[end - 1] == '\r' ? end - 1 : end);
      }
      at = whole ? end + 1 : end;
    }
  }

  private static boolean starts(byte[] message, int at, String word) {
    byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
    return message.length - at >= bytes.length && Arrays.equals(message, at, at + bytes.length, bytes, 0, bytes.length);
  }

  private void record(char letter, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    record(letter, bytes, 0, bytes.length);
  }

  private void record(char letter, byte[] bytes, int from, int to) {
    out.write(letter);
    int left = to - from;
    do {
      int group = left & 0x7f;
      left >>= 7;
      out.write(left == 0 ? group : group | 0x80);
    } while (left != 0);
    out.write(bytes, from, to - from);
  }
}
