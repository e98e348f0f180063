package org.mailtrek.host;

import java.time.Clock;
import java.util.Map;

/**
 * What a simulated machine needs besides its folder.
 *
 * @param programs what its services do when they are started, by service name; a service without one simply runs
 * @param layer lies between the machine and its disks: all it writes goes through
 * @param clock dates the lines of its syslog
 */
public record Simulation(Map<String, Program> programs, DiskLayer layer, Clock clock) {

  /** Copies the map. */
  public Simulation {
    programs = Map.copyOf(programs);
  }

  /** Returns a simulation with these programs, nothing over the disks, and the time of day. */
  public static Simulation of(Map<String, Program> programs) {
    return new Simulation(programs, DiskLayer.NONE, Clock.systemUTC());
  }
}
