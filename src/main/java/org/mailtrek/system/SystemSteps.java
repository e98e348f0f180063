package org.mailtrek.system;

import java.util.List;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.host.HostPath;

/** The steps of this area, for runbooks. */
public final class SystemSteps {

  private SystemSteps() {}

  /** Stops services in this order and keeps them from starting at boot. */
  public static Step stop(String id, String title, Set<String> procedures, String host, List<String> services) {
    return new StopServices(id, title, procedures, host, services);
  }

  /** Starts services in this order, each as it was found; in the second act. */
  public static Step start(String id, String title, Set<String> procedures, String host, List<MailServices.Found> services) {
    return new StartServices(id, title, procedures, host, services);
  }

  /** Replaces the packages of Zarafa by those of a Kopano release, such as {@code 8.7.25}. */
  public static Step replacePackages(String host, String version) {
    return new ReplacePackages(host, version);
  }

  /** Creates a user and a group of one name, for daemons. */
  public static Step account(String host, String name, HostPath home) {
    return new CreateAccount(host, name, home);
  }

  /** Gives trees to a user and a group. */
  public static Step own(String host, String user, String group, List<HostPath> trees) {
    return new OwnFiles(host, new Owner(user, group), trees);
  }
}
