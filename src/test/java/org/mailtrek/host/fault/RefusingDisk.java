package org.mailtrek.host.fault;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiPredicate;
import org.mailtrek.host.Disk;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** A disk that refuses some calls, as a full or broken one does. */
public final class RefusingDisk {

  private RefusingDisk() {}

  /**
   * Returns a host with such a disk.
   *
   * @param refuses told the name of each call of the disk and its first path
   */
  public static Host on(Host host, BiPredicate<String, HostPath> refuses) {
    return on(host, "No space left on device", refuses);
  }

  /** Returns a host whose disk gives another reason. */
  public static Host on(Host host, String reason, BiPredicate<String, HostPath> refuses) {
    return new OtherDisk(host, real -> over(real, reason, refuses));
  }

  private static Disk over(Disk real, String reason, BiPredicate<String, HostPath> refuses) {
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (proxy, method, arguments) -> {
              if (arguments[0] instanceof HostPath path && refuses.test(method.getName(), path)) {
                throw TrekException.at(path).found(reason).next("mend the disk");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
