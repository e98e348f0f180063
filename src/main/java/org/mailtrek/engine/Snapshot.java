package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.host.TrekException;

/**
 * A named point to return to: a place in the journal, plus backups.
 *
 * @param name as typed
 * @param created when it was made
 * @param run number of the last run before it; 0 when there was none
 * @param backups what was saved with it
 */
public record Snapshot(String name, Instant created, long run, List<Backup> backups) {

  /** Copies the list. */
  public Snapshot {
    backups = List.copyOf(backups);
  }

  JSONObject toJson() {
    return Json.object(
        "format", 1,
        "name", name,
        "created", created.toString(),
        "run", run,
        "backups", backups.stream().map(each -> Json.object("what", each.what(), "place", each.place(), "digest", each.digest())).toList());
  }

  static Snapshot read(JSONObject json) throws TrekException {
    List<Backup> backups = new ArrayList<>();
    for (JSONObject each : Json.children(json, "backups")) {
      backups.add(new Backup(Json.text(each, "what"), Json.text(each, "place"), Json.text(each, "digest")));
    }
    return new Snapshot(Json.text(json, "name"), Instant.parse(Json.text(json, "created")), Json.number(json, "run"), backups);
  }

  /**
   * A backup that belongs to a snapshot.
   *
   * @param what {@code config}, {@code ldap}, {@code database} or {@code attachments}
   * @param place where it lies, as typed in commands
   * @param digest SHA-256 of its list of contents, hexadecimal
   */
  public record Backup(String what, String place, String digest) {}
}
