package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Services;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.ServicesView.Held;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.host.TrekException;

/**
 * Starts or stops a service, and sets whether it starts at boot. A service that failed counts as stopped; one on its way up or down is ours,
 * half done: the service manager is asked again and waits.
 *
 * @param host name of the host
 * @param service its name, without a suffix
 * @param before running or stopped, and whether it started at boot
 * @param after running or stopped, and whether it will start at boot
 */
public record ServiceState(String host, String service, State before, State after) implements Change {

  static final String KIND = "service-state";

  private static final String LINK_TIME = "link-time";

  private static final HostPath WANTED = HostPath.of("/etc/systemd/system/multi-user.target.wants");

  /** Checks that the change changes something that can be kept. */
  public ServiceState {
    before = settled(before);
    after = settled(after);
    if (before.equals(after)) {
      throw new IllegalArgumentException(host + ": " + service + ": before and after are the same");
    }
  }

  /**
   * Stops or starts a service that is installed.
   *
   * @param run {@code RUNNING} or {@code STOPPED}
   * @return the change; empty when there is nothing to do
   * @throws TrekException when it is not installed or can't be brought there, such as a masked one; or when the host can't be asked
   */
  public static Optional<Change> of(View view, String host, String service, Run run, boolean enabled) throws TrekException {
    State before = view.host(host).services().state(service);
    if (before.run() == Run.ABSENT) {
      throw TrekException.at(host).found("there is no service " + service).next("services list " + host);
    }
    if (before.held() == Held.MASKED && run == Run.RUNNING && before.run() != Run.RUNNING) {
      throw TrekException.at(host + ": " + service).kind(TrekException.Kind.REFUSED).found("is masked: it can't be started").next("systemctl unmask " + service + " on " + host);
    }
    if (before.held() != Held.FREE && enabled && !before.enabled()) {
      throw TrekException.at(host + ": " + service).kind(TrekException.Kind.REFUSED).found("can't be given a place at boot").next("systemctl cat " + service + " on " + host);
    }
    State after = new State(run, enabled);
    return settled(before).equals(after) ? Optional.empty() : Optional.of(new ServiceState(host, service, before, after));
  }

  private static State settled(State state) {
    return switch (state.run()) {
      case FAILED, STOPPING -> new State(Run.STOPPED, state.enabled());
      case STARTING -> new State(Run.RUNNING, state.enabled());
      case ABSENT -> throw new IllegalArgumentException("a service that is not installed has no state");
      case RUNNING, STOPPED -> new State(state.run(), state.enabled());
    };
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    StringBuilder text = new StringBuilder(host).append(": ").append(service).append(":");
    if (before.run() != after.run()) {
      text.append(after.run() == Run.RUNNING ? " start" : " stop");
    }
    if (before.enabled() != after.enabled()) {
      text.append(before.run() == after.run() ? "" : ",").append(after.enabled() ? " start at boot" : " don't start at boot");
    }
    return text.toString();
  }

  @Override
  public Set<String> touches() {
    return Set.of("service " + host + " " + service);
  }

  @Override
  public JSONObject toJson() {
    Fields fields = Fields.kind(KIND).put("host", host).put("service", service);
    return fields.put("before", form(before)).put("after", form(after)).object();
  }

  private static JSONObject form(State state) {
    return new Fields().put("run", state.run().name().toLowerCase(Locale.ROOT)).put("enabled", state.enabled()).object();
  }

  private static State state(JSONObject form) {
    Fields fields = Fields.of(form);
    return new State(Run.valueOf(fields.text("run").toUpperCase(Locale.ROOT)), fields.flag("enabled"));
  }

  static ServiceState read(Fields fields) {
    return new ServiceState(fields.text("host"), fields.text("service"), state(fields.object("before")), state(fields.object("after")));
  }

  @Override
  public void keep(View view, Side side) throws TrekException {
    Optional<FileState> link = view.host(host).stat(link());
    if (link.isPresent() && before.enabled() != after.enabled()) {
      byte[] time = link.get().modified().toString().getBytes(StandardCharsets.US_ASCII);
      side.save(LINK_TIME, out -> out.write(time));
    }
  }

  /** Where systemd keeps that the service starts at boot. */
  private HostPath link() {
    return WANTED.resolve(service + ".service");
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    State now = view.host(host).services().state(service);
    if (now.run() == Run.ABSENT) {
      return Seen.FOREIGN;
    }
    if (now.run() == Run.STARTING || now.run() == Run.STOPPING) {
      return Seen.BETWEEN;
    }
    State found = settled(now);
    if (found.equals(after)) {
      return Seen.AFTER;
    }
    if (found.equals(before)) {
      return Seen.BEFORE;
    }
    boolean run = found.run() == before.run() || found.run() == after.run();
    boolean enabled = found.enabled() == before.enabled() || found.enabled() == after.enabled();
    return run && enabled ? Seen.BETWEEN : Seen.FOREIGN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    return become(after, estate, side);
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Left left = become(before, estate, side);
    Optional<InputStream> time = side.open(LINK_TIME);
    if (left.nothing() && time.isPresent() && estate.view().host(host).stat(link()).isPresent()) {
      try (InputStream in = time.get()) {
        estate.host(host).disk().touch(link(), Instant.parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII)));
      } catch (IOException e) {
        throw TrekException.at("journal").found("the time of " + link() + " can't be read: " + e.getMessage()).because(e).next("journal verify");
      }
    }
    return left;
  }

  private Left become(State wanted, Estate estate, Side side) throws TrekException {
    if (look(estate.view(), side) == Seen.FOREIGN) {
      State found = estate.view().host(host).services().state(service);
      return Left.of(host + ": " + service + ": " + words(found) + ", neither as before nor as after: left alone");
    }
    Services services = estate.host(host).services();
    services.enable(service, wanted.enabled());
    if (wanted.run() == Run.RUNNING) {
      services.start(service);
    } else {
      services.stop(service);
    }
    return Left.NOTHING;
  }

  private static String words(State state) {
    return state.run().name().toLowerCase(Locale.ROOT) + (state.enabled() ? ", starts at boot" : "");
  }

  @Override
  public View over(View below) {
    return OverlayView.host(below, host, view -> OverlayHostView.over(view).services(new Laid(view.services())));
  }

  @Override
  public Set<Place> folders(View view) throws TrekException {
    boolean linked = before.enabled() != after.enabled() && view.host(host).stat(WANTED).isPresent();
    return linked ? Set.of(new Place(host, WANTED)) : Set.of();
  }

  private final class Laid implements ServicesView {
    private final ServicesView below;

    Laid(ServicesView below) {
      this.below = below;
    }

    @Override
    public java.util.List<String> names() throws TrekException {
      return below.names();
    }

    @Override
    public void statesAhead(java.util.Collection<String> services) throws TrekException {
      below.statesAhead(services);
    }

    @Override
    public State state(String asked) throws TrekException {
      return asked.equals(service) ? after : below.state(asked);
    }

    @Override
    public Optional<Running> running(String asked, java.util.Collection<HostPath> files) throws TrekException {
      return asked.equals(service) ? Optional.empty() : below.running(asked, files);
    }

    @Override
    public java.util.List<String> wakers(String asked) throws TrekException {
      return below.wakers(asked);
    }
  }
}
