package org.mailtrek.backup;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TrekException;

/** Reads files of one JSON object a line. */
final class JsonLines {

  private JsonLines() {}

  static List<JSONObject> read(Kept kept, String path) throws TrekException {
    List<JSONObject> lines = new ArrayList<>();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(kept.open(path), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(JsonText.object(line));
      }
      return lines;
    } catch (IOException | JSONException e) {
      throw unreadable(kept, path, e);
    }
  }

  static TrekException unreadable(Kept kept, String path, Exception e) {
    return TrekException.at("backup " + kept.name() + ": " + path).found("can't be read: " + e.getMessage()).because(e).next("backup verify " + kept.name());
  }
}
