package org.mailtrek.host;

import java.util.List;

/** The services of a machine: what is installed, what runs, what starts at boot. */
public interface ServicesView {

  /** Returns the names of all services that are installed, sorted, without a suffix such as {@code .service}. */
  List<String> names() throws TrekException;

  /** Returns what a service does now; {@link Run#ABSENT} when it is not installed. */
  State state(String service) throws TrekException;

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

  /**
   * What a service does.
   *
   * @param run whether it runs
   * @param enabled whether it starts at boot
   */
  record State(Run run, boolean enabled) {}
}
