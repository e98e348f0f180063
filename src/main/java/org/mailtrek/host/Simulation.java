package org.mailtrek.host;

import java.time.Clock;
import java.util.Map;

/**
 * What a simulated machine needs besides its folder.
 *
 * @param programs what its services do when they are started, by service name; a service without one simply runs
 * @param tools what its programs do when they are run, by the names of their files
 * @param layer lies between the machine and its disks: all it writes goes through
 * @param clock dates the lines of its syslog
 */
public record Simulation(Map<String, Program> programs, Map<String, Tool> tools, DiskLayer layer, Clock clock) {

  /** Copies the maps. */
  public Simulation {
    programs = Map.copyOf(programs);
    tools = Map.copyOf(tools);
  }

  /** Makes a simulation of a machine that has services only. */
  public Simulation(Map<String, Program> programs, DiskLayer layer, Clock clock) {
    this(programs, Map.of(), layer, clock);
  }

  /** Returns a simulation with these programs, nothing over the disks, and the time of day. */
  public static Simulation of(Map<String, Program> programs) {
    return new Simulation(programs, DiskLayer.NONE, Clock.systemUTC());
  }
}
