package org.mailtrek.host;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The services of a machine: what is installed, what runs, what starts at boot. */
public interface ServicesView {

  /** Returns the names of all services that are installed, sorted, without a suffix such as {@code .service}. */
  List<String> names() throws TrekException;

  /**
   * Returns what a service does now; {@link Run#ABSENT} when it is not installed. What {@link #wakers} names is asked for with its suffix, such as
   * {@code cups.socket}.
   */
  State state(String service) throws TrekException;

  /** Returns whether a service is installed; costs no more than asking for its state, and less where that is asked of its start script. */
  default boolean exists(String service) throws TrekException {
    return state(service).run() != Run.ABSENT;
  }

  /** Returns what all services do, by name; costs no more than asking for one where the service manager can tell all at once. */
  default SortedMap<String, State> states() throws TrekException {
    SortedMap<String, State> all = new TreeMap<>();
    for (String name : names()) {
      all.put(name, state(name));
    }
    return all;
  }

  /**
   * Says which services will be looked at next, so that a machine far away is asked for all of them at once. Costs nothing elsewhere.
   *
   * @throws TrekException when the machine can't be asked
   */
  default void statesAhead(Collection<String> services) throws TrekException {}

  /** Returns what starts a service when somebody connects, or a time has come, such as {@code cups.socket}; it must be stopped first. */
  default List<String> wakers(String service) throws TrekException {
    return List.of();
  }

  /**
   * Looks at the process of a service, whoever started it.
   *
   * @param files which of the machine's files to compare its start with
   * @return empty when there is none, or nothing can be told
   */
  default Optional<Running> running(String service, Collection<HostPath> files) throws TrekException {
    return Optional.empty();
  }

  /**
   * The process of a service.
   *
   * @param since when it was started, by its machine's clock; may be off by two seconds
   * @param changed when the last of the files that were asked about was changed, in content, owner or name; empty when there is none
   * @param command its words; empty where they can't be read
   */
  record Running(Instant since, Optional<Instant> changed, List<String> command) {

    /** Copies the list. */
    public Running {
      command = List.copyOf(command);
    }
  }

  /** Whether a service runs. */
  enum Run {
    /** Not installed. */
    ABSENT,
    /** Not running. */
    STOPPED,
    /** On its way up; wait and look again. */
    STARTING,
    /** Running. */
    RUNNING,
    /** On its way down; wait and look again. */
    STOPPING,
    /** Tried to start and failed. */
    FAILED
  }

  /** Whether a service can be given a place at boot, and be started at all. */
  enum Held {
    /** It can be both. */
    FREE,
    /** Others start it: it has no place of its own at boot, and can't be given one. */
    BY_OTHERS,
    /** An administrator has masked it: it can't be started. */
    MASKED
  }

  /**
   * What a service does.
   *
   * @param run whether it runs
   * @param enabled whether it starts at boot
   * @param held what keeps it from being started or given a place at boot
   */
  record State(Run run, boolean enabled, Held held) {

    /** Makes the state of a service that nothing holds. */
    public State(Run run, boolean enabled) {
      this(run, enabled, Held.FREE);
    }
  }
}
