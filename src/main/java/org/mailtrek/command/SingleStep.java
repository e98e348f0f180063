package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mailtrek.config.Catalogue;
import org.mailtrek.directory.DirectorySteps;
import org.mailtrek.directory.Policy;
import org.mailtrek.directory.Rebuild;
import org.mailtrek.directory.ReplicaWay;
import org.mailtrek.directory.Scope;
import org.mailtrek.directory.StoppedReadings;
import org.mailtrek.directory.Transplant;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.SystemSteps;

/** The single changing commands, as runbooks of one step; their names hold a blank, so that no list of runbooks shows them. */
public final class SingleStep implements Runbook {

  /** Makes the steps for options. */
  @FunctionalInterface
  interface Making {
    List<Step> of(Map<String, String> options) throws TrekException;
  }

  private static final Option CONFLICTS = new Option("on-conflict", "where old and new names disagree", List.of("stop", "new", "old"), Optional.of("stop"));

  private static final List<Option> PLACES =
      List.of("host", "product", "user", "group", "log-group", "config", "attachments", "index").stream().map(each -> new Option(each, "as the configuration in force says", List.of(), Optional.empty())).toList();

  private final String name;
  private final String title;
  private final List<Option> options;
  private final Making making;
  private final List<Guard> guards;

  SingleStep(String name, String title, List<Option> options, Making making) {
    this(name, title, options, making, List.of());
  }

  private SingleStep(String name, String title, List<Option> options, Making making, List<Guard> guards) {
    this.guards = guards;
    this.name = name;
    this.title = title;
    this.options = options;
    this.making = making;
  }

  /**
   * Returns all of them; the engine must know them to apply, resume and undo.
   *
   * @param directory the guards that protect changes of entries on which a mail server stands
   * @param people the guard that protects the people of a mail server on a host from its start
   */
  public static List<Runbook> all(List<Guard> directory, Function<String, Guard> people) {
    Option keep = new Option("keep-old", "old names stay beside the new ones", List.of("no", "yes"), Optional.of("no"));
    Option fast = new Option("fast", "slapd does not wait for the disk meanwhile", List.of("no", "yes"), Optional.of("no"));
    Option below = new Option("below", "only what lies there", List.of(), Optional.of(""));
    Option filter = new Option("filter", "only entries that match", List.of(), Optional.of(""));
    Option stops = new Option("stop-on-refusal", "the first refusal stops the run", List.of("no", "yes"), Optional.of("no"));
    Option removing = new Option("remove-old", "remove those of the old names", List.of("no", "yes"), Optional.of("no"));
    Option socket = new Option("socket", "the socket of the new server", List.of(), Optional.of("/var/run/kopano/server.sock"));
    Option type = new Option("type", "what they are", List.of("room", "equipment", "none"), Optional.empty());
    Option stores = new Option("stores", "the shared stores", List.of(), Optional.empty());
    Option host = new Option("host", "the host", List.of(), Optional.empty());
    Option way = new Option("way", "while the server runs, or while it is stopped", List.of("online", "offline"), Optional.of("online"));
    Option running = new Option("running", "whether slapd runs, and is to be stopped and started again", List.of("yes", "no"), Optional.of("yes"));
    Option look = new Option("look", "whether all entries are read before, or while they are loaded", List.of("before", "meanwhile"), Optional.of("before"));
    Option replicas = new Option("replicas", "loaded anew by people, or following by themselves", List.of("reload", "follow"), Optional.of("reload"));
    Option where = new Option("host", "where slapd's files are", List.of(), Optional.of(""));
    Option configuration = new Option("configuration", "slapd.d or slapd.conf", List.of(), Optional.of("/etc/ldap/slapd.d"));
    Option base = new Option("base", "the suffix of the database", List.of(), Optional.of(""));
    Option service = new Option("service", "what runs slapd", List.of(), Optional.of("slapd"));
    StoppedReadings readings = new StoppedReadings();
    Option services = new Option("services", "the services, separated by commas", List.of(), Optional.empty());
    Option packages = new Option("packages", "the packages, separated by commas", List.of(), Optional.empty());
    return List.of(
        UnpackAct.runbook(),
        QueueConvert.runbook(),
        new SingleStep("packages install", "Install packages", List.of(host, packages), given -> List.of(SystemSteps.packages(given.get("host"), words(given.get("packages")), List.of()))),
        new SingleStep("permissions fix", "Set owners and modes", PLACES, given -> List.of(SystemSteps.permissions(PermissionsLook.permissions(given)))),
        new SingleStep("packages remove", "Remove packages", List.of(host, packages), given -> List.of(SystemSteps.packages(given.get("host"), List.of(), words(given.get("packages"))))),
        new SingleStep("ldap transplant", "Move the directory to Kopano's names", List.of(keep, fast, below, filter, stops, CONFLICTS, way, running, look, replicas, where, configuration, base, service), given -> transplant(given, readings), directory),
        new SingleStep("ldap purge", "Remove the directory's old database", List.of(where, configuration, base, service),
            given -> List.of(DirectorySteps.purge(StoppedDirectory.place(given)))),
        new SingleStep("ldap prune", "Remove the old names that were kept", List.of(CONFLICTS), given -> List.of(DirectorySteps.prune(conflicts(given))), directory),
        new SingleStep("ldap schema", "Give the directory's server the new schema", List.of(), given -> List.of(DirectorySteps.installSchema())),
        new SingleStep("ldap indexes", "Index the new names in the directory", List.of(removing, way, running, where, configuration, base, service), SingleStep::indexes),
        new SingleStep("ldap sockets", "Set the socket of every server object", List.of(socket), given -> List.of(DirectorySteps.sockets(given.get("socket")))),
        new SingleStep("ldap resources", "Say what shared stores are", List.of(type, stores),
            given -> List.of(DirectorySteps.resources(given.get("type"), List.of(given.get("stores").split(java.util.regex.Pattern.quote(LdapResources.BETWEEN)))))),
        new SingleStep("services stop", "Stop services", List.of(host, services), given -> List.of(new SetServices(given.get("host"), given.get("services"), Run.STOPPED, List.of()))),
        new SingleStep("services start", "Start services", List.of(host, services), given -> List.of(starting(given.get("host"), given.get("services"), people))));
  }

