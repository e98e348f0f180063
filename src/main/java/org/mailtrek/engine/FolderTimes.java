package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Times of folders as they were before changes disturbed them; for each folder the one put in last counts. */
final class FolderTimes {

  private static final String FIELD = "folders";

  private final Map<Change.Place, Instant> times = new LinkedHashMap<>();

  /** Returns the times of folders now; those that are not there yet have none. */
  static FolderTimes now(View view, Set<Change.Place> folders) throws TrekException {
    FolderTimes now = new FolderTimes();
    for (Change.Place each : folders) {
      Optional<FileState> found = view.host(each.host()).stat(each.path());
      if (found.isPresent() && found.get().kind() == FileState.Kind.FOLDER) {
        now.times.put(each, found.get().modified());
      }
    }
    return now;
  }

  /** Puts in the times that an intent noted. */
  void putFrom(JSONObject body) throws TrekException {
    for (JSONObject each : Json.children(body, FIELD)) {
      times.put(
          new Change.Place(Json.text(each, "host"), HostPath.parse(Json.text(each, "path"))), Instant.parse(Json.text(each, "time")));
    }
  }

  JSONObject noteIn(JSONObject body) {
    List<JSONObject> all = new ArrayList<>();
    times.forEach(
        (place, time) -> all.add(Json.object("host", place.host(), "path", place.path().toString(), "time", time.toString())));
    return all.isEmpty() ? body : Json.with(body, FIELD, all);
  }

  /** Sets the times again, durably; a folder that is gone is passed over. */
  void reset(Estate estate) throws TrekException {
    for (Map.Entry<Change.Place, Instant> each : times.entrySet()) {
      Host host = estate.host(each.getKey().host());
      HostPath path = each.getKey().path();
      Optional<FileState> found = host.view().stat(path);
      if (found.isPresent() && found.get().kind() == FileState.Kind.FOLDER) {
        if (!found.get().modified().equals(each.getValue())) {
          host.disk().touch(path, each.getValue());
        }
        host.disk().fsync(path);
      }
    }
  }
}
