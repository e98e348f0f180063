package org.mailtrek.directory;

import java.util.List;
import java.util.Optional;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

/**
 * Where a slapd keeps a database, and the service that runs it.
 *
 * @param host the host
 * @param configuration the folder {@code slapd.d} or the file {@code slapd.conf}
 * @param suffix of the database
 * @param service the name of the service, such as {@code slapd}, {@code openldap} or {@code slapd@main}
 */
public record SlapdPlace(String host, HostPath configuration, String suffix, String service) {

  /** What packages and people call the service, the most usual first. */
  private static final List<String> SERVICES = List.of("slapd", "openldap", "symas-openldap-servers", "openldap-server", "ldap");

  private static final List<String> USUAL =
      List.of("/etc/ldap/slapd.d", "/etc/openldap/slapd.d", "/etc/ldap/slapd.conf", "/etc/openldap/slapd.conf");

  /** Makes a place whose service has the most usual name. */
  public SlapdPlace(String host, HostPath configuration, String suffix) {
    this(host, configuration, suffix, SERVICES.get(0));
  }

  /**
   * Finds the place of an estate's directory: as declared, else on the only host, in the folder or the file that distributions use.
   *
   * @throws TrekException of kind ESTATE where it can't be told, with what to declare
   */
  public static SlapdPlace of(Declaration declared, View view) throws TrekException {
    Declaration.Directory directory = declared.directory().orElseThrow(() -> wrong("no directory is declared", "declare it under directory in estate.yaml"));
    Optional<String> only = view.hosts().size() == 1 ? Optional.of(view.hosts().get(0)) : Optional.empty();
    String host = directory.host().or(() -> only)
        .orElseThrow(() -> wrong("it is not declared on which host the directory's files are", "write in estate.yaml: directory: host: NAME"));
    Optional<HostPath> configuration = directory.config().flatMap(each -> each.folder().or(each::file));
    return new SlapdPlace(host, configuration.isPresent() ? configuration.get() : usual(view, host), directory.base(), service(directory, view, host));
  }

  /** Returns the service that is declared, else the first that is installed of those that are usual; a server that nobody's service runs is stopped and started by people. */
  private static String service(Declaration.Directory directory, View view, String host) throws TrekException {
    if (directory.service().isPresent()) {
      if (absent(view, host, directory.service().get())) {
        throw wrong(host + " has no service " + directory.service().get(), "correct in estate.yaml: directory: service: NAME; services list " + host + " names them");
      }
      return directory.service().get();
    }
    view.host(host).services().statesAhead(SERVICES);
    for (String each : SERVICES) {
      if (!absent(view, host, each)) {
        return each;
      }
    }
    return SERVICES.get(0);
  }

  private static boolean absent(View view, String host, String service) throws TrekException {
    return !view.host(host).services().exists(service);
  }

  private static HostPath usual(View view, String host) throws TrekException {
    for (String each : USUAL) {
      if (view.host(host).stat(HostPath.of(each)).isPresent()) {
        return HostPath.of(each);
      }
    }
    throw wrong(host + " has no configuration of slapd in a usual place", "write in estate.yaml: directory: config: { folder: /etc/ldap/slapd.d }");
  }

  private static TrekException wrong(String what, String next) {
    return TrekException.at("directory").kind(TrekException.Kind.ESTATE).found(what).next(next);
  }

  /** Returns whether the server runs now, and is to be stopped first and started again. */
  public boolean running(View view) throws TrekException {
    ServicesView.Run run = view.host(host).services().state(service).run();
    return run == ServicesView.Run.RUNNING || run == ServicesView.Run.STARTING;
  }

  @Override
  public String toString() {
    return host + ": " + suffix;
  }
}
