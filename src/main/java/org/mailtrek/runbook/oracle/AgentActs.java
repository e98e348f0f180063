package org.mailtrek.runbook.oracle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.ServerVersion;

/** How the agent is upgraded that lets a cluster start and stop the server: on all nodes, and where zones have one of their own, there before. */
final class AgentActs {

  /** The package of the agent, as the installer lists it. */
  static final String COMPONENT = "MS_SCHA";

  private static final HostPath GLOBAL_ONLY = HostPath.of("/var/sadm/install/gz-only-packages");

  private AgentActs() {}

  /** Returns whether an agent is from before version 7, which can't start the server of 8. */
  static boolean old(Optional<String> version) {
    return version.filter(each -> !new ServerVersion(each).atLeast("7")).isPresent();
  }

  /** Returns the acts where the agent is too old for the new version; none where it is not. */
  static List<Act> ifOld(View view, Move move, Cluster cluster) throws TrekException {
    return old(cluster.agent(view)) ? all(view, move, cluster, commpkg(move.installer(), "upgrade")) : List.of();
  }

  /** Returns the acts for all nodes, each left out where it is done already; {@code upgrade} is the installer's command. */
  static List<Act> all(View view, Move move, Cluster cluster, List<String> upgrade) throws TrekException {
    List<Act> acts = new ArrayList<>();
    for (String node : cluster.nodes()) {
      for (String zone : ownAgents(view.host(node), move)) {
        acts.add(new Act.Run(List.of("/usr/sbin/zlogin", zone, move.installer(), "uninstall", "--comp=" + COMPONENT, "--silent=NONE"), List.of(Act.When.said(inZone(zone, move), COMPONENT + " "),
            upgraded(move, view, node).not())).on(node));
      }
      acts.add(new Act.Run(upgrade, List.of(upgraded(move, view, node).not())).on(node));
    }
    return acts;
  }

  static List<String> commpkg(String installer, String verb) {
    return List.of(installer, verb, "--comp=" + COMPONENT, "--silent=NONE");
  }

  private static List<String> inZone(String zone, Move move) {
    return List.of("/usr/sbin/zlogin", zone, move.installer(), "info");
  }

  private static Act.When upgraded(Move move, View view, String node) throws TrekException {
    return Act.When.said(List.of(move.installer(), "info"), COMPONENT + " " + offered(view, node, move) + " ");
  }

  /** Returns the sign that the agent of a node is no longer the old one. */
  static Sign sign(View view, String node, Move move) throws TrekException {
    return Sign.said(List.of(move.installer(), "info"), COMPONENT + " " + installed(view, node, move).orElse("") + " ", COMPONENT + " " + offered(view, node, move) + " ");
  }

  /** Returns the version that is installed on a node; empty where there is none. */
  static Optional<String> installed(View view, String node, Move move) throws TrekException {
    return version(Move.listed(view.host(node), move.installer()));
  }

  /**
   * Returns the version that the media has.
   *
   * @throws TrekException of kind {@code REFUSED} when it has none
   */
  static String offered(View view, String node, Move move) throws TrekException {
    return version(view.host(node).inspection().said(List.of(move.installer(), "info", "--listPackages")))
        .orElseThrow(() -> TrekException.at(node + ":" + move.installer()).kind(TrekException.Kind.REFUSED).found("info --listPackages names no " + COMPONENT).next("unpack the media of the agent there too, or name its folder with --media"));
  }

  private static Optional<String> version(String listed) {
    return listed.lines().map(each -> each.strip().split("\\s+")).filter(each -> each.length > 1 && each[0].equals(COMPONENT) && each[1].matches("[0-9]+(\\.[0-9]+)*")).map(each -> each[1]).findFirst();
  }

  /** Returns the non-global zones that have an agent of their own: where the package is not one that the global zone hands on. */
  static List<String> ownAgents(HostView host, Move move) throws TrekException {
    List<String> found = new ArrayList<>();
    if (host.stat(GLOBAL_ONLY).isPresent() && new String(host.readAll(GLOBAL_ONLY), StandardCharsets.UTF_8).lines().anyMatch(each -> each.strip().equals("SUNWscims"))) {
      return found;
    }
    for (String line : host.stat(HostPath.of("/usr/sbin/zoneadm")).isPresent() ? host.inspection().said(List.of("/usr/sbin/zoneadm", "list", "-p")).lines().toList() : List.<String>of()) {
      String[] fields = line.split(":");
      if (fields.length > 2 && !fields[1].equals("global") && version(host.inspection().said(inZone(fields[1], move))).isPresent()) {
        found.add(fields[1]);
      }
    }
    return found;
  }
}
