package org.mailtrek.directory;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.mailtrek.host.TrekException;

/**
 * Reads an LDIF file (RFC 2849) record by record into one buffer, without looking into the lines; the fast path of the rewrite stands on
 * it. The buffer grows with the longest record only. Not for several threads.
 */
final class LdifRecords implements Closeable {

  private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final int FIRST_SIZE = 1 << 20;
  private static final int LARGEST = 1 << 26;

  private final InputStream in;
  private final String name;
  private final OutputStream out;
  private byte[] buffer = new byte[FIRST_SIZE];
  private int filled;
  private int end;
  private int gap;
  private int[] starts = new int[256];
  private int lines;
  private long line = 1;
  private int written;
  private boolean drained;

  /** Reads only. */
  LdifRecords(InputStream in, String name) {
    this(in, name, OutputStream.nullOutputStream());
  }

  /** Reads, and copies what was read, as it lies in the buffer by then, in blocks as large as can be. */
  LdifRecords(InputStream in, String name, OutputStream out) {
    this.in = in;
    this.name = name;
    this.out = out;
  }

  /** Writes bytes in place of the record. */
  void replace(byte[] bytes) throws IOException {
    out.write(buffer, written, starts[0] - written);
    out.write(bytes);
    written = starts[lines];
  }

  /** Writes what is left; after the last record. */
  void finish() throws IOException {
    out.write(buffer, written, end - written);
    written = end;
  }

  /** Returns the buffer; record and gap lie in it until the next call of {@link #next}. */
  byte[] bytes() {
    return buffer;
  }

  /** Returns where the blank lines before the record begin. */
  int gap() {
    return gap;
  }

  /** Returns how many lines the record has, continuations and comments counted. */
  int lines() {
    return lines;
  }

  /** Returns where a line begins; that of {@link #lines} is the end of the record. */
  int start(int index) {
    return starts[index];
  }

  /** Returns where a line ends, its line break left out. */
  int endOf(int index) {
    int stop = starts[index + 1] - 1;
    return stop > starts[index] && buffer[stop - 1] == '\r' ? stop - 1 : stop;
  }

  /** Returns whether a line belongs to the one before. */
  boolean continues(int index) {
    return index < lines && buffer[starts[index]] == ' ';
  }

  /** Returns an exception that names a line of the record. */
  TrekException broken(int index, String reason) {
    return TrekException.at(name + ":" + (line + index)).found(reason).next("correct that line, then run it again; nothing was written");
  }

  /**
   * Goes to the next record.
   *
   * @return whether there is one; if not, what is left of the file are the blank lines from {@link #gap} to {@link #start} of 0
   */
  boolean next() throws IOException, TrekException {
    gap = end;
    line += lines;
    lines = 0;
    int at = end;
    while (true) {
      int feed = lineFeed(at);
      if (feed < 0) {
        int before = gap;
        boolean more = more();
        int moved = before - gap;
        at -= moved;
        for (int index = 0; index < lines; index++) {
          starts[index] -= moved;
        }
        if (!more) {
          starts[lines] = at;
          end = at;
          return lines > 0;
        }
      } else if (feed == at || feed == at + 1 && buffer[at] == '\r') {
        if (lines > 0) {
          starts[lines] = at;
          end = at;
          return true;
        }
        line++;
        at = feed + 1;
      } else {
        if (lines + 2 > starts.length) {
          starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[lines++] = at;
        at = feed + 1;
      }
    }
  }

  private int lineFeed(int from) {
    int at = from;
    byte[] bytes = buffer;
    for (int last = filled - Long.BYTES; at <= last; at += Long.BYTES) {
      long word = (long) WORD.get(bytes, at) ^ (ONES * '\n');
      long found = (word - ONES) & ~word & HIGHS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >> 3);
      }
    }
    for (; at < filled; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** Moves what is in hand to the front and reads on; a last line without a line break gets one. */
  private boolean more() throws IOException, TrekException {
    if (drained) {
      return false;
    }
    if (gap > 0) {
      out.write(buffer, written, gap - written);
      written = 0;
      System.arraycopy(buffer, gap, buffer, 0, filled - gap);
      filled -= gap;
      gap = 0;
    } else if (filled + 1 >= buffer.length) {
      if (buffer.length >= LARGEST) {
        throw broken(0, "a record of more than " + (LARGEST >> 20) + " MiB");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = in.read(buffer, filled, buffer.length - 1 - filled);
    if (count > 0) {
      filled += count;
      return true;
    }
    drained = true;
    if (filled == 0 || buffer[filled - 1] == '\n') {
      return false;
    }
    buffer[filled++] = '\n';
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
