package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailtrek.host.BlockStream;

/**
 * Which lines of a message end with CRLF and which with LF alone. On the wire of IMAP all end with CRLF; with this the message has its own bytes again.
 *
 * @param bare whether the first end of a line is LF alone
 * @param runs how many ends in a row are alike, before the other kind follows; those behind the last run are alike to the end
 */
record LineEnds(boolean bare, List<Long> runs) {

  /** A message that changes more often is none that servers take as it is. */
  private static final int MOST = 1_000;
  private static final Pattern TEXT = Pattern.compile("[cl]([0-9]{1,15}(,[0-9]{1,15})*)?");

  LineEnds {
    runs = List.copyOf(runs);
  }

  /** Returns it as a word. */
  String text() {
    return (bare ? "l" : "c") + String.join(",", runs.stream().map(String::valueOf).toList());
  }

  /** Returns what {@link #text} wrote; empty when it is none. */
  static Optional<LineEnds> read(String text) {
    if (!TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    List<Long> runs = text.length() == 1 ? List.of() : Arrays.stream(text.substring(1).split(",")).map(Long::valueOf).toList();
    return Optional.of(new LineEnds(text.charAt(0) == 'l', runs));
  }

  /** A message that IMAP can't carry, or that servers change. */
  static final class Uncarried extends IOException {

    private static final long serialVersionUID = 1;

    Uncarried(String reason) {
      super(reason);
    }
  }

  /** Looks at what goes through, block by block; a read fails with {@link Uncarried} where it can't be carried. */
  static final class Watch extends BlockWatch {

    private final List<Long> runs = new ArrayList<>();
    private boolean first;
    private boolean bare;
    private long run;
    private long added;
    private int before;
    private boolean doubled;

    Watch(InputStream in) {
      super(in);
    }

    @Override
    void see(byte[] block, int start, int length) throws Uncarried {
      for (int at = start; at < start + length; at++) {
        if (block[at] == 0) {
          throw new Uncarried("it holds NUL bytes, which IMAP can't carry");
        }
        if (block[at] == '\n') {
          end(before != '\r');
        }
        doubled = block[at] == '\r' && before == '\r';
        before = block[at];
      }
    }

    private void end(boolean alone) throws Uncarried {
      if (doubled) {
        throw new Uncarried("it holds CR CR LF, of which servers make CR LF");
      }
      added += alone ? 1 : 0;
      if (run == 0 && runs.isEmpty()) {
        first = alone;
      } else if (alone != bare) {
        runs.add(run);
        run = 0;
      }
      if (runs.size() > MOST) {
        throw new Uncarried("its lines end with CRLF and with LF by turns, more than " + MOST + " times, and IMAP carries CRLF only");
      }
      bare = alone;
      run++;
    }

    /** Returns how many bytes more it has on the wire. */
    long added() {
      return added;
    }

    LineEnds found() {
      return new LineEnds(first, runs);
    }
  }

  /** Gives every line of a message the end that it has on the wire. */
  static InputStream toWire(InputStream content) {
    return new Turned(content) {
      @Override
      void turn(int each, int before) {
        if (each == '\n' && before != '\r') {
          put('\r');
        }
        put(each);
      }
    };
  }

  /** Gives every line that comes from the wire its own end. */
  InputStream fromWire(InputStream wire) {
    return new Turned(wire) {
      private int at;
      private long run;
      private boolean now = bare;

      @Override
      void turn(int each, int before) {
        if (each == '\n' && before == '\r') {
          if (at < runs.size() && run == runs.get(at)) {
            at++;
            run = 0;
            now = !now;
          }
          run++;
          if (now) {
            unput();
          }
        }
        put(each);
      }
    };
  }

  /** Bytes that become others, block by block. A CR at the end of a block waits for what follows. */
  private abstract static class Turned extends BlockStream {

    private static final int PIECE = 1 << 14;

    private final InputStream in;
    private final byte[] raw = new byte[PIECE];
    private final byte[] turned = new byte[2 * PIECE + 2];
    private int filled;
    private int given;
    private int before;
    private boolean ended;

    Turned(InputStream in) {
      this.in = in;
    }

    abstract void turn(int each, int last);

    void put(int each) {
      turned[filled++] = (byte) each;
    }

    void unput() {
      filled--;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
      int ready = ready();
      while (ready == 0 && !ended) {
        fill();
        ready = ready();
      }
      int count = Math.min(length, ready);
      System.arraycopy(turned, given, into, start, count);
      given += count;
      return count == 0 && length > 0 ? -1 : count;
    }

    private int ready() {
      boolean waits = !ended && filled > 0 && turned[filled - 1] == '\r';
      return Math.max(0, filled - given - (waits ? 1 : 0));
    }

    private void fill() throws IOException {
      boolean waits = filled > given;
      if (waits) {
        turned[0] = '\r';
      }
      filled = waits ? 1 : 0;
      given = 0;
      int got = in.read(raw, 0, PIECE);
      ended = got < 0;
      for (int at = 0; at < got; at++) {
        turn(raw[at], before);
        before = raw[at];
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
