package org.mailtrek.host.fault;

import org.mailtrek.host.Disk;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Packages;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Services;
import org.mailtrek.host.Slapd;

/** A host whose every write is a write point. */
public record KillHost(Host host, Points points) implements Host {

  @Override
  public String name() {
    return host.name();
  }

  @Override
  public HostView view() {
    return host.view();
  }

  @Override
  public Disk disk() {
    return new KillDisk(host.disk(), points);
  }

  @Override
  public Services services() {
    return new KillServices(host.services(), points);
  }

  @Override
  public Packages packages() {
    return new KillPackages(host.packages(), points);
  }

  @Override
  public Programs programs() {
    return host instanceof MemoryMachine machine ? machine.programsOn(this) : host.programs();
  }

  @Override
  public Slapd slapd() {
    return new KillSlapd(host.slapd(), points);
  }

  @Override
  public void close() {
    host.close();
  }
}
