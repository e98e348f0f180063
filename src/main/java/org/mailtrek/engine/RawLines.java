package org.mailtrek.engine;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TrekException;

/**
 * The lines of a damaged journal that can still be believed. The line behind one holds its digest; where that does not fit, one of the two was changed, and the
 * line after next tells which. Looks three lines far, so that it works for journals of any length.
 */
final class RawLines {

  private final InputStream in;
  private final Deque<Raw> ahead = new ArrayDeque<>();

  RawLines(InputStream in) {
    this.in = in;
  }

  /** A line as it lies there. */
  private record Raw(String digest, Optional<Believed> read) {

    /** Returns whether the line behind says of this one what it is; also where there is none next in number. */
    boolean confirmedBy(Raw behind) {
      return read.isPresent() && behind.read().map(next -> next.line().sequence() != read.get().line().sequence() + 1 || next.before().equals(digest)).orElse(true);
    }
  }

  /**
   * A line that can be read.
   *
   * @param line what it says
   * @param before the digest of the line before that it was written behind
   */
  private record Believed(Line line, String before) {}

  /** Returns the next line that can be believed; empty at the end. */
  Optional<Line> next() throws IOException {
    for (Optional<Raw> first = take(); first.isPresent(); first = take()) {
      Iterator<Raw> behind = fill().iterator();
      Raw second = behind.hasNext() ? behind.next() : null;
      Raw third = behind.hasNext() ? behind.next() : null;
      boolean otherChanged = second != null && third != null && !second.confirmedBy(third);
      if (first.get().read().isPresent() && (second == null || first.get().confirmedBy(second) || otherChanged)) {
        return Optional.of(first.get().read().get().line());
      }
    }
    return Optional.empty();
  }

  private Optional<Raw> take() throws IOException {
    fill();
    return Optional.ofNullable(ahead.poll());
  }

  private Deque<Raw> fill() throws IOException {
    while (ahead.size() < 2) {
      Optional<byte[]> raw = read();
      if (raw.isEmpty()) {
        break;
      }
      ahead.add(new Raw(Digests.hex(raw.get()), parse(raw.get())));
    }
    return ahead;
  }

  /** Returns the bytes of a line; of one that is longer than any may be, its first part. */
  private Optional<byte[]> read() throws IOException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream(1024);
    for (int next = in.read(); next >= 0; next = in.read()) {
      raw.write(next);
      if (next == '\n' || raw.size() >= JournalScan.LONGEST_LINE) {
        break;
      }
    }
    return raw.size() == 0 ? Optional.empty() : Optional.of(raw.toByteArray());
  }

  private static Optional<Believed> parse(byte[] raw) {
    try {
      JSONObject json = JsonText.object(new String(raw, StandardCharsets.UTF_8));
      Optional<Phase> phase = Phase.of(Json.text(json, "phase"));
      if (raw[raw.length - 1] != '\n' || Json.number(json, "format") != JournalScan.FORMAT || phase.isEmpty()) {
        return Optional.empty();
      }
      Line line = new Line(Json.number(json, "seq"), Instant.parse(Json.text(json, "time")), Json.number(json, "run"), Json.text(json, "step"), phase.get(), Json.child(json, "what"));
      return Optional.of(new Believed(line, Json.text(json, "before")));
    } catch (JSONException | TrekException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
