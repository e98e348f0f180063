package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The services of a machine that systemd runs, by {@code systemctl}. A stop waits for every process of the unit's control group; a start looks on
 * for a while, since a unit of the simple type counts as started before its program has read its configuration.
 */
final class SystemdServices implements Services, ServicesView {

  private static final String SUFFIX = ".service";
  private static final String FACTS = "--property=LoadState,ActiveState,UnitFileState,TriggeredBy";

  private final Programs programs;
  private final Patience patience;

  SystemdServices(Programs programs) {
    this(programs, Patience.USUAL);
  }

  SystemdServices(Programs programs, Patience patience) {
    this.programs = programs;
    this.patience = patience;
  }

  @Override
  public ServicesView view() {
    return this;
  }

  @Override
  public List<String> names() throws TrekException {
    Programs.Ended ended = programs.run("systemctl", "list-unit-files", "--type=service", "--no-legend", "--no-pager");
    return checked(ended, "services").text().lines()
        .map(line -> line.strip().split("\\s+")[0])
        .filter(unit -> unit.endsWith(SUFFIX) && !unit.contains("@"))
        .map(unit -> unit.substring(0, unit.length() - SUFFIX.length()))
        .sorted()
        .toList();
  }

  @Override
  public State state(String service) throws TrekException {
    return states(List.of(service)).get(service);
  }

  @Override
  public SortedMap<String, State> states() throws TrekException {
    List<String> names = names();
    statesAhead(names);
    return names.isEmpty() ? new TreeMap<>() : states(names);
  }

