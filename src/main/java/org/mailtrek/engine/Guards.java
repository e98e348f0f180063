package org.mailtrek.engine;

import java.util.Map;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Asks guards, and passes over those that were overridden by name. */
final class Guards {

  private Guards() {}

  static void check(Guard guard, View view, Map<String, String> overrides, Progress progress) throws TrekException {
    String because = overrides.get(guard.name());
    if (because == null) {
      progress.say("guard " + guard.name() + ": " + guard.check(view));
      return;
    }
    try {
      progress.say("guard " + guard.name() + ": " + guard.check(view));
    } catch (TrekException e) {
      if (e.kind() != TrekException.Kind.REFUSED) {
        throw e;
      }
      progress.say("guard " + guard.name() + " passed over (" + because + "): " + e.getMessage());
    }
  }
}
