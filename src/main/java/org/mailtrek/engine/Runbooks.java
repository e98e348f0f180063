package org.mailtrek.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** The runbooks that this program knows, by name. Filled once at the start, then only read. */
public final class Runbooks {

  private final Map<String, Runbook> byName = new LinkedHashMap<>();

  /** Registers runbooks; a later one of the same name is a mistake of ours. */
  public Runbooks(Collection<? extends Runbook> runbooks) {
    for (Runbook each : runbooks) {
      if (byName.put(each.name(), each) != null) {
        throw new IllegalArgumentException("two runbooks named " + each.name());
      }
    }
  }

  /** Returns all, in the order of registration. */
  public List<Runbook> all() {
    return new ArrayList<>(byName.values());
  }

  /**
   * Returns a runbook.
   *
   * @throws TrekException of kind {@code USAGE} when there is none of that name
   */
  public Runbook named(String name) throws TrekException {
    Runbook found = byName.get(name);
    if (found == null) {
      throw TrekException.at(name).kind(TrekException.Kind.USAGE).found("there is no such runbook").next("runbook list");
    }
    return found;
  }

  /**
   * Returns the options with defaults filled in.
   *
   * @throws TrekException of kind {@code USAGE} for an unknown option, a value that is not allowed, or one that is missing
   */
  static Map<String, String> complete(Runbook runbook, Map<String, String> given) throws TrekException {
    Map<String, String> all = new LinkedHashMap<>();
    for (Runbook.Option each : runbook.options()) {
      all.put(each.name(), valueOf(runbook, each, Optional.ofNullable(given.get(each.name()))));
    }
    for (String name : given.keySet()) {
      if (!all.containsKey(name)) {
        throw usage(runbook, "--" + name, "no such option; there are " + all.keySet());
      }
    }
    return all;
  }

  private static String valueOf(Runbook runbook, Runbook.Option option, Optional<String> given) throws TrekException {
    Optional<String> value = given.isPresent() ? given : option.standard();
    if (value.isEmpty()) {
      throw usage(runbook, "--" + option.name(), "missing");
    }
    if (!option.values().isEmpty() && !option.values().contains(value.get())) {
      throw usage(runbook, "--" + option.name(), "can't be \"" + value.get() + "\"; one of " + option.values());
    }
    return value.get();
  }

  private static TrekException usage(Runbook runbook, String where, String what) {
    return TrekException.at(where).kind(TrekException.Kind.USAGE).found(what).next("runbook show " + runbook.name());
  }
}
