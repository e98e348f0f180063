package org.mailtrek.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostView;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

/** Lists services or packages of the hosts. */
final class HostRows implements Command {

  private static final String MAIL = "zarafa|kopano|slapd|ldap|mysql|maria|postfix|exim|apache|nginx|php|dovecot|cyrus|messaging";

  private final boolean services;

  HostRows(boolean services) {
    this.services = services;
  }

  @Override
  public Shape shape() {
    return services
        ? Shape.reads()
            .mayTake("HOST", "this host only", Offers.hosts())
            .flag("--all", "also those that have nothing to do with mail")
            .example("services list", "what runs, and what starts at boot")
            .example("services list mail1 --all", "every service of a host")
            .see("status")
        : Shape.reads()
            .mayTake("HOST", "this host only", Offers.hosts())
            .flag("--all", "also those that have nothing to do with mail")
            .example("packages list", "what is installed, by host")
            .example("packages list mail1 --all --plain", "every package of a host")
            .see("services list");
  }

  @Override
  public Result run(Call call) throws TrekException {
    View view = call.session().estate().view();
    List<String> hosts = call.word(0).map(List::of).orElse(view.hosts());
    Optional<String> unknown = hosts.stream().filter(host -> !view.hosts().contains(host)).findFirst();
    if (unknown.isPresent()) {
      throw TrekException.at(unknown.get()).kind(TrekException.Kind.USAGE).found("there is no such host").next("one of " + String.join(", ", view.hosts()));
    }
    Rows rows = services ? Rows.of("services").id("Host").id("Service").text("State").text("At boot") : Rows.of("packages").id("Host").id("Package").id("Version").text("State");
    for (String host : hosts) {
      add(rows, view.host(host), call.has("--all"));
    }
    return Result.done().table(rows);
  }

  private void add(Rows rows, HostView host, boolean all) throws TrekException {
    if (services) {
      for (Map.Entry<String, ServicesView.State> each : host.services().states().entrySet()) {
        if (all || ofMail(each.getKey())) {
          rows.row(host.name(), each.getKey(), each.getValue().run().name().toLowerCase(Locale.ROOT), atBoot(each.getValue()));
        }
      }
    } else {
      for (PackagesView.Installed each : host.packages().installed().values()) {
        if (all || ofMail(each.name())) {
          rows.row(host.name(), each.name(), each.version(), each.complete() ? "installed" : "half-installed");
        }
      }
    }
  }

  private static String atBoot(ServicesView.State state) {
    return switch (state.held()) {
      case FREE -> state.enabled() ? "yes" : "no";
      case BY_OTHERS -> "by others";
      case MASKED -> "masked";
    };
  }

  private static boolean ofMail(String name) {
    return name.matches(".*(" + MAIL + ").*");
  }
}
