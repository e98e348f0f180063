package org.mailtrek.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Release;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.Running;
import org.mailtrek.host.TrekException;

/**
 * Refuses to change the directory while a mail server looks at it: one that runs without safe mode deletes every user whom it no longer finds,
 * and each entry stops matching its filters the moment it is moved. Looks at the services and at the processes of every host of the estate; of a
 * server elsewhere it can't know. What a server has read is what its configuration says, where that was not changed since it was started.
 */
public final class ServerOffGuard implements Guard {

  /** How far the time of a process may be off. */
  private static final Duration CLOCKS = Duration.ofSeconds(2);

  private final SafeMode safeMode;

  /**
   * Makes a guard.
   *
   * @param safeMode tells whether the configuration of a server has its safe mode on
   */
  public ServerOffGuard(SafeMode safeMode) {
    this.safeMode = safeMode;
  }

  /** Tells whether a server keeps its users whatever the directory says. */
  @FunctionalInterface
  public interface SafeMode {

    /**
     * Looks.
     *
     * @param server the service, {@code zarafa-server} or {@code kopano-server}
     * @throws TrekException when its configuration can't be read
     */
    Setting of(View view, String host, String server) throws TrekException;
  }

  /**
   * What a configuration says.
   *
   * @param on whether safe mode is on
   * @param files which say so
   */
  public record Setting(boolean on, Set<HostPath> files) {

    /** Copies the set. */
    public Setting {
      files = Collections.unmodifiableSet(new LinkedHashSet<>(files));
    }
  }

  /** Makes a guard that reads {@code user_safe_mode} from the configuration of the declared products. */
  public static ServerOffGuard of(Declaration declared, Supplier<Catalogue> catalogue) {
    return new ServerOffGuard((view, host, server) -> {
      boolean kopano = server.startsWith("kopano");
      Optional<Declaration.Product> product = declared.product(host).filter(each -> each.product().equals("kc") == kopano);
      Optional<Declaration.Target> target = declared.target().filter(each -> kopano && each.product().equals("kc"));
      String version = product.map(Declaration.Product::version).or(() -> target.map(Declaration.Target::version)).orElse(kopano ? "8.7.25" : "7.2.6");
      Release release = Release.of((kopano ? "kc-" : "zcp-") + version);
      Optional<HostPath> folder = product.flatMap(each -> each.places().config()).or(() -> target.flatMap(each -> each.places().config()));
      ServerConfiguration read = ServerConfiguration.read(catalogue.get(), view.host(host), folder.orElse(HostPath.of(release.folder())), release);
      return new Setting(read.on("user_safe_mode"), read.files());
    });
  }

  @Override
  public String name() {
    return "server-off";
  }

  @Override
  public String check(View view) throws TrekException {
    List<String> evidence = new ArrayList<>();
    for (String host : view.hosts()) {
      for (String server : List.of("zarafa-server", "kopano-server")) {
        ServicesView services = view.host(host).services();
        Run run = services.state(server).run();
        boolean up = run != Run.ABSENT && run != Run.STOPPED && run != Run.FAILED;
        if (up || services.running(server, Set.of()).isPresent()) {
          evidence.add(look(view, host, server, up));
        }
      }
    }
    if (view.hosts().isEmpty()) {
      return "no host is declared, so no mail server could be looked at: make sure that none runs without user_safe_mode";
    }
    return evidence.isEmpty() ? "no mail server runs on any host of the estate" : String.join(", ", evidence);
  }

  private String look(View view, String host, String server, boolean up) throws TrekException {
    Setting setting = safeMode.of(view, host, server);
    Optional<Running> process = view.host(host).services().running(server, setting.files());
    String since = process.map(each -> " since " + each.since()).orElse("");
    if (!setting.on()) {
      String byWhom = up ? "" : ", not as a service,";
      throw refused(host, server, "runs" + since + byWhom + " without safe mode: it would delete every user whom it no longer finds in the directory, with the mailbox's owner",
          "services stop " + host + " " + server + ", or set user_safe_mode = yes and restart it");
    }
    Optional<Instant> changed = process.flatMap(Running::changed);
    if (changed.isPresent() && changed.get().isAfter(process.get().since().plus(CLOCKS))) {
      throw refused(host, server, "runs" + since + ", and what says that it is in safe mode was changed later, at " + changed.get() + ": it may not have read that",
          "services stop " + host + " " + server + ", and start it again");
    }
    Optional<String> other = process.flatMap(each -> configuration(each.command())).filter(each -> setting.files().stream().noneMatch(file -> file.toString().equals(each)));
    if (other.isPresent()) {
      throw refused(host, server, "runs with " + other.get() + ", which is not the configuration that was looked at", "services stop " + host + " " + server);
    }
    return server + " on " + host + " is in safe mode" + (process.isEmpty() ? "" : ": it runs" + since + ", and its configuration was not changed since");
  }

  /** Returns the file that a server was told to read. */
  private static Optional<String> configuration(List<String> command) {
    for (int i = 1; i < command.size(); i++) {
      boolean next = List.of("-c", "--config").contains(command.get(i)) && i + 1 < command.size();
      if (next || command.get(i).startsWith("--config=")) {
        return Optional.of(next ? command.get(i + 1) : command.get(i).substring("--config=".length()));
      }
    }
    return Optional.empty();
  }

  private static TrekException refused(String host, String server, String found, String next) {
    return TrekException.at(host + ": " + server).kind(TrekException.Kind.REFUSED).found(found).next(next);
  }
}
