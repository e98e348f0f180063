package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.TrekException;

/** Reads changes back from journals and plans. */
@FunctionalInterface
public interface ChangeReader {

  /**
   * Reads what {@link Change#toJson} wrote.
   *
   * @throws TrekException when the kind is unknown (a newer Mailtrek wrote it) or a field is missing
   */
  Change read(JSONObject json) throws TrekException;
}