  private static Step starting(String host, String services, Function<String, Guard> people) {
    boolean mail = words(services).stream().anyMatch(each -> each.equals("zarafa-server") || each.equals("kopano-server"));
    return new SetServices(host, services, Run.RUNNING, mail ? List.of(people.apply(host)) : List.of());
  }

  /** Returns the guard against a mail server's start under settings by which it would not find its people. */
  public static Function<String, Guard> people(Declaration declared, Supplier<Catalogue> catalogue) {
    return host -> new PeopleGuard(host, declared, catalogue);
  }

  private static List<String> words(String list) {
    return List.of(list.split(","));
  }

  /** Returns the steps with those around the first that stop slapd and start it again, where it runs. */
  private static List<Step> whileStopped(Map<String, String> given, List<Step> steps) {
    if (given.get("running").equals("yes")) {
      steps.add(1, new SetServices(given.get("host"), given.get("service"), Run.RUNNING, List.of()));
      steps.add(0, new SetServices(given.get("host"), given.get("service"), Run.STOPPED, List.of()));
    }
    return steps;
  }

  private static List<Step> indexes(Map<String, String> given) {
    boolean removing = given.get("remove-old").equals("yes");
    if (given.get("way").equals("offline")) {
      return whileStopped(given, new ArrayList<>(List.of(DirectorySteps.indexFile(StoppedDirectory.place(given), removing))));
    }
    return List.of(removing ? DirectorySteps.withoutOldIndexes() : DirectorySteps.indexes());
  }

  private static List<Step> transplant(Map<String, String> given, StoppedReadings readings) throws TrekException {
    if (given.get("way").equals("offline")) {
      String host = given.get("host");
      ReplicaWay replicas = ReplicaWay.valueOf(given.get("replicas").toUpperCase(Locale.ROOT));
      List<Step> steps = new ArrayList<>(List.of(DirectorySteps.rebuild(StoppedDirectory.place(given), new Rebuild(conflicts(given), replicas, given.get("look").equals("meanwhile")), readings)));
      if (replicas == ReplicaWay.RELOAD) {
        steps.add(DirectorySteps.reloadReplicas());
      }
      return whileStopped(given, steps);
    }
    Policy.Mode mode = given.get("keep-old").equals("yes") ? Policy.Mode.KEEP_OLD : Policy.Mode.MOVE;
    Transplant how = Transplant.of(new Policy(conflicts(given), mode)).within(Scope.of(given.get("below"), given.get("filter")));
    how = given.get("fast").equals("yes") ? how.quickly() : how;
    how = given.get("stop-on-refusal").equals("yes") ? how.stopping() : how;
    return List.of(DirectorySteps.installSchema(), DirectorySteps.transplant(how));
  }

  private static Policy.OnConflict conflicts(Map<String, String> given) {
    return Policy.OnConflict.valueOf(given.get("on-conflict").toUpperCase(Locale.ROOT));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public List<Option> options() {
    return options;
  }

  @Override
  public List<Guard> guards() {
    return guards;
  }

  @Override
  public List<Step> steps(View view, Map<String, String> given) throws TrekException {
    return making.of(given);
  }

  /** Starts or stops services of one host, in the order given. */
  record SetServices(String host, String services, Run run, List<Guard> guards) implements Step {

    @Override
    public String id() {
      return run == Run.RUNNING ? "start-services" : "stop-services";
    }

    @Override
    public String title() {
      return (run == Run.RUNNING ? "Start " : "Stop ") + services.replace(",", ", ") + " on " + host;
    }

    @Override
    public void preview(View view, Preview preview) throws TrekException {
      List<Change> changes = new ArrayList<>();
      for (String service : services.split(",")) {
        if (run == Run.STOPPED) {
          for (String waker : view.host(host).services().wakers(service)) {
            set(view, waker, changes);
          }
        }
        set(view, service, changes);
      }
      for (Change change : changes) {
        preview.change(change);
      }
    }

    private void set(View view, String service, List<Change> changes) throws TrekException {
      boolean enabled = view.host(host).services().state(service).enabled();
      ServiceState.of(view, host, service, run, enabled).ifPresent(changes::add);
    }
  }
}
