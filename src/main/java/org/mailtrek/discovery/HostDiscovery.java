package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Release;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

/** Reads a machine: which mail server it has, where its parts lie, which directory it asks, and what else there is to know. */
public final class HostDiscovery {

  /** Most of these are there, and each would be a question of its own. */
  private static final List<HostPath> FIRST = Stream.of("/etc/os-release", "/etc/hostname", "/etc/fstab", "/proc/self/mounts", "/etc/default/zarafa", "/etc/default/kopano",
      "/etc/sysconfig/zarafa", "/etc/sysconfig/kopano", "/etc/postfix/main.cf", "/etc/crontab", "/etc/selinux/config", "/etc/saslauthd.conf", "/etc/nslcd.conf", "/etc/sssd/sssd.conf")
      .map(HostPath::of).toList();

  private final HostFiles files;
  private final Catalogue catalogue;
  private final List<DeclaredProduct> declared;
  private final List<Setting> product = new ArrayList<>();
  private final List<Setting> directory = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final Map<String, HostPath> places = new LinkedHashMap<>();

  private HostDiscovery(HostView host, Catalogue catalogue, List<DeclaredProduct> declared) {
    this.files = new HostFiles(host);
    this.catalogue = catalogue;
    this.declared = declared;
  }

  /**
   * Looks around on a machine, only reading. A file that is missing or can't be read is a finding, no failure.
   *
   * @throws TrekException when the machine itself does not answer
   */
  public static HostFindings of(HostView host, Catalogue catalogue) throws TrekException {
    return of(host, catalogue, List.of());
  }

  /**
   * Looks around where it is declared already what the machine is thought to have: an unusual place is looked at too, and another node of a declared
   * cluster has no server of its own.
   *
   * @param declared of all hosts
   * @throws TrekException when the machine itself does not answer
   */
  public static HostFindings of(HostView host, Catalogue catalogue, List<DeclaredProduct> declared) throws TrekException {
    host.stat(HostPath.ROOT);
    return new HostDiscovery(host, catalogue, declared).run();
  }

  private HostFindings run() throws TrekException {
    files.ahead(FIRST);
    facts.addAll(asked("system", () -> new SystemFacts(files).all()));
    Optional<InstalledServer> server = server();
    if (server.isPresent()) {
      server(server.get());
    } else {
      Optional<OracleServer> oracle = oracle();
      if (oracle.isEmpty()) {
        product.addAll(OtherServers.find(files));
      }
      if (product.isEmpty() && oracle.isEmpty()) {
        facts.add(Fact.unknown("mail server", "none was found: neither packages nor the usual folders", "the machine"));
      }
    }
    facts.addAll(new MountFacts(files).of(places));
    facts.addAll(new MailTransfer(files).all());
    facts.addAll(new Surroundings(files, List.copyOf(places.values())).all());
    facts.addAll(files.unread());
    return new HostFindings(files.host().name(), product, directory, facts);
  }

  /** Returns Oracle's server, and takes what it says; it comes without packages that tell. */
  private Optional<OracleServer> oracle() {
    List<OracleServer> found = new ArrayList<>();
    facts.addAll(asked("Oracle's server", () -> {
      String host = files.host().name();
      Optional<OracleServer> server = OracleServer.find(files.host(), declared.stream().filter(each -> each.host().equals(host)).flatMap(each -> each.root().stream()).toList());
      if (server.isEmpty()) {
        return List.of();
      }
      Optional<DeclaredProduct> home = declared.stream().filter(each -> each.awaits(host) && server.get().keeps(each.data())).findFirst();
      if (home.isPresent()) {
        found.add(server.get());
        return List.of(Fact.found("mail server", "none of its own: another node for that of " + home.get().host(), "nodes in estate.yaml"));
      }
      product.addAll(server.get().settings());
      found.add(server.get());
      return server.get().facts();
    }));
    return found.stream().findFirst();
  }

