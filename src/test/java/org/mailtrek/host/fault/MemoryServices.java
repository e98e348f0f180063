package org.mailtrek.host.fault;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Services;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

/** Services that only remember their state. */
public final class MemoryServices implements Services, ServicesView {

  private final Map<String, State> states = new TreeMap<>();
  private final Map<String, Integer> raised = new TreeMap<>();
  private final Map<String, String> stumbling = new TreeMap<>();
  private final Map<String, Long> delivering = new TreeMap<>();
  private final Map<String, Running> processes = new TreeMap<>();
  private MemoryDatabase database = new MemoryDatabase();

  /** Returns a copy that lives on its own. */
  public MemoryServices copy() {
    MemoryServices copy = new MemoryServices();
    copy.states.putAll(states);
    copy.raised.putAll(raised);
    copy.stumbling.putAll(stumbling);
    copy.delivering.putAll(delivering);
    copy.processes.putAll(processes);
    return copy;
  }

  /** Makes a service raise the schema of the database when it starts. */
  public void raises(String service, int schema) {
    raised.put(service, schema);
  }

  /** Makes a service end at its start where the database has such a setting: what is left of an upgrade that was killed. */
  public void stumbles(String service, String setting) {
    stumbling.put(service, setting);
  }

  /** Makes a service let in an object as soon as it starts, before it ends over anything. */
  public void delivers(String service, long object) {
    delivering.put(service, object);
  }

  /** Gives a service a process. */
  public void runs(String service, Running process) {
    processes.put(service, process);
  }

  @Override
  public Optional<Running> running(String service, Collection<HostPath> files) {
    return Optional.ofNullable(processes.get(service));
  }

  /** Gives the services their database. */
  public void use(MemoryDatabase ours) {
    database = ours;
  }

  /** Sets what a service does; {@link ServicesView.Run#ABSENT} removes it. */
  public void set(String service, Run run, boolean enabled) {
    if (run == Run.ABSENT) {
      states.remove(service);
    } else {
      states.put(service, new State(run, enabled));
    }
  }

  @Override
  public ServicesView view() {
    return this;
  }

  @Override
  public List<String> names() {
    return List.copyOf(states.keySet());
  }

  @Override
  public State state(String service) {
    return states.getOrDefault(service, new State(Run.ABSENT, false));
  }

  @Override
  public void start(String service) throws TrekException {
    if (delivering.containsKey(service)) {
      database.object(delivering.get(service));
    }
    if (stumbling.containsKey(service) && database.setting(stumbling.get(service)).isPresent()) {
      throw TrekException.at(service).found("ended at once").next("logs " + service);
    }
    set(service, Run.RUNNING, installed(service).enabled());
    int schema = database.storedVersion().map(stored -> stored.schema()).orElse(0);
    if (raised.getOrDefault(service, 0) > schema) {
      database.schema(raised.get(service));
    }
  }

  @Override
  public void stop(String service) throws TrekException {
    set(service, Run.STOPPED, installed(service).enabled());
  }

  @Override
  public void enable(String service, boolean atBoot) throws TrekException {
    set(service, installed(service).run(), atBoot);
  }

  private State installed(String service) throws TrekException {
    if (!states.containsKey(service)) {
      throw TrekException.at(service).found("is not installed").next("install it");
    }
    return states.get(service);
  }

  @Override
  public String toString() {
    return states.toString();
  }
}
