package org.mailtrek.engine;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TrekException;

/**
 * Reads the journal's valid prefix: the lines that parse, end in a newline and chain. Behind it there may be what a crash left of the last
 * two lines; anything more is corruption.
 */
final class JournalScan {

  static final String NAME = "journal.jsonl";
  static final int FORMAT = 1;

  /** Lines that may be unsynced when a machine dies: the last {@code done} and the next {@code intent}. */
  static final int UNSYNCED_AT_MOST = 2;

  static final int LONGEST_LINE = 1 << 20;

  private final InputStream in;
  private long validLength;
  private long lines;
  private String lastDigest = "";
  private long tailBytes;
  private int tailLines;
  private String why = "";
  private boolean future;

  private JournalScan(InputStream in) {
    this.in = in;
  }

  /** Takes the valid lines, each with its offset in bytes. */
  @FunctionalInterface
  interface Sink {
    void line(Line line, long offset) throws TrekException;
  }

  /**
   * What a scan found.
   *
   * @param lines valid lines
   * @param length of the valid prefix in bytes
   * @param lastDigest of the last valid line's raw bytes; empty when there is none
   * @param tailBytes what lies behind
   * @param problem what is wrong, when that is more than a torn end
   */
  record Found(long lines, long length, String lastDigest, long tailBytes, Optional<String> problem) {}

  static HostPath file(Home home) {
    return home.journal().resolve(NAME);
  }

  /**
   * Reads the valid lines.
   *
   * @throws TrekException when the journal is corrupt, after the valid lines were handed over
   */
  static Found read(Home home, Sink sink) throws TrekException {
    Found found = scan(home, sink);
    if (found.problem().isPresent()) {
      throw TrekException.at(file(home)).found(found.problem().get()).next("journal verify");
    }
    return found;
  }

  static Found scan(Home home, Sink sink) throws TrekException {
    HostPath file = file(home);
    Optional<InputStream> there = home.open(file);
    if (there.isEmpty()) {
      return new Found(0, 0, "", 0, Optional.empty());
    }
    try (InputStream in = new BufferedInputStream(there.get(), 1 << 16)) {
      return new JournalScan(in).all(sink);
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
    }
  }

  private Found all(Sink sink) throws IOException, TrekException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream(1024);
    boolean valid = true;
    for (int next = in.read(); next >= 0; next = in.read()) {
      raw.write(next);
      if (next == '\n' || raw.size() >= LONGEST_LINE) {
        valid = take(raw.toByteArray(), valid, sink);
        raw.reset();
      }
    }
    if (raw.size() > 0) {
      take(raw.toByteArray(), valid, sink);
    }
    return new Found(lines, validLength, lastDigest, tailBytes, problem());
  }

  private boolean take(byte[] raw, boolean validSoFar, Sink sink) throws TrekException {
    Optional<Line> line = validSoFar ? parse(raw) : Optional.empty();
    if (line.isEmpty()) {
      tailBytes += raw.length;
      tailLines++;
      return false;
    }
    long offset = validLength;
    lines++;
    validLength += raw.length;
    lastDigest = Digests.hex(raw);
    sink.line(line.get(), offset);
    return true;
  }

  private Optional<String> problem() {
    if (future) {
      return Optional.of("line " + (lines + 1) + ", at byte " + validLength + ": " + why);
    }
    if (tailLines <= UNSYNCED_AT_MOST) {
      return Optional.empty();
    }
    return Optional.of(
        "corrupt at byte " + validLength + ", line " + (lines + 1) + ": " + why + "; " + tailLines + " lines follow, and a crash leaves at most "
            + UNSYNCED_AT_MOST);
  }

  private Optional<Line> parse(byte[] raw) {
    try {
      if (raw[raw.length - 1] != '\n') {
        return bad("the line has no end");
      }
      JSONObject json = JsonText.object(new String(raw, StandardCharsets.UTF_8));
      if (Json.number(json, "format") != FORMAT) {
        future = true;
        return bad("format " + json.getField("format") + " is not known to this Mailtrek");
      }
      if (!Json.text(json, "before").equals(lastDigest)) {
        return bad("it does not chain to the line before, so one of the two was changed");
      }
      Optional<Phase> phase = Phase.of(Json.text(json, "phase"));
      if (phase.isEmpty() || Json.number(json, "seq") != lines + 1) {
        return bad("unknown phase or wrong sequence");
      }
      return Optional.of(
          new Line(
              lines + 1, Instant.parse(Json.text(json, "time")), Json.number(json, "run"), Json.text(json, "step"), phase.get(),
              Json.child(json, "what")));
    } catch (JSONException | TrekException | DateTimeException e) {
      return bad("the line does not parse");
    }
  }

  private Optional<Line> bad(String reason) {
    why = reason;
    return Optional.empty();
  }
}
