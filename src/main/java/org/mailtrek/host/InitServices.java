package org.mailtrek.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The services of a machine with start scripts in {@code /etc/init.d} (LSB core, chapter 22.2): what runs is what the script's {@code status}
 * says; what starts at boot has a link {@code S..NAME} in the folder of a run level.
 */
final class InitServices implements Services, ServicesView {

  private static final HostPath SCRIPTS = HostPath.of("/etc/init.d");
  private static final List<String> LEVELS = List.of("rc2.d", "rc3.d", "rc4.d", "rc5.d");

  private final FilesView files;
  private final Disk disk;
  private final Programs programs;
  private final Patience patience;

  InitServices(FilesView files, Disk disk, Programs programs) {
    this(files, disk, programs, Patience.USUAL);
  }

  InitServices(FilesView files, Disk disk, Programs programs, Patience patience) {
    this.patience = patience;
    this.files = files;
    this.disk = disk;
    this.programs = programs;
  }

  @Override
  public ServicesView view() {
    return this;
  }

  @Override
  public List<String> names() throws TrekException {
    if (files.stat(SCRIPTS).isEmpty()) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    for (HostPath each : files.list(SCRIPTS)) {
      if (script(each.name())) {
        found.add(each.name());
      }
    }
    return found;
  }

  private boolean script(String name) throws TrekException {
    Optional<FileState> state = files.stat(SCRIPTS.resolve(name));
    return state.isPresent() && state.get().kind() == FileState.Kind.FILE && (state.get().mode() & 0100) != 0;
  }

  @Override
  public boolean exists(String service) throws TrekException {
    return !service.isEmpty() && !service.contains("/") && script(service);
  }

  @Override
  public State state(String service) throws TrekException {
    if (!exists(service)) {
      return new State(Run.ABSENT, false);
    }
    Run run = switch (call(ServiceScripts.INIT_STATUS, service, "0").code()) {
      case 0 -> Run.RUNNING;
      case 1, 2 -> Run.FAILED;
      default -> Run.STOPPED;
    };
    return new State(run, !links(service, 'S').isEmpty());
  }

  @Override
  public Optional<Running> running(String service, Collection<HostPath> asked) throws TrekException {
    String root = programs.word(HostPath.ROOT);
    return ServiceScripts.running(programs, service, "", root.equals("/") ? "" : root, asked);
  }

  @Override
  public void start(String service) throws TrekException {
    if (installed(service) == Run.RUNNING) {
      return;
    }
    Programs.Ended ended = call(programs.with(Orphans.MARK, ""), ServiceScripts.INIT_START, service, patience.settling(service)); // what it starts stays
    if (!ended.ok()) {
      throw TrekException.at(programs.host() + ": " + service)
          .found((ended.code() == ServiceScripts.FELL ? "does not stay up: " : "does not start: ") + ended.lastWords())
          .next("mend what it says, then: services start " + programs.host() + " " + service);
    }
  }

  @Override
  public void stop(String service) throws TrekException {
    Run before = state(service).run();
    if (before == Run.ABSENT || before == Run.STOPPED) {
      return;
    }
    Programs.Ended ended = call(ServiceScripts.INIT_STOP, service, patience.fifths(patience.leftovers()));
    if (!ended.ok()) {
      throw Stubborn.of(programs.host(), service, ended, patience);
    }
  }

  @Override
  public void enable(String service, boolean atBoot) throws TrekException {
    installed(service);
    if (links(service, 'S').isEmpty() != atBoot) {
      return;
    }
    Optional<Programs.Ended> ended = byItsTool(service, atBoot);
    if (ended.isEmpty()) {
      turn(service, atBoot);
    }
    if (links(service, 'S').isEmpty() == atBoot) {
      String said = ended.map(Programs.Ended::lastWords).filter(each -> !each.isBlank()).map(each -> ": " + each).orElse("");
      throw TrekException.at(programs.host() + ": " + service)
          .found((atBoot ? "has no links in the folders of the run levels" : "starts at boot all the same") + said)
          .next("update-rc.d " + service + (atBoot ? " defaults" : " disable"));
    }
  }

  /** Asks the machine's own tool, which knows the order that the scripts' headers ask for; empty where there is none. */
  private Optional<Programs.Ended> byItsTool(String service, boolean atBoot) throws TrekException {
    if (!programs.word(HostPath.ROOT).equals("/")) {
      return Optional.empty();
    }
    if (files.stat(HostPath.of("/usr/sbin/update-rc.d")).isPresent()) {
      return Optional.of(programs.run("update-rc.d", service, atBoot ? "enable" : "disable"));
    }
    if (files.stat(HostPath.of("/sbin/chkconfig")).isPresent()) {
      return Optional.of(programs.run("chkconfig", service, atBoot ? "on" : "off"));
    }
    return Optional.empty();
  }

  private void turn(String service, boolean atBoot) throws TrekException {
    for (HostPath link : links(service, atBoot ? 'K' : 'S')) {
      int place = Integer.parseInt(link.name().substring(1, 3));
      String name = String.format(Locale.ROOT, "%c%02d%s", atBoot ? 'S' : 'K', (100 - place) % 100, service);
      disk.rename(link, link.parent().resolve(name));
      disk.fsync(link.parent());
    }
  }

  private List<HostPath> links(String service, char kind) throws TrekException {
    List<HostPath> found = new ArrayList<>();
    for (String level : LEVELS) {
      HostPath folder = HostPath.of("/etc/" + level);
      if (files.stat(folder).isPresent()) {
        for (HostPath each : files.list(folder)) {
          if (each.name().matches(kind + "[0-9]{2}" + java.util.regex.Pattern.quote(service))) {
            found.add(each);
          }
        }
      }
    }
    return found;
  }

  private Run installed(String service) throws TrekException {
    Run run = state(service).run();
    if (run == Run.ABSENT) {
      throw TrekException.at(programs.host() + ": " + service).found("no such service").next("services list " + programs.host());
    }
    return run;
  }

  private Programs.Ended call(String script, String service, String ticks) throws TrekException {
    return call(programs, script, service, ticks);
  }

  private static Programs.Ended call(Programs programs, String script, String service, String ticks) throws TrekException {
    String root = programs.word(HostPath.ROOT);
    return programs.run(new byte[0], ServiceScripts.command(script, programs.word(SCRIPTS.resolve(service)), service, root.equals("/") ? "" : root, ticks));
  }
}
