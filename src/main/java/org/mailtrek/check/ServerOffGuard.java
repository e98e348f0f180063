package org.mailtrek.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Release;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.host.TrekException;

/**
 * Refuses to change the directory while a mail server looks at it: one that runs without safe mode deletes every user whom it no longer finds,
 * and each entry stops matching its filters the moment it is moved. Looks at every host of the estate; of a server elsewhere it can't know.
 */
public final class ServerOffGuard implements Guard {

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
    boolean on(View view, String host, String server) throws TrekException;
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
      return ServerConfiguration.read(catalogue.get(), view.host(host), folder.orElse(HostPath.of(release.folder())), release).on("user_safe_mode");
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
        State state = view.host(host).services().state(server);
        boolean runs = state.run() != Run.ABSENT && state.run() != Run.STOPPED && state.run() != Run.FAILED;
        if (runs && !safeMode.on(view, host, server)) {
          throw TrekException.at(host + ": " + server).kind(TrekException.Kind.REFUSED)
              .found("runs without safe mode: it would delete every user whom it no longer finds in the directory, with the mailbox's owner")
              .next("services stop " + host + " " + server + ", or set user_safe_mode = yes and restart it");
        }
        if (runs) {
          evidence.add(server + " on " + host + " is in safe mode");
        }
      }
    }
    if (view.hosts().isEmpty()) {
      return "no host is declared, so no mail server could be looked at: make sure that none runs without user_safe_mode";
    }
    return evidence.isEmpty() ? "no mail server runs on any host of the estate" : String.join(", ", evidence);
  }
}
