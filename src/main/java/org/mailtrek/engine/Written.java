package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailtrek.engine.change.Change;

/**
 * A change with its form for the journal, so that the form can be made while the change before it is still at work.
 *
 * @param change the change
 * @param packed its form as {@link Packed} keeps it in a side file; empty where it is small and stands in the line itself
 */
record Written(Change change, Optional<byte[]> packed) {

  static Written of(Change change) {
    byte[] text = change.text().getBytes(StandardCharsets.UTF_8);
    return new Written(change, text.length <= Packed.PLAIN_AT_MOST ? Optional.empty() : Optional.of(Packed.pack(text)));
  }

  JSONObject inline() {
    return change.toJson();
  }
}
