package org.mailtrek.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiPredicate;
import org.mailtrek.host.Disk;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Packages;
import org.mailtrek.host.Services;
import org.mailtrek.host.TrekException;

/**
 * A host whose disk refuses some calls, as a full or broken one does.
 *
 * @param refuses told the name of each call of the disk and its first path
 */
record RefusingHost(Host host, BiPredicate<String, HostPath> refuses) implements Host {

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
    Disk real = host.disk();
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (proxy, method, arguments) -> {
              if (arguments[0] instanceof HostPath path && refuses.test(method.getName(), path)) {
                throw TrekException.at(path).found("No space left on device").next("make room");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
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
  public void close() {
    host.close();
  }
}
