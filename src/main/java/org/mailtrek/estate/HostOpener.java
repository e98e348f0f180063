package org.mailtrek.estate;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.mailtrek.host.Host;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;
import org.mailtrek.host.TrekException;

/** Opens hosts as they are declared. */
final class HostOpener {

  private final Path folder;
  private final Machines machines;
  private final Estate estate;

  HostOpener(Path folder, Machines machines, Estate estate) {
    this.folder = folder;
    this.machines = machines;
    this.estate = estate;
  }

  Host open(HostEntry entry) throws TrekException {
    if (entry instanceof HostEntry.Simulated simulated) {
      Simulation simulation = new Simulation(machines.programs(estate), machines.layer(), Clock.systemUTC());
      return new SimulatedHost(entry.name(), folder.resolve(simulated.folder()), simulation);
    }
    if (entry instanceof HostEntry.Local) {
      return new LocalHost(entry.name(), List.of(folder.resolve("packages")), folder.resolve("snapshots/packages"));
    }
    throw TrekException.at(entry.name())
        .kind(TrekException.Kind.UNREACHABLE)
        .found("hosts over SSH can't be reached by this release yet")
        .next("run mailtrek on the machine itself and declare it with: local: true");
  }
}
