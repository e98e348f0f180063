package org.mailtrek.host;

import java.util.ArrayList;
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

  InitServices(FilesView files, Disk disk, Programs programs) {
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
  public State state(String service) throws TrekException {
    if (service.isEmpty() || service.contains("/") || !script(service)) {
      return new State(Run.ABSENT, false);
    }
    Run run = switch (call(service, "status").code()) {
      case 0 -> Run.RUNNING;
      case 1, 2 -> Run.FAILED;
      default -> Run.STOPPED;
    };
    return new State(run, !links(service, 'S').isEmpty());
  }

  @Override
  public void start(String service) throws TrekException {
    if (installed(service) == Run.RUNNING) {
      return;
    }
    Programs.Ended ended = call(service, "start");
    if (!ended.ok() || state(service).run() != Run.RUNNING) {
      throw TrekException.at(programs.host() + ": " + service)
          .found("does not start: " + ended.lastWords())
          .next("mend what it says, then: services start " + programs.host() + " " + service);
    }
  }

  @Override
  public void stop(String service) throws TrekException {
    Run before = state(service).run();
    if (before == Run.ABSENT || before == Run.STOPPED) {
      return;
    }
    Programs.Ended ended = call(service, "stop");
    if (state(service).run() == Run.RUNNING) {
      throw TrekException.at(programs.host() + ": " + service).found("does not stop: " + ended.lastWords()).next("stop it by hand, then go on with: resume");
    }
  }

  @Override
  public void enable(String service, boolean atBoot) throws TrekException {
    installed(service);
    for (HostPath link : links(service, atBoot ? 'K' : 'S')) {
      int place = Integer.parseInt(link.name().substring(1, 3));
      String name = String.format(Locale.ROOT, "%c%02d%s", atBoot ? 'S' : 'K', (100 - place) % 100, service);
      disk.rename(link, link.parent().resolve(name));
      disk.fsync(link.parent());
    }
    if (atBoot && links(service, 'S').isEmpty()) {
      throw TrekException.at(programs.host() + ": " + service).found("has no links in the folders of the run levels").next("update-rc.d " + service + " defaults");
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

  private Programs.Ended call(String service, String act) throws TrekException {
    return programs.run(programs.word(SCRIPTS.resolve(service)), act);
  }
}
