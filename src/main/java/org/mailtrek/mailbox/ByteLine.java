package org.mailtrek.mailbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A line of bytes as a stream has it, with its end. Of a long one the beginning is kept, and counted is all of it, so that nothing in a message grows the heap. */
final class ByteLine {

  private final byte[] kept;
  private int held;
  private long length;
  private boolean blank;
  private boolean ended;

  ByteLine(int longest) {
    this.kept = new byte[longest];
  }

  /**
   * Reads the next line.
   *
   * @return false at the end of the stream
   */
  boolean read(BufferedInputStream in) throws IOException {
    held = 0;
    length = 0;
    blank = true;
    ended = false;
    for (int each = in.read(); each >= 0; each = in.read()) {
      length++;
      if (held < kept.length) {
        kept[held++] = (byte) each;
      }
      if (each == '\n') {
        ended = true;
        break;
      }
      blank &= each == '\r';
    }
    return length > 0;
  }

  /** Returns how many bytes it has, its end included. */
  long length() {
    return length;
  }

  /** Returns whether it has an end, as all but the last one of a file have. */
  boolean whole() {
    return ended;
  }

  /** Returns whether there is nothing in it but its end. */
  boolean blank() {
    return blank;
  }

  boolean startsWith(String ascii) {
    for (int at = 0; at < ascii.length(); at++) {
      if (at >= held || kept[at] != ascii.charAt(at)) {
        return false;
      }
    }
    return true;
  }

  /** Returns what is kept of it, without its end, a character for each byte. */
  String text() {
    int end = held;
    while (end > 0 && (kept[end - 1] == '\n' || kept[end - 1] == '\r')) {
      end--;
    }
    return new String(kept, 0, end, StandardCharsets.ISO_8859_1);
  }
}
