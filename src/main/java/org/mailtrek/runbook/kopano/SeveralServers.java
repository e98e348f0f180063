package org.mailtrek.runbook.kopano;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailtrek.backup.Part;
import org.mailtrek.engine.Lane;
import org.mailtrek.engine.Step;
import org.mailtrek.host.TrekException;

/**
 * The order among several servers that share a directory. Mail stops everywhere, then the clients of the servers everywhere, since those of one host are
 * clients of the others, then the servers; what each host does for itself is done side by side. The directory is moved once, while no server runs. Safe
 * mode, the last net, is left on one host after the other.
 */
final class SeveralServers {

  /** Where a server starts to follow the directory. */
  private static final Set<String> STARTS = Set.of("first-start", "leave-safe-mode");

  private final List<ServerMove> servers;
  private final List<Step> steps = new ArrayList<>();

  SeveralServers(List<ServerMove> servers) {
    this.servers = List.copyOf(servers);
  }

  /** Adds the steps of one server. */
  @FunctionalInterface
  private interface Adding {
    void to(List<Step> own, ServerMove server) throws TrekException;
  }

  private void stage(String name, Adding adding) throws TrekException {
    for (ServerMove each : servers) {
      List<Step> own = new ArrayList<>();
      adding.to(own, each);
      own.forEach(step -> steps.add(Placed.in(Lane.beside(name, each.move().host()), step)));
    }
  }

  /** Returns all steps but what people must do, with those that move the directory between. */
  List<Step> around(List<Step> directory) throws TrekException {
    stage("fetch packages", (own, server) -> server.fetch(own));
    stage("stop mail", (own, server) -> {
      if (server.standstill().takesMail()) {
        server.standstill().stopAgents(own);
      }
    });
    stage("stop clients", (own, server) -> server.standstill().stopClients(own));
    stage("stop servers", (own, server) -> server.standstill().stopServer(own));
    stage("back up and exchange", (own, server) -> server.exchange(own, parts(server)));
    steps.addAll(directory);
    Map<ServerMove, List<Step>> second = new LinkedHashMap<>();
    stage("first start", (own, server) -> {
      List<Step> both = new ArrayList<>();
      server.start(both);
      server.letIn(both);
      for (Step each : both) {
        Step step = STARTS.contains(each.id()) ? Placed.behind(server.homes(), each) : each;
        (step.afterOpen() ? second.computeIfAbsent(server, fresh -> new ArrayList<>()) : own).add(step);
      }
    });
    for (ServerMove each : servers) {
      second.get(each).stream().filter(step -> !mail(step)).forEach(step -> steps.add(Placed.in(Lane.rolling("leave safe mode", each.move().host()), step)));
    }
    stage("start mail", (own, server) -> {
      if (server.standstill().takesMail()) {
        second.get(server).stream().filter(SeveralServers::mail).forEach(own::add);
      }
    });
    return steps;
  }

  /** The directory is the same for all: the first host's backup holds it. */
  private Set<Part> parts(ServerMove server) {
    Set<Part> parts = Part.usual();
    if (server != servers.get(0)) {
      parts.remove(Part.LDAP);
    }
    return parts;
  }

  private static boolean mail(Step step) {
    return step.procedures().contains("K1");
  }

  /** Returns what is left behind on each host; what is so on all, once. */
  List<String> leftBehind() throws TrekException {
    Map<String, List<String>> hosts = new LinkedHashMap<>();
    for (ServerMove each : servers) {
      for (String act : each.leftBehind()) {
        hosts.computeIfAbsent(act, fresh -> new ArrayList<>()).add(each.move().host());
      }
    }
    return hosts.entrySet().stream().map(each -> each.getValue().size() == servers.size() ? each.getKey() : String.join(", ", each.getValue()) + ": " + each.getKey()).toList();
  }
}
