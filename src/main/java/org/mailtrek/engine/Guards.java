package org.mailtrek.engine;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Asks guards, and passes over those that were overridden by name. What several steps have found alike is said once. */
final class Guards {

  private final Set<String> said = new HashSet<>();

  /** Returns what a guard found that was passed over; empty where it passed by itself. */
  Optional<String> check(Guard guard, View view, Map<String, String> overrides, Progress progress) throws TrekException {
    String because = overrides.get(guard.name());
    if (because == null) {
      ask(guard, view, progress);
      return Optional.empty();
    }
    try {
      ask(guard, view, progress);
      return Optional.empty();
    } catch (TrekException e) {
      if (e.kind() != TrekException.Kind.REFUSED) {
        throw e;
      }
      String passed = "guard " + guard.name() + " passed over (" + because + "): " + e.getMessage();
      progress.say(passed);
      return Optional.of(passed);
    }
  }

  private void ask(Guard guard, View view, Progress progress) throws TrekException {
    String evidence = guard.check(view);
    String found = "guard " + guard.name() + ": " + evidence;
    if (!evidence.isEmpty() && said.add(found)) {
      progress.say(found);
    }
  }
}
