package org.mailtrek.runbook.kopano;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.mailtrek.check.MailGuard;
import org.mailtrek.check.SignInRecord;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Release;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.MailServices;
import org.mailtrek.system.MailServices.Found;
import org.mailtrek.system.SystemSteps;

/** Stops a mail server with all that uses it, mail first and the server last, and starts its successor's daemons again, mail last. */
final class Standstill {

  private final View view;
  private final String host;
  private final MailServices services;

  private Standstill(View view, String host, MailServices services) {
    this.view = view;
    this.host = host;
    this.services = services;
  }

  /**
   * Finds the services.
   *
   * @param product {@code zarafa} or {@code kopano}
   */
  static Standstill of(View view, String host, String product) throws TrekException {
    return new Standstill(view, host, MailServices.of(view.host(host).services(), product));
  }

  /**
   * Adds the steps that stop them.
   *
   * @throws TrekException when the password of the mailbox for tests can't be had
   */
  void stop(List<Step> steps) throws TrekException {
    steps.add(SignInRecord.before(view, SystemSteps.stop("stop-mail", "Stop mail from coming in", Set.of("K1"), host, names(services.agents()))));
    List<Found> rest = new ArrayList<>(services.web());
    rest.addAll(services.clients());
    services.server().ifPresent(rest::add);
    steps.add(SystemSteps.stop("stop-services", "Stop the services, clients first, the server last", Set.of("K2"), host, names(rest)));
  }

  /** Returns whether the host has an agent that takes mail in, running or not. */
  boolean takesMail() {
    return !services.agents().isEmpty();
  }

  /**
   * Adds the step that stops mail.
   *
   * @throws TrekException when the password of the mailbox for tests can't be had
   */
  void stopAgents(List<Step> steps) throws TrekException {
    steps.add(SignInRecord.before(view, SystemSteps.stop("stop-mail", "Stop mail from coming in", Set.of("K1"), host, names(services.agents()))));
  }

  /** Adds the step that stops the web server and the daemons that are clients of the mail server. */
  void stopClients(List<Step> steps) {
    List<Found> clients = new ArrayList<>(services.web());
    clients.addAll(services.clients());
    stopping(steps, "stop-clients", "Stop the web server and the clients of the mail server", Set.of("K2"), clients);
  }

  /** Adds the step that stops the mail server. */
  void stopServer(List<Step> steps) {
    stopping(steps, "stop-server", "Stop the mail server", Set.of("K2"), services.server().stream().toList());
  }

  private void stopping(List<Step> steps, String id, String title, Set<String> procedures, List<Found> which) {
    steps.add(SystemSteps.stop(id, title, procedures, host, names(which)));
  }

  private static List<String> names(List<Found> found) {
    return found.stream().filter(Found::inUse).map(Found::name).toList();
  }

  /**
   * Adds the steps that start Kopano's daemons in place of those that ran, then the web server, mail last; each as it was found. Daemons of which
   * the new release knows no configuration file are no more. {@code coming} names those that packages will bring into which nobody has looked yet.
   */
  void start(List<Step> steps, Catalogue catalogue, Release to, Supplier<Set<String>> coming) {
    List<Found> daemons = new ArrayList<>();
    List<Found> clients = new ArrayList<>(services.clients());
    Collections.reverse(clients);
    for (Found each : clients.stream().filter(Found::inUse).toList()) {
      String role = each.role().equals("indexer") ? "search" : each.role();
      State state = new State(each.state().run() == Run.RUNNING ? Run.RUNNING : Run.STOPPED, each.state().enabled());
      if (!catalogue.file(to, role + ".cfg").unknown() && daemons.stream().noneMatch(one -> one.role().equals(role))) {
        daemons.add(new Found("kopano-" + role, state));
      }
    }
    daemons.addAll(services.web().stream().filter(Found::inUse).toList());
    steps.add(SystemSteps.start("start-services", "Start the services, then the web server", Set.of("K13"), host, daemons, coming));
    List<Found> agents = services.agents().stream().filter(Found::inUse).toList();
    List<String> installed = services.agents().stream().map(Found::name).toList(); // in the second act those in use are stopped
    steps.add(Placed.behind(new MailGuard(host, installed), SystemSteps.start("start-mail", "Let mail in again", Set.of("K1"), host, agents)));
  }
}
