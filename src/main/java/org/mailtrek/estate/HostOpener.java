package org.mailtrek.estate;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostFingerprint;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;
import org.mailtrek.host.SshAnswers;
import org.mailtrek.host.SshHost;
import org.mailtrek.host.TrekException;

/** Opens hosts as they are declared. */
final class HostOpener {

  private final Path folder;
  private final Surroundings surroundings;
  private final Secrets secrets;
  private final Estate estate;

  HostOpener(Path folder, Surroundings surroundings, Secrets secrets, Estate estate) {
    this.folder = folder;
    this.surroundings = surroundings;
    this.secrets = secrets;
    this.estate = estate;
  }

  Host open(HostEntry entry) throws TrekException {
    if (entry instanceof HostEntry.Simulated simulated) {
      Simulation simulation = new Simulation(surroundings.machines().programs(estate), surroundings.machines().tools(estate), surroundings.machines().layer(), Clock.systemUTC());
      return new SimulatedHost(entry.name(), folder.resolve(simulated.folder()), simulation);
    }
    if (entry instanceof HostEntry.Local) {
      return new LocalHost(entry.name(), List.of(folder.resolve("packages")), folder.resolve("snapshots/packages"));
    }
    HostEntry.Ssh ssh = (HostEntry.Ssh) entry;
    return SshHost.open(settings().target(ssh), new DeclaredAnswers(ssh, secrets, surroundings));
  }

  /** Signs in; {@code decision} says whether an unknown key is trusted. */
  HostFingerprint trust(HostEntry.Ssh entry, Predicate<HostFingerprint> decision) throws TrekException {
    SshAnswers answers = new DeclaredAnswers(entry, secrets, surroundings) {
      @Override
      public boolean trusts(HostFingerprint offered) {
        return decision.test(offered);
      }
    };
    try (SshHost host = SshHost.open(settings().target(entry), answers)) {
      return host.fingerprint();
    }
  }

  /** Returns how hosts over SSH are reached. */
  SshSettings settings() {
    return new SshSettings(folder, surroundings.environment());
  }
}