  /** Asks for all at once; systemd answers in the order of the names, with an empty line between. */
  private SortedMap<String, State> states(List<String> names) throws TrekException {
    List<Map<String, String>> facts = facts(names);
    SortedMap<String, State> states = new TreeMap<>();
    List<String> scripts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Map<String, String> found = i < facts.size() ? facts.get(i) : Map.of();
      states.put(names.get(i), state(found));
      if (found.getOrDefault("UnitFileState", "").equals("generated")) {
        scripts.add(names.get(i));
      }
    }
    startScripts(scripts, states);
    return states;
  }

  private List<Map<String, String>> facts(List<String> names) throws TrekException {
    List<Map<String, String>> facts = new ArrayList<>(List.of(new HashMap<>()));
    for (String each : checked(programs.run(new byte[0], show(names)), names.get(0)).text().lines().toList()) {
      int equals = each.indexOf('=');
      if (equals < 0) {
        facts.add(new HashMap<>());
      } else {
        facts.get(facts.size() - 1).put(each.substring(0, equals), each.substring(equals + 1));
      }
    }
    return facts;
  }

  private static List<String> show(List<String> names) {
    List<String> line = new ArrayList<>(List.of("systemctl", "show", FACTS, "--"));
    names.forEach(each -> line.add(unit(each)));
    return line;
  }

  @Override
  public void statesAhead(Collection<String> services) throws TrekException {
    List<String> all = List.copyOf(services);
    if (!all.isEmpty()) {
      programs.ahead(all.stream().map(each -> show(List.of(each))).toList(), show(all), SystemdServices::each);
    }
  }

  /** Takes an answer apart that tells of several units. */
  private static List<Programs.Ended> each(Programs.Ended all) {
    List<String> parts = all.ok() ? List.of(all.text().split("\n\n")) : List.of();
    return parts.stream().map(each -> new Programs.Ended(0, (each.strip() + "\n").getBytes(StandardCharsets.UTF_8), "")).toList();
  }

  private static State state(Map<String, String> facts) {
    String loaded = facts.getOrDefault("LoadState", "not-found");
    Run run = run(facts.getOrDefault("ActiveState", ""));
    if (loaded.equals("not-found") && (run == Run.STOPPED || run == Run.FAILED)) {
      return new State(Run.ABSENT, false);
    }
    return switch (facts.getOrDefault("UnitFileState", "")) {
      case "enabled" -> new State(run, true);
      case "static", "indirect", "transient" -> new State(run, false, Held.BY_OTHERS);
      case "masked", "masked-runtime" -> new State(run, false, Held.MASKED);
      default -> new State(run, false, loaded.equals("masked") ? Held.MASKED : Held.FREE);
    };
  }

  /** Asks for services whose units systemd has made from start scripts: their place at boot is in the folders of the run levels. */
  private void startScripts(List<String> scripts, Map<String, State> states) throws TrekException {
    if (scripts.isEmpty()) {
      return;
    }
    List<String> line = new ArrayList<>(List.of("systemctl", "is-enabled", "--"));
    scripts.forEach(each -> line.add(unit(each)));
    List<String> words = programs.run(new byte[0], line).text().lines().toList();
    for (int i = 0; i < scripts.size() && i < words.size(); i++) {
      states.put(scripts.get(i), new State(states.get(scripts.get(i)).run(), words.get(i).strip().equals("enabled")));
    }
  }

  private static Run run(String active) {
    return switch (active) {
      case "active", "reloading", "refreshing" -> Run.RUNNING;
      case "activating" -> Run.STARTING;
      case "deactivating" -> Run.STOPPING;
      case "failed" -> Run.FAILED;
      default -> Run.STOPPED;
    };
  }

  @Override
  public List<String> wakers(String service) throws TrekException {
    return List.of(facts(List.of(service)).get(0).getOrDefault("TriggeredBy", "").split(" ")).stream().filter(each -> !each.isEmpty()).sorted().toList();
  }

  @Override
  public Optional<Running> running(String service, Collection<HostPath> files) throws TrekException {
    return ServiceScripts.running(programs, service, unit(service), "", files);
  }

  private static String unit(String name) {
    return name.matches(".*\\.(service|socket|timer|path)") ? name : name + SUFFIX;
  }

  @Override
  public void start(String service) throws TrekException {
    State before = state(service);
    if (before.run() == Run.RUNNING) {
      return;
    }
    if (before.held() == Held.MASKED) {
      throw TrekException.at(at(service)).found("is masked: an administrator has said that it must not start").next("systemctl unmask " + service + " on " + programs.host());
    }
    Programs.Ended ended = programs.run(new byte[0], ServiceScripts.command(ServiceScripts.SYSTEMD_START, unit(service), patience.settling(service)));
    if (!ended.ok()) {
      throw failed(service, ended);
    }
  }

  private TrekException failed(String service, Programs.Ended ended) throws TrekException {
    Programs.Ended own = programs.run("journalctl", "--quiet", "--lines=5", "--no-pager", "--output=cat", "_SYSTEMD_UNIT=" + unit(service));
    Programs.Ended log = own.text().isBlank() ? programs.run("journalctl", "--quiet", "--lines=5", "--no-pager", "--output=cat", "--unit=" + unit(service)) : own;
    String said = log.ok() && !log.text().isBlank() ? log.lastWords() : ended.lastWords();
    String first = ended.code() == ServiceScripts.FELL ? "does not stay up: " : "does not start: ";
    return TrekException.at(at(service)).found(first + said).next("mend what the log names, then: services start " + programs.host() + " " + service);
  }

  @Override
  public void stop(String service) throws TrekException {
    if (state(service).run() == Run.ABSENT) {
      return;
    }
    Duration longest = patience.stop().plusMinutes(2);
    Programs.Ended ended =
        programs.within(longest).run(
            new byte[0],
            ServiceScripts.command(ServiceScripts.SYSTEMD_STOP, unit(service), service, Long.toString(patience.stop().toSeconds()), patience.fifths(patience.leftovers())));
    if (!ended.ok()) {
      throw Stubborn.of(programs.host(), service, ended, patience);
    }
  }

  @Override
  public void enable(String service, boolean atBoot) throws TrekException {
    State before = state(service);
    if (before.run() != Run.ABSENT && before.enabled() == atBoot) {
      return;
    }
    checked(programs.run("systemctl", "--no-ask-password", atBoot ? "enable" : "disable", "--", unit(service)), service);
    if (state(service).enabled() != atBoot) {
      throw TrekException.at(at(service))
          .found(atBoot ? "has no place at boot that it could be given: others start it" : "starts at boot all the same")
          .next("systemctl cat " + service + " on " + programs.host());
    }
  }

  private String at(String service) {
    return programs.host() + ": " + service;
  }

  private Programs.Ended checked(Programs.Ended ended, String service) throws TrekException {
    if (!ended.ok()) {
      throw TrekException.at(at(service)).found("systemctl refuses: " + ended.lastWords()).next("services list " + programs.host());
    }
    return ended;
  }
}
