package org.mailtrek.system;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Repository;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** The steps of this area, for runbooks. */
public final class SystemSteps {

  private SystemSteps() {}

  /** Stops services in this order and keeps them from starting at boot. */
  public static Step stop(String id, String title, Set<String> procedures, String host, List<String> services) {
    return new StopServices(id, title, procedures, host, services);
  }

  /** Starts services in this order, each as it was found; in the second act. */
  public static Step start(String id, String title, Set<String> procedures, String host, List<MailServices.Found> services) {
    return start(id, title, procedures, host, services, Set::of);
  }

  /** As before; {@code coming} names services that packages will bring which nobody has looked into: they will be there, and stopped. */
  public static Step start(String id, String title, Set<String> procedures, String host, List<MailServices.Found> services, Supplier<Set<String>> coming) {
    return new StartServices(id, title, procedures, host, services, coming);
  }

  /**
   * Starts or stops a service in the middle of a migration.
   *
   * @param words its title, of which its id is made
   */
  public static Step set(String host, String service, Run run, String words) {
    return new SwitchService(host, service, run, words);
  }

  /** Replaces the packages of Zarafa by those of a Kopano release, such as {@code 8.7.25}. */
  public static PackageExchange replacePackages(String host, String version, PackageSource source) {
    Successors successors = new Successors(host, version, source);
    return new PackageExchange(new FetchPackages(host, version, packages -> successors.find(packages).added()), new ReplacePackages(successors));
  }

  /** Two steps with other acts between them. */
  public static final class PackageExchange {

    private final FetchPackages fetch;
    private final Step exchange;

    private PackageExchange(FetchPackages fetch, Step exchange) {
      this.fetch = fetch;
      this.exchange = exchange;
    }

    /** Returns the step that fetches what will be installed. */
    public Step fetch() {
      return fetch;
    }

    /** Returns the step that removes and installs. */
    public Step replace() {
      return exchange;
    }

    /** Returns the names of packages that the last preview of {@link #fetch} would fetch: what they bring is not known before. */
    public Set<String> unseen() {
      return fetch.unseen();
    }
  }

  /** Upgrades the packages of one Kopano release, such as {@code 8.1.0}, to another. */
  public static PackageExchange upgradePackages(String host, String from, String to, PackageSource source) {
    UpgradePackages upgrade = new UpgradePackages(host, new PackagedRelease(from), new PackagedRelease(to), source);
    return new PackageExchange(new FetchPackages(host, to, upgrade::coming), upgrade);
  }

  /** Gives the files of a mail server the owners and modes that they shall have. */
  public static Step permissions(Permissions wanted) {
    return new FixPermissions(wanted);
  }

  /** Installs and removes packages, with what the package manager takes along; those to install are written {@code NAME} or {@code NAME=VERSION}. */
  public static Step packages(String host, List<String> install, List<String> remove) {
    return new ChangePackages(host, install, remove);
  }

  /** Unpacks a download of packages that lies on a host. */
  public static Step unpack(String host, HostPath tarball) {
    return new UnpackPackages(host, tarball);
  }

  /** Tells the package manager of a host of a repository. */
  public static Step repository(String host, String name, Known repository) {
    return new SetUpRepository(host, name, repository);
  }

  /** Knows a repository, with its key and its password. */
  @FunctionalInterface
  public interface Known {
    /** Returns it. */
    Repository get() throws TrekException;
  }

  /** Creates a user and a group of one name, for daemons. */
  public static Step account(String host, String name, HostPath home) {
    return new CreateAccount(host, name, home);
  }

  /** Gives trees to the account that the daemons will run as. */
  public static Step own(String host, Account account, List<HostPath> trees) {
    return new OwnFiles(host, account, trees);
  }

  /** Whether AppArmor, SELinux or Kerberos have anything on a machine that {@link #adaptConfinement} would look at. */
  public static boolean confined(HostView machine) throws TrekException {
    return AdaptConfinement.concerns(machine);
  }

  /** Lets AppArmor's rules, SELinux's labels and Kerberos' keys follow from old paths to new ones. */
  public static Step adaptConfinement(String host, Account account, Map<HostPath, HostPath> moved) {
    List<Map.Entry<String, String>> pairs = moved.entrySet().stream().map(each -> Map.entry(each.getKey().toString(), each.getValue().toString())).toList();
    return new AdaptConfinement(host, account, new MovedPaths(pairs));
  }

  /** Tells user and group of the daemons. */
  @FunctionalInterface
  public interface Account {
    /** Returns them, as the configuration that is looked at says. */
    Owner of(View view) throws TrekException;
  }
}