  /** Returns the server that is installed; of two the one that runs. One without a package is found by its configuration. */
  private Optional<InstalledServer> server() {
    List<InstalledServer> installed = new ArrayList<>();
    facts.addAll(asked("packages", () -> {
      installed.addAll(InstalledServer.of(files.host()));
      return List.of();
    }));
    if (installed.isEmpty()) {
      for (String name : List.of("zarafa", "kopano")) {
        if (files.file(HostPath.of("/etc/" + name + "/server.cfg"))) {
          return Optional.of(new InstalledServer(name.equals("zarafa") ? "zcp" : "kc", name, "", "no package, but there is /etc/" + name + "/server.cfg"));
        }
      }
      return Optional.empty();
    }
    if (installed.size() == 1) {
      return Optional.of(installed.get(0));
    }
    List<InstalledServer> running = installed.stream().filter(each -> runs(each.name() + "-server")).toList();
    String both = installed.get(0).origin() + ", and " + installed.get(1).origin();
    facts.add(Fact.notice("mail server", running.size() == 1 ? "two are installed; " + running.get(0).name() + "-server runs" : "two are installed, and it is not clear which counts", both));
    return running.size() == 1 ? Optional.of(running.get(0)) : Optional.empty();
  }

  private boolean runs(String service) {
    try {
      return files.host().services().state(service).run() == ServicesView.Run.RUNNING;
    } catch (TrekException e) {
      facts.add(Fact.unknown("service", service + ": " + e.what(), "its state"));
      return false;
    }
  }

  private void server(InstalledServer server) {
    product.add(Setting.found("product", server.product(), server.origin()));
    product.add(
        server.version().isEmpty()
            ? Setting.unknown("version", server.product().equals("zcp") ? "7.2.6" : "8.7.25", "no package tells it: " + server.origin())
            : Setting.found("version", server.version(), server.origin()));
    facts.addAll(asked("packages", () -> server.remarks(files.host())));
    ServerInstances instances = new ServerInstances(files, server.name());
    List<ServerInstance> all = instances.find();
    facts.addAll(instances.remarks());
    ServerInstance main = main(server, all);
    for (ServerInstance each : all) {
      if (!each.config().equals(main.config())) {
        facts.add(Fact.notice("second server", each.service() + " is a server of its own, with " + each.config() + ": declare it in an estate of its own", each.origin()));
      }
    }
    configuration(main, server.known());
  }

  /** Returns the server of the usual name; one that only has the usual configuration comes before those of other names. */
  private ServerInstance main(InstalledServer server, List<ServerInstance> all) {
    String usual = server.name() + "-server";
    HostPath file = HostPath.of("/etc/" + server.name() + "/server.cfg");
    boolean named = !all.isEmpty() && all.get(0).service().equals(usual);
    return named || !all.isEmpty() && !files.file(file) ? all.get(0) : new ServerInstance(usual, file, "the usual place: no unit or start script of " + usual + " was found");
  }

  private void configuration(ServerInstance main, Optional<Release> release) {
    HostPath folder = main.config().parent();
    files.ahead(files.list(folder).stream().filter(each -> each.name().endsWith(".cfg")).toList());
    product.add(Setting.found("config", folder.toString(), main.origin()));
    if (!main.config().name().equals("server.cfg")) {
      facts.add(Fact.notice("configuration", main.service() + " reads " + main.config() + ", and not server.cfg in that folder", main.origin()));
    }
    ServerReading reading = new ServerReading(files, catalogue, release, main.config());
    product.addAll(reading.settings());
    facts.addAll(reading.facts());
    PluginReading plugin = new PluginReading(files, catalogue, release, reading.server());
    directory.addAll(plugin.settings());
    facts.addAll(plugin.facts());
    List<ServerSettings> gateways = List.of("gateway.cfg", "ical.cfg").stream()
        .filter(each -> files.file(folder.resolve(each)))
        .map(each -> new ServerSettings(files, catalogue, release, folder.resolve(each), each))
        .toList();
    facts.addAll(NodeFacts.of(files, reading.server(), gateways));
    places(folder);
  }

  private void places(HostPath config) {
    places.put("configuration", config);
    for (Setting each : product) {
      if (each.known() && (each.key().equals("attachments.path") || each.key().equals("index"))) {
        places.put(each.key().equals("index") ? "search index" : "attachments", HostPath.parse(each.value()));
      }
    }
    for (String each : List.of("/var/lib/mysql", "/var/lib/ldap")) {
      if (files.folder(HostPath.of(each))) {
        places.put(each.endsWith("ldap") ? "directory" : "database", HostPath.of(each));
      }
    }
  }

  /** A question that a machine may refuse. */
  @FunctionalInterface
  private interface Question {
    List<Fact> ask() throws TrekException;
  }

  private static List<Fact> asked(String what, Question question) {
    try {
      return question.ask();
    } catch (TrekException e) {
      return List.of(Fact.unknown(what, e.what(), e.where()));
    }
  }
}
