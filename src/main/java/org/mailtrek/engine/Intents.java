package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.TrekException;

/** The intents of one run: where they lie in the journal and how each stands. Holds places, not lines: a run may have millions. */
final class Intents {

  private final Home home;
  private final ChangeReader reader;
  private final long run;
  private final Map<Long, Place> places = new LinkedHashMap<>();
  private final Map<Long, List<String>> left = new HashMap<>();
  private final Map<Long, List<String>> noted = new HashMap<>();
  private long lastIntent;

  private Intents(Home home, ChangeReader reader, long run) {
    this.home = home;
    this.reader = reader;
    this.run = run;
  }

  /** How the change of an intent stands. */
  enum Standing {
    /** Not known: look. */
    OPEN,
    /** Made. */
    DONE,
    /** Taken back. */
    UNDONE
  }

  /**
   * An intent's place.
   *
   * @param sequence of its line
   * @param offset of its line in the journal, in bytes
   * @param length of its line in bytes; 0 for the journal's last
   * @param standing how its change stands
   */
  record Place(long sequence, long offset, long length, Standing standing) {}

  static Intents of(Home home, ChangeReader reader, long run) throws TrekException {
    Intents intents = new Intents(home, reader, run);
    JournalScan.Found found = JournalScan.read(home, intents::take);
    intents.endLast(found.length());
    return intents;
  }

  private void take(Line line, long offset) throws TrekException {
    endLast(offset);
    if (line.run() != run) {
      return;
    }
    switch (line.phase()) {
      case INTENT -> {
        places.put(line.sequence(), new Place(line.sequence(), offset, 0, Standing.OPEN));
        lastIntent = line.sequence();
      }
      case DONE -> done(line);
      case UNDONE -> stand(line, Standing.UNDONE);
      case FAILED -> {
        if (line.body().hasField("intent")) {
          places.remove(Json.number(line.body(), "intent"));
        }
      }
      default -> {
        // says nothing of an intent
      }
    }
  }

  private void endLast(long offset) {
    if (lastIntent > 0) {
      places.computeIfPresent(lastIntent, (key, old) -> new Place(key, old.offset(), offset - old.offset(), old.standing()));
      lastIntent = 0;
    }
  }

  private void done(Line line) throws TrekException {
    stand(line, Standing.DONE);
    List<String> sentences = Json.texts(line.body(), "left");
    if (!sentences.isEmpty()) {
      left.put(Json.number(line.body(), "intent"), sentences);
    }
    if (line.body().hasField("noted")) {
      noted.put(Json.number(line.body(), "intent"), Json.texts(line.body(), "noted"));
    }
  }

  private void stand(Line line, Standing standing) throws TrekException {
    places.computeIfPresent(
        Json.number(line.body(), "intent"), (key, old) -> new Place(key, old.offset(), old.length(), standing));
  }

  /** Returns the intents that did not fail, in the order in which they were written. */
  List<Place> all() {
    return new ArrayList<>(places.values());
  }

  /** Reads an intent's line again. */
  Line line(Place place) throws TrekException {
    byte[] raw;
    try (InputStream in = home.view().read(JournalScan.file(home))) {
      in.skipNBytes(place.offset());
      raw = in.readNBytes((int) place.length());
    } catch (IOException e) {
      throw TrekException.at(JournalScan.file(home)).found("can't be read: " + e.getMessage()).because(e).next("journal verify");
    }
    JSONObject json = Json.parse(raw, JournalScan.file(home));
    return new Line(
        place.sequence(), Instant.parse(Json.text(json, "time")), run, Json.text(json, "step"), Phase.INTENT, Json.child(json, "what"));
  }

  /** Returns the side files of an intent, with what making its change left alone, and what was noted then. */
  SideFiles side(Line intent) {
    return SideFiles.of(home, intent, left.getOrDefault(intent.sequence(), List.of()), noted.getOrDefault(intent.sequence(), List.of()));
  }

  Change change(Line intent) throws TrekException {
    return reader.read(SideFiles.change(home, intent));
  }
}
