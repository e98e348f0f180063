package org.mailtrek.host.fault;

import java.util.function.UnaryOperator;
import org.mailtrek.host.Disk;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Packages;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Services;

/**
 * A host with something laid over its disk.
 *
 * @param host the host
 * @param layer lays it over
 */
public record OtherDisk(Host host, UnaryOperator<Disk> layer) implements Host {

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
    return layer.apply(host.disk());
  }

  @Override
  public Services services() {
    return host.services();
  }

  @Override
  public Packages packages() {
    return host.packages();
  }

  @Override
  public Programs programs() {
    return host.programs();
  }

  @Override
  public void close() {
    host.close();
  }
}
