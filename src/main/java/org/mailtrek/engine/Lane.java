package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import org.mailtrek.host.TrekException;

/**
 * Where a step stands among the steps of several hosts. Steps of one stage that follow each other in a runbook are carried out side by side: the
 * hosts at once, the steps of each host in order. All hosts have ended a stage before what follows it begins.
 *
 * @param stage its name, one or a few words, such as {@code first start}
 * @param host the host that all its changes belong to
 * @param rolling whether the hosts take turns instead: one is done before the next begins
 */
public record Lane(String stage, String host, boolean rolling) {

  /** Returns the lane of a host in a stage in which hosts work at once. */
  public static Lane beside(String stage, String host) {
    return new Lane(stage, host, false);
  }

  /** Returns the lane of a host in a stage in which hosts take turns. */
  public static Lane rolling(String stage, String host) {
    return new Lane(stage, host, true);
  }

  /** Returns whether another lane belongs to the same stage. */
  boolean with(Lane other) {
    return stage.equals(other.stage) && rolling == other.rolling;
  }

  JSONObject toJson() {
    return Json.object("stage", stage, "host", host, "rolling", rolling);
  }

  static Lane read(JSONObject json) throws TrekException {
    return new Lane(Json.text(json, "stage"), Json.text(json, "host"), Json.flag(json, "rolling"));
  }
}
