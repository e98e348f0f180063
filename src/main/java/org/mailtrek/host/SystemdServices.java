package org.mailtrek.host;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The services of a machine that systemd runs, by {@code systemctl}. */
final class SystemdServices implements Services, ServicesView {

  private static final String SUFFIX = ".service";

  private final Programs programs;

  SystemdServices(Programs programs) {
    this.programs = programs;
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
    Programs.Ended ended = programs.run("systemctl", "show", "--property=LoadState,ActiveState,UnitFileState", "--", service + SUFFIX);
    Map<String, String> facts =
        checked(ended, service).text().lines()
            .filter(line -> line.contains("="))
            .collect(Collectors.toMap(line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1), (one, two) -> two));
    if (facts.getOrDefault("LoadState", "").equals("not-found")) {
      return new State(Run.ABSENT, false);
    }
    String unitFile = facts.getOrDefault("UnitFileState", "");
    boolean enabled = unitFile.startsWith("enabled") || unitFile.equals("generated") && startScriptEnabled(service);
    return new State(run(facts.getOrDefault("ActiveState", "")), enabled);
  }

  /** Asks for a service whose unit systemd has made from a start script: its place at boot is in the folders of the run levels. */
  private boolean startScriptEnabled(String service) throws TrekException {
    return programs.run("systemctl", "is-enabled", "--quiet", "--", service + SUFFIX).ok();
  }

  private static Run run(String active) {
    return switch (active) {
      case "active", "reloading" -> Run.RUNNING;
      case "activating" -> Run.STARTING;
      case "deactivating" -> Run.STOPPING;
      case "failed" -> Run.FAILED;
      default -> Run.STOPPED;
    };
  }

  @Override
  public void start(String service) throws TrekException {
    Programs.Ended ended = programs.run("systemctl", "--no-ask-password", "start", "--", service + SUFFIX);
    Run run = state(service).run();
    if (!ended.ok() || run != Run.RUNNING) {
      Programs.Ended log = programs.run("journalctl", "--unit=" + service + SUFFIX, "--lines=5", "--no-pager", "--output=cat");
      String said = log.ok() && !log.text().isBlank() ? log.lastWords() : ended.lastWords();
      throw TrekException.at(programs.host() + ": " + service)
          .found("does not start: " + said)
          .next("mend what the log names, then: services start " + programs.host() + " " + service);
    }
  }

  @Override
  public void stop(String service) throws TrekException {
    if (state(service).run() == Run.ABSENT) {
      return;
    }
    checked(programs.run("systemctl", "--no-ask-password", "stop", "--", service + SUFFIX), service);
    if (state(service).run() == Run.FAILED) {
      checked(programs.run("systemctl", "reset-failed", "--", service + SUFFIX), service);
    }
  }

  @Override
  public void enable(String service, boolean atBoot) throws TrekException {
    checked(programs.run("systemctl", "--no-ask-password", atBoot ? "enable" : "disable", "--", service + SUFFIX), service);
  }

  private Programs.Ended checked(Programs.Ended ended, String service) throws TrekException {
    if (!ended.ok()) {
      throw TrekException.at(programs.host() + ": " + service)
          .found("systemctl refuses: " + ended.lastWords())
          .next("services list " + programs.host());
    }
    return ended;
  }
}
