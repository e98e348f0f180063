package org.mailtrek.host.fault;

import org.mailtrek.host.Services;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

/** Services with a write point before every call. */
public record KillServices(Services services, Points points) implements Services {

  @Override
  public ServicesView view() {
    return services.view();
  }

  @Override
  public void start(String service) throws TrekException {
    points.pass("start " + service);
    services.start(service);
  }

  @Override
  public void stop(String service) throws TrekException {
    points.pass("stop " + service);
    services.stop(service);
  }

  @Override
  public void enable(String service, boolean atBoot) throws TrekException {
    points.pass("enable " + service + " " + atBoot);
    services.enable(service, atBoot);
  }
}
