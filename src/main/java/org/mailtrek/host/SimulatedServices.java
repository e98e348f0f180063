package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The services of a simulated machine: unit files and links as systemd has them, and a file for each that is not stopped, with its state,
 * in {@code services/} beside the machine's root. What they say is in {@code syslog} there.
 */
final class SimulatedServices implements Services, ServicesView {

  private static final String SUFFIX = ".service";
  private static final HostPath UNITS = HostPath.of("/lib/systemd/system");
  private static final HostPath WANTS = HostPath.of("/etc/systemd/system/multi-user.target.wants");
  private static final HostPath STATES = HostPath.of("/services");
  private static final HostPath SYSLOG = HostPath.of("/syslog");

  private final SimulatedHost machine;
  private final Store root;
  private final Store beside;
  private final Map<String, Program> programs;
  private final Clock clock;
  private final Faults faults;

  SimulatedServices(SimulatedHost machine, Store root, Store beside, Simulation simulation, Faults faults) {
    this.machine = machine;
    this.root = root;
    this.beside = beside;
    this.programs = simulation.programs();
    this.clock = simulation.clock();
    this.faults = faults;
  }

  @Override
  public ServicesView view() {
    return this;
  }

  @Override
  public List<String> names() throws TrekException {
    if (root.files().stat(UNITS).isEmpty()) {
      return List.of();
    }
    return root.files().list(UNITS).stream()
        .map(HostPath::name)
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .sorted()
        .toList();
  }

  @Override
  public State state(String service) throws TrekException {
    if (root.files().stat(UNITS.resolve(service + SUFFIX)).isEmpty()) {
      return new State(Run.ABSENT, false);
    }
    return new State(run(service), root.files().stat(wanted(service)).isPresent());
  }

  private Run run(String service) throws TrekException {
    HostPath file = STATES.resolve(service);
    if (beside.files().stat(file).isEmpty()) {
      return Run.STOPPED;
    }
    try (InputStream in = beside.files().read(file)) {
      String word = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip().toUpperCase(Locale.ROOT);
      return List.of(Run.values()).stream().filter(each -> each.name().equals(word)).findFirst().orElse(Run.FAILED);
    } catch (IOException e) {
      throw Refusal.of(machine.name() + ": state of " + service, e);
    }
  }

  /** A simulated service has no process: it was started when its state was written, and a change of its files is one of their content. */
  @Override
  public Optional<Running> running(String service, Collection<HostPath> files) throws TrekException {
    Optional<FileState> state = beside.files().stat(STATES.resolve(service));
    if (run(service) != Run.RUNNING || state.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> changed = Optional.empty();
    for (HostPath each : files) {
      Optional<Instant> modified = root.files().stat(each).map(FileState::modified);
      changed = modified.isPresent() && changed.filter(modified.get()::isBefore).isEmpty() ? modified : changed;
    }
    return Optional.of(new Running(state.get().modified(), changed, List.of()));
  }

  @Override
  public void start(String service) throws TrekException {
    Run before = installed(service);
    if (before == Run.RUNNING) {
      return;
    }
    if (faults.hits(Faults.Kind.SERVICE_FAILS, service)) {
      put(service, Run.FAILED);
      log(service, List.of("main process exited, code=exited, status=1/FAILURE"));
      throw failed(service, List.of("main process exited, code=exited, status=1/FAILURE"));
    }
    Program.Started started = programs.containsKey(service) ? attempt(service) : Program.Started.running();
    log(service, started.log());
    put(service, started.up() ? Run.RUNNING : Run.FAILED);
    if (!started.up()) {
      throw failed(service, started.log());
    }
    log(service, List.of("started"));
  }

  private Program.Started attempt(String service) throws TrekException {
    try {
      return programs.get(service).start(machine);
    } catch (TrekException e) {
      put(service, Run.FAILED);
      log(service, List.of(e.getMessage()));
      throw e;
    }
  }

  private TrekException failed(String service, List<String> said) {
    String last = said.isEmpty() ? "it said nothing" : String.join("; ", said.subList(Math.max(0, said.size() - 5), said.size()));
    return TrekException.at(machine.name() + ": " + service)
        .found("does not start: " + last)
        .next("mend what the log names, then: services start " + machine.name() + " " + service);
  }

  @Override
  public void stop(String service) throws TrekException {
    Run before = state(service).run();
    beside.writer().clear(AtomicWriter.unfinished(STATES.resolve(service))); // left by a crash on its way up
    if (before == Run.ABSENT || before == Run.STOPPED) {
      return;
    }
    if (before == Run.RUNNING && faults.hits(Faults.Kind.SERVICE_STAYS, service)) {
      log(service, List.of("stop-sigterm timed out, still around after SIGKILL: ignoring"));
      throw TrekException.at(machine.name() + ": " + service).found("still runs after it was told to stop").next("logs " + machine.name() + " " + service + ", end what holds it, then resume, or undo");
    }
    if (before != Run.FAILED && programs.containsKey(service)) {
      programs.get(service).stop(machine);
    }
    log(service, List.of("stopped"));
    put(service, Run.STOPPED);
  }

  @Override
  public void enable(String service, boolean atBoot) throws TrekException {
    installed(service);
    link(service, atBoot);
  }

  /** Links or unlinks a unit, installed or not. */
  void link(String service, boolean atBoot) throws TrekException {
    HostPath link = wanted(service);
    boolean linked = root.files().stat(link).isPresent();
    if (linked == atBoot) {
      return;
    }
    if (atBoot) {
      root.writer().folders(WANTS);
      root.disk().symlink(UNITS.resolve(service + SUFFIX).bytes(), link);
    } else {
      root.disk().delete(link);
    }
    root.disk().fsync(WANTS);
  }

  /** Forgets that a service ran whose unit is gone. */
  void clear(String service) throws TrekException {
    put(service, Run.STOPPED);
  }

  private Run installed(String service) throws TrekException {
    Run run = state(service).run();
    if (run == Run.ABSENT) {
      throw TrekException.at(machine.name() + ": " + service).found("no such service").next("services list " + machine.name());
    }
    return run;
  }

  private void put(String service, Run run) throws TrekException {
    HostPath file = STATES.resolve(service);
    beside.writer().folders(STATES);
    beside.writer().clear(AtomicWriter.unfinished(file)); // left by a crash
    if (run != Run.STOPPED) {
      beside.writer().replace(file, (run.name().toLowerCase(Locale.ROOT) + "\n").getBytes(StandardCharsets.US_ASCII), Optional.empty());
    } else if (beside.files().stat(file).isPresent()) {
      beside.disk().delete(file);
      beside.disk().fsync(STATES);
    }
  }

  private void log(String service, List<String> lines) throws TrekException {
    if (lines.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(clock.instant()).append(' ').append(machine.name()).append(' ').append(service).append(": ").append(line).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (beside.files().stat(SYSLOG).isEmpty()) {
      beside.disk().create(SYSLOG);
    }
    beside.disk().append(SYSLOG, bytes, 0, bytes.length);
  }

  private static HostPath wanted(String service) {
    return WANTS.resolve(service + SUFFIX);
  }
}
