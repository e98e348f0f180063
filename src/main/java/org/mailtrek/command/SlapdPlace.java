package org.mailtrek.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.directory.DirectorySteps;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

/**
 * Finds where the files of the estate's LDAP server are: as declared, else on the only host, in the folder or the file that distributions use.
 *
 * @param call the command that asks
 */
record SlapdPlace(Call call) {

  /** The name of the server's service. */
  static final String SERVICE = "slapd";

  private static final List<String> USUAL =
      List.of("/etc/ldap/slapd.d", "/etc/openldap/slapd.d", "/etc/ldap/slapd.conf", "/etc/openldap/slapd.conf");

  /** Returns host, configuration and base, as the runbooks of these commands take them. */
  Map<String, String> options() throws TrekException {
    Declaration declared = EstateFile.read(call.session().folder());
    Declaration.Directory directory = declared.directory().orElseThrow(() -> wrong("no directory is declared", "declare it under directory in estate.yaml"));
    View view = call.session().estate().view();
    Optional<String> only = view.hosts().size() == 1 ? Optional.of(view.hosts().get(0)) : Optional.empty();
    String host = directory.host().or(() -> only)
        .orElseThrow(() -> wrong("it is not declared on which host the directory's files are", "write in estate.yaml: directory: host: NAME"));
    Optional<HostPath> configuration = directory.config().flatMap(each -> each.folder().or(each::file));
    return Map.of("host", host, "base", directory.base(), "configuration", configuration.isPresent() ? configuration.get().toString() : usual(view, host));
  }

  /**
   * Looks whether an offline transplant has something to do, and whether the server runs now: one that was stopped before stays stopped.
   *
   * @param place what {@link #options} found
   * @return what the runbook takes; empty when nothing is to be moved
   */
  static Optional<Map<String, String>> offline(View view, Map<String, String> place) throws TrekException {
    String host = place.get("host");
    if (!DirectorySteps.rebuilds(view, host, HostPath.of(place.get("configuration")), place.get("base"))) {
      return Optional.empty();
    }
    ServicesView.Run run = view.host(host).services().state(SERVICE).run();
    Map<String, String> options = new LinkedHashMap<>(place);
    options.put("running", run == ServicesView.Run.RUNNING || run == ServicesView.Run.STARTING ? "yes" : "no");
    return Optional.of(options);
  }

  private String usual(View view, String host) throws TrekException {
    for (String each : USUAL) {
      if (view.host(host).stat(HostPath.of(each)).isPresent()) {
        return each;
      }
    }
    throw wrong(host + " has no configuration of slapd in a usual place", "write in estate.yaml: directory: config: { folder: /etc/ldap/slapd.d }");
  }

  private TrekException wrong(String what, String next) {
    return TrekException.at(call.name()).kind(TrekException.Kind.ESTATE).found(what).next(next);
  }
}
