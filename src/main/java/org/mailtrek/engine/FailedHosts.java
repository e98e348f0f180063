package org.mailtrek.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailtrek.host.TrekException;

/** The hosts of a run that have failed, each with what it failed at, and whether the others bear it. Safe for several threads. */
final class FailedHosts {

  private final int borne;
  private boolean stopped;
  private final Map<String, TrekException> failures = new LinkedHashMap<>();

  /** Bears this many. */
  FailedHosts(int borne) {
    this.borne = borne;
  }

  synchronized void add(String host, TrekException failure) {
    failures.put(host, failure);
  }

  /** Returns the hosts. */
  synchronized Set<String> hosts() {
    return Set.copyOf(failures.keySet());
  }

  /** Lets nobody go on, for a mistake of our own. */
  synchronized void stopAll() {
    stopped = true;
  }

  /** Passes while the others may go on. */
  synchronized void halt() throws TrekException {
    if (stopped || failures.size() > borne) {
      throw TrekException.at("run").kind(TrekException.Kind.INTERRUPTED).found("stopped, since another host failed: " + String.join(", ", failures.keySet())).next("resume, or undo");
    }
  }

  /** Returns whether more failed than the others bear. */
  synchronized boolean tooMany() {
    return failures.size() > borne;
  }

  /**
   * Passes when none has failed.
   *
   * @param why what can't go on now
   * @throws TrekException of the kind of the only failure; else {@code DIFFERENT} when all are, {@code PARTLY} otherwise
   */
  synchronized void refuseToGoOn(String why) throws TrekException {
    if (failures.isEmpty()) {
      return;
    }
    boolean different = failures.values().stream().allMatch(each -> each.kind() == TrekException.Kind.DIFFERENT);
    String all = failures.entrySet().stream().map(each -> told(each.getKey(), each.getValue())).collect(Collectors.joining("; "));
    TrekException first = failures.values().iterator().next();
    TrekException whole =
        TrekException.at(String.join(", ", failures.keySet()))
            .kind(different ? TrekException.Kind.DIFFERENT : TrekException.Kind.PARTLY)
            .found("failed, and " + why + ": " + all)
            .because(first)
            .next(first.next());
    failures.values().stream().skip(1).forEach(whole::addSuppressed);
    throw whole;
  }

  private static String told(String host, TrekException failure) {
    String all = failure.where() + ": " + failure.what();
    return all.startsWith(host + ":") ? all : host + ": " + all;
  }
}
